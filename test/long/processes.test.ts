import {
	brokenIn,
	idsIn,
	orderingWorkflow,
	runOrders,
	startOrderService,
	wantedOrders,
} from '../n8n/support/orders';
import { ordersOf } from '../support/certCentral';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';

const ORDERS = 100;
const MINUTE = 60_000;

let simulator: TestSimulator;
let processes: OwnN8n[];

beforeAll(async () => {
	simulator = await startOrderService();
	processes = [await OwnN8n.start(), await OwnN8n.start()];
}, 6 * MINUTE);
afterAll(async () => {
	for (const n8n of processes) await n8n.stop();
	await simulator.stop();
}, MINUTE);

describe('Two n8n processes with one account that requires unique alternative order IDs', () => {
	it(
		'place the same orders at once: each is bought once, and both give every id',
		async () => {
			await simulator.seed({ settings: { uniqueAlternativeOrderIds: true } });
			const wanted = await wantedOrders(ORDERS);
			const workflows = await Promise.all(
				processes.map(
					async ({ rest }) => await orderingWorkflow(rest, simulator, { visibleWithin: 20 }),
				),
			);
			const runs = await Promise.all(
				processes.map(async ({ rest }, index) => {
					const workflow = workflows[index];
					if (!workflow) throw new Error('Each process needs a workflow');
					return await runOrders(rest, simulator, workflow, wanted.items);
				}),
			);
			const bought = (await ordersOf(simulator)).map(({ commonName }) => commonName);
			expect(bought.sort()).toEqual([...wanted.names].sort());
			expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
			expect(runs.map(idsIn)).toEqual([ORDERS, ORDERS]);
			const broken = await brokenIn(simulator, wanted, runs);
			// The two processes do not know of each other's calls.
			expect(broken.filter((text) => !/window|look-up/.test(text))).toEqual([]);
		},
		5 * MINUTE,
	);
});
