import type { IDataObject } from 'n8n-workflow';

import { asObject, asObjects } from '../../../../../nodes/shared/values';
import { isInfoOf, isList, REFUSED } from '../../../../support/between';
import { callsOf, orderOf, ordersOf, placed, purchases } from '../../../../support/certCentral';
import { useChangedAnswers } from '../../../../support/changedAnswers';
import { skip } from '../../../../support/monotonicClock';
import { otherProcess } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** Promise 1: what an answer does not show of an order may be the same as what is wanted. */

const simulator = useSimulator();
const { between, buy: run } = useChangedAnswers(simulator);
afterEach(() => jest.restoreAllMocks());

type Shape = (order: IDataObject) => IDataObject;

const certificate =
	(more: IDataObject): Shape =>
	(order) => ({ ...order, certificate: { ...asObject(order.certificate), ...more } });

const withoutKey: Shape = (order) => ({ ...order, alternative_order_id: undefined });

interface Shown {
	row?: Shape;
	info?: Shape | 403 | 404;
}

/** What List orders and Order info show of every order from now on. */
const show = ({ row = (order) => order, info = (order) => order }: Shown) =>
	between.change((passed) => {
		if (isList(passed)) {
			return { body: { ...passed.body, orders: asObjects(passed.body.orders).map(row) } };
		}
		if (!isInfoOf(passed, passed.body.id)) return undefined;
		return typeof info === 'number' ? REFUSED[info] : { body: info(passed.body) };
	});

/** An order is there that another process has bought. */
async function bought(shown: Shown) {
	const item = await orderOf('wanted.example.com', { dnsNames: ['www.wanted.example.com'] });
	const [id = 0] = await placed(simulator, [item]);
	otherProcess(simulator);
	show(shown);
	return { id, item };
}

const infoCalls = () => callsOf(simulator, 'GET', /\/order\/certificate\/\d+$/);

describe('A row of List orders', () => {
	const rows: Array<[string, Shape]> = [
		['with an empty certificate', (order) => ({ ...order, certificate: {} })],
		['with none', (order) => ({ ...order, certificate: null })],
		[
			"with the certificate's ID only",
			(order) => ({ ...order, certificate: { id: asObject(order.certificate).id } }),
		],
		['with empty names', certificate({ common_name: null, dns_names: [] })],
		['with ID and status only', ({ id, status }) => ({ id, status })],
		[
			'with ID, status and date only',
			({ id, status, date_created }) => ({ id, status, date_created }),
		],
		['without its further names', certificate({ dns_names: undefined })],
	];

	test.each(rows)('%s is asked about before anything is bought', async (_title, row) => {
		const { id, item } = await bought({ row });
		expect(await run([item])).toMatchObject([{ orderId: id, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test.each(rows)('%s stops the purchase where the key may not read it', async (_title, row) => {
		const { id, item } = await bought({ row, info: 403 });
		const [failed] = await run([item]);
		expect(failed?.error).toContain(
			`the API key may not read order ${id}, which could be this one`,
		);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test.each(rows)('%s is waited for where it is young and not found', async (_title, row) => {
		const { id, item } = await bought({ row, info: 404 });
		const [failed] = await run([item]);
		expect(failed).toMatchObject({
			error: `Not bought: order ${id}, which could be this one, cannot be read yet`,
			details: { retryable: true },
		});
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('is found after a lost answer, whatever it lacks', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		show({ row: (order) => ({ ...order, certificate: {} }) });
		expect(await run([await orderOf('lost.example.com')])).toMatchObject([{ recovered: true }]);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('is asked about once, and not at all where it shows other names', async () => {
		const names = ['a', 'b', 'c'].map((name) => `${name}.example.net`);
		await placed(simulator, await Promise.all(names.map(async (name) => await orderOf(name))));
		otherProcess(simulator);
		show({});
		await run([await orderOf('first.example.com')]);
		expect(infoCalls()).toHaveLength(0);
		otherProcess(simulator);
		const first = (await ordersOf(simulator))[0]?.id;
		show({ row: (order) => (order.id === first ? { ...order, certificate: {} } : order) });
		await run([await orderOf('second.example.com'), await orderOf('third.example.com')]);
		expect(infoCalls()).toHaveLength(1);
	});

	test('takes nothing back of what Order info told: other names are another order', async () => {
		await simulator.advance(-7200);
		const item = await orderOf('wanted.example.com', { dnsNames: ['a.example.com'] });
		const [id = 0] = await placed(simulator, [item]);
		await simulator.advance(7200);
		otherProcess(simulator);
		show({
			row: (order) => (order.id === id ? { ...order, certificate: {} } : order),
			info: (order) => (order.id === id ? withoutKey(order) : order),
		});
		for (const dnsNames of [['b.example.com'], ['c.example.com']]) {
			expect(await run([{ ...item, dnsNames }])).toMatchObject([{ reused: false }]);
			skip(31_000);
		}
		expect(await ordersOf(simulator)).toHaveLength(3);
	});
});

describe('Order info', () => {
	test.each<[string, Shape]>([
		['ID and status only', ({ id, status }) => ({ id, status })],
		['no certificate and no key', (order) => withoutKey({ ...order, certificate: {} })],
		['neither key nor CSR', (order) => withoutKey(certificate({ csr: null })(order))],
	])(
		'that shows %s of a young order leaves it open whether it is this one',
		async (_title, info) => {
			const { id, item } = await bought({ info });
			const [failed] = await run([item]);
			expect(failed).toMatchObject({
				error: expect.stringContaining(`Not bought: order ${id} could be this one; it is young`),
				details: { retryable: true, ids: { orderId: id } },
			});
			expect(await ordersOf(simulator)).toHaveLength(1);
		},
	);

	test.each<[string, Shape]>([
		['no further names', certificate({ dns_names: undefined })],
		['no common name', certificate({ common_name: null })],
		['no names', certificate({ common_name: null, dns_names: null })],
	])('that shows %s takes nothing back of what the list shows', async (_title, more) => {
		const { id, item } = await bought({ info: (order) => withoutKey(more(order)) });
		expect(await run([item])).toMatchObject([{ orderId: id, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('that shows little of an order whose answer was lost leaves it unclear', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		show({ info: ({ id, status }) => ({ id, status }) });
		const [failed] = await run([await orderOf('lost.example.com')]);
		expect(failed?.error).toContain('It is not known whether the order for lost.example.com');
		expect(purchases(simulator)).toHaveLength(1);
	});
});
