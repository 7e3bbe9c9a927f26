import {
	brokenIn,
	idsIn,
	orderingWorkflow,
	PAID_CALL,
	runOrders,
	startOrderService,
	wantedOrders,
} from '../n8n/support/orders';
import { ordersOf } from '../support/certCentral';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';
import { report, tableOf } from './report';

const ORDERS = 500;
const MINUTE = 60_000;
const SEED = 7;

let simulator: TestSimulator;
let n8n: OwnN8n;

beforeAll(async () => {
	n8n = await OwnN8n.start();
}, 4 * MINUTE);
afterAll(async () => await n8n.stop(), MINUTE);
beforeEach(async () => {
	simulator = await startOrderService();
});
afterEach(async () => await simulator.stop());

describe(`${ORDERS} orders through a real n8n`, () => {
	const rows: Record<string, string> = {};
	afterAll(() => {
		report(`${ORDERS} orders in a real n8n`, [
			...tableOf(rows, ['Answers lost after the order was accepted', 'Paid, ids, paid again']),
			'',
			'Paid again: by an identical second run.',
		]);
	});

	test.each([5, 30, 100])(
		'%d %% of the answers lost: bought once, all ids, the second run writes nothing',
		async (percent) => {
			const wanted = await wantedOrders(ORDERS);
			const workflow = await orderingWorkflow(n8n.rest, simulator, { visibleWithin: 20 });
			await simulator.fault('connectionCut', { rate: percent / 100, seed: SEED, match: PAID_CALL });
			const run = async (repeats: boolean) =>
				await runOrders(n8n.rest, simulator, workflow, wanted.items, repeats);

			const first = await run(false);
			const paid = (await ordersOf(simulator)).length;
			const second = await run(true);
			const paidAgain = (await ordersOf(simulator)).length - paid;

			rows[`${percent} %`] = `${paid}, ${idsIn(first)}, ${paidAgain}`;
			expect([first.error, second.error]).toEqual([undefined, undefined]);
			expect([paid, idsIn(first), paidAgain, idsIn(second)]).toEqual([ORDERS, ORDERS, 0, ORDERS]);
			expect(await brokenIn(simulator, wanted, [first, second])).toEqual([]);
		},
		5 * MINUTE,
	);
});
