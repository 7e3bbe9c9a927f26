import { sleep } from 'n8n-workflow';

import {
	idsIn,
	orderingWorkflow,
	runOrders,
	startOrderService,
	wantedOrders,
} from '../n8n/support/orders';
import { ordersOf, purchases } from '../support/certCentral';
import type { ItemsWorkflow } from '../support/itemsWorkflow';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';

const ORDERS = 40;
const MINUTE = 60_000;
/** Longer than the list of orders lags: a noted order is waited for. */
const VISIBLE_WITHIN_SECONDS = 20;
const LAG_SECONDS = 3;

let simulator: TestSimulator;
let processes: OwnN8n[];
let workflow: ItemsWorkflow;

beforeAll(async () => {
	simulator = await startOrderService();
	const first = await OwnN8n.start();
	workflow = await orderingWorkflow(first.rest, simulator, {
		visibleWithin: VISIBLE_WITHIN_SECONDS,
	});
	processes = [first, await first.beside()];
}, 6 * MINUTE);
afterAll(async () => {
	for (const n8n of processes) await n8n.stop();
	await simulator.stop();
}, MINUTE);

describe("Two n8n processes on one database, with n8n's own store of processed data", () => {
	it(
		'the second one waits for what the first has noted, and buys nothing again',
		async () => {
			await simulator.seed({ settings: { listLagRealSeconds: LAG_SECONDS } });
			const wanted = await wantedOrders(ORDERS);
			const [first, second] = processes.map(({ rest }) => rest);
			if (!first || !second) throw new Error('There are two processes');
			const ahead = runOrders(first, simulator, workflow, wanted.items);
			while (purchases(simulator).length < ORDERS) {
				await sleep(5);
			}
			const behind = runOrders(second, simulator, workflow, wanted.items);
			const runs = [await ahead, await behind];

			expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
			const bought = (await ordersOf(simulator)).map(({ commonName }) => commonName);
			expect(bought.sort()).toEqual([...wanted.names].sort());
			expect(runs.map(idsIn)).toEqual([ORDERS, ORDERS]);
		},
		5 * MINUTE,
	);

	it(
		'both begin the same orders in the same moment: each is bought once, and both tell its ID',
		async () => {
			const before = (await ordersOf(simulator)).length;
			const wanted = await wantedOrders(ORDERS);
			const runs = await Promise.all(
				processes.map(async ({ rest }) => await runOrders(rest, simulator, workflow, wanted.items)),
			);
			expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
			const bought = (await ordersOf(simulator)).slice(before).map(({ commonName }) => commonName);
			expect(bought.sort()).toEqual([...wanted.names].sort());
			expect(runs.map(idsIn)).toEqual([ORDERS, ORDERS]);
		},
		5 * MINUTE,
	);
});
