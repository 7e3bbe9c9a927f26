import { type IDataObject, type OnError, sleep } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { jsons, orderOf, ordersOf, purchases, textOf } from '../../../../support/certCentral';
import { heard } from '../../../../support/log';
import { POST, useLosing } from './losing';

/** What was bought before Stop, and what may have been, is told: nobody pays for what he cannot find. */

const COUNT = 40;
const BEFORE_STOP = 12;
const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

const { simulator, run } = useLosing();

/** What an earlier test left on its way may arrive in this one. */
let own = 0;
beforeEach(() => void own++);
const nameOf = (at: number) => `order-${at}.run-${own}.example.com`;
const isOwn = (text: string) => text.includes(`.run-${own}.`);

const itemsOf = async (count: number) =>
	await Promise.all(Array.from({ length: count }, async (_, at) => await orderOf(nameOf(at))));

const sent = () => purchases(simulator).filter(({ body }) => isOwn(body));
const answered = () => sent().filter(({ status = 500 }) => status < 300).length;

const bought = async () =>
	(await ordersOf(simulator)).filter(({ commonName }) => isOwn(commonName));

/** Answers after the first ones come too late; Stop is pressed once the service has placed more. */
async function stoppedAfter(
	before: number,
	items: IDataObject[],
	onError: OnError,
	logged: unknown[] = [],
) {
	await simulator.fault('slowAnswer', { match: POST, after: before, delayMs: 1500 });
	const controller = new AbortController();
	const node = heard(new DigiCertCertCentral(), logged);
	const running = run(items, {}, { node, onError, signal: controller.signal });
	while (answered() < before || sent().length === before) await sleep(5);
	await sleep(50);
	controller.abort();
	return await running;
}

describe.each(MODES)('Stop after some of the orders were bought, %s', (onError) => {
	test('each that is bought is told by its ID, each whose call was cut by its key', async () => {
		const stopped = await stoppedAfter(BEFORE_STOP, await itemsOf(COUNT), onError);
		const told = `${textOf(stopped)} ${JSON.stringify(stopped.outputs)}`;
		const orders = await bought();
		expect(orders.length).toBeGreaterThan(BEFORE_STOP);
		const byId = orders.filter(({ id }) => told.includes(String(id)));
		expect(byId.length).toBeGreaterThanOrEqual(BEFORE_STOP);
		for (const { id, alternativeOrderId } of orders) {
			expect(told.includes(String(id)) || told.includes(`${alternativeOrderId}`)).toBe(true);
		}
	});

	test("the same is in n8n's log, the one place that keeps it", async () => {
		const logged: unknown[] = [];
		await stoppedAfter(BEFORE_STOP, await itemsOf(COUNT), onError, logged);
		const log = JSON.stringify(logged);
		const orders = await bought();
		const byId = orders.filter(({ id }) => log.includes(`order ID ${id}`));
		expect(byId.length).toBeGreaterThanOrEqual(BEFORE_STOP);
		for (const { id, alternativeOrderId } of orders) {
			expect(log.includes(String(id)) || log.includes(`${alternativeOrderId}`)).toBe(true);
		}
		expect(log).toContain('Running the same items again is safe');
	});
});

test('a Stop in Continue modes says of each item what became of it', async () => {
	const { outputs } = await stoppedAfter(4, await itemsOf(10), 'continueRegularOutput');
	const items = jsons(outputs[0]);
	expect(items).toHaveLength(10);
	const codes = items.map(({ orderId, details }) =>
		orderId === undefined ? (details as IDataObject).code : 'paid',
	);
	const count = (wanted: string) => codes.filter((code) => code === wanted).length;
	expect(count('paid')).toBeGreaterThanOrEqual(4);
	expect(count('paid') + count('cut by Stop')).toBeGreaterThanOrEqual((await bought()).length);
	expect(count('paid') + count('cut by Stop') + count('stopped')).toBe(10);
});

test('an order whose answer was lost is no stopped one, though Stop came while it was looked for', async () => {
	await simulator.fault('connectionCut', { match: POST });
	await simulator.seed({ settings: { listLagRealSeconds: 60 } });
	const controller = new AbortController();
	const running = run(
		await itemsOf(1),
		{ options: { visibleWithin: 60 } },
		{
			onError: 'continueRegularOutput',
			signal: controller.signal,
		},
	);
	while (sent().length === 0) await sleep(5);
	await sleep(100);
	controller.abort();
	const [item] = jsons((await running).outputs[0]);
	const [order] = await bought();
	expect(item?.details).toMatchObject({
		code: 'cut by Stop',
		ids: { commonName: nameOf(0), alternativeOrderId: order?.alternativeOrderId },
	});
});

test('Stop of one execution leaves the order to another one that waits for it', async () => {
	const items = await itemsOf(1);
	await simulator.fault('slowAnswer', { match: POST, remaining: 1, delayMs: 1500 });
	const controller = new AbortController();
	const first = run(items, {}, { signal: controller.signal });
	while (sent().length === 0) await sleep(5);
	const second = run(items);
	await sleep(100);
	controller.abort();
	await first;
	const { outputs, error } = await second;
	expect(error).toBeUndefined();
	const [order, ...more] = await bought();
	expect(more).toEqual([]);
	expect(jsons(outputs[0])).toMatchObject([{ orderId: order?.id, reused: true }]);
});
