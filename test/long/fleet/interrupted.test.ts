import { sleep } from 'n8n-workflow';

import type { Execution } from '../../../sandbox/launcher/executions';
import {
	errorOf,
	jsonOf,
	outputOf,
	readExecution,
	runFrom,
} from '../../../sandbox/launcher/executions';
import { startN8n } from '../../../sandbox/launcher/n8n';
import { LOOP_NAMES, orderingLoop, untilWaiting } from '../../n8n/support/orderingLoop';
import { orderingByHand, orderingWorkflow, wantedOrders } from '../../n8n/support/orders';
import { START } from '../../n8n/support/workflows';
import { callsOf, orderOf, purchases } from '../../support/certCentral';
import {
	begin,
	begunSince,
	call,
	finished,
	itemsInto,
	runItems,
	UNDER_TEST,
} from '../../support/itemsWorkflow';
import { describeFleet, runsIt } from '../../support/ownFleet';
import { useTwoWorkers } from './twoWorkers';

const MINUTE = 60_000;
const ORDERS = 40;
/** So few that those under way besides are not all. */
const ANSWERED = 10;
const OPTIONS = { visibleWithin: 20 };
const A_DAY = 86_400;

const idsOf = (run: Execution) =>
	new Set(outputOf(run, UNDER_TEST).map(({ json }) => json.orderId));

describeFleet('An execution on a worker of two', () => {
	const { fleet, simulator, rows, booked, bought } = useTwoWorkers(
		'n8n in queue mode: interrupted',
		'`npx jest --selectProjects long -- long/fleet/interrupted`',
	);

	/** Waits until an execution of these orders is under way: after some of them answers take long. */
	async function underWay(delayMs: number, begun: () => Promise<string>): Promise<string> {
		const match = { path: '/ssl$' };
		await simulator.fault('slowAnswer', { delayMs, after: ANSWERED, match });
		const struck = await begun();
		while (purchases(simulator).length <= ANSWERED) await sleep(5);
		return struck;
	}

	async function orders() {
		const { rest } = fleet.n8n;
		const wanted = await wantedOrders(ORDERS);
		const workflow = await orderingWorkflow(rest, simulator, OPTIONS);
		const byWebhook = async () => (await begin(rest, workflow, wanted.items))[0] ?? '';
		return { ...wanted, workflow, byWebhook };
	}

	const isIn = (text: string, what: unknown) => text.includes(String(what));

	it(
		'that the main process began and stops tells each order: what was bought by its ID, what was on its way by its key',
		async () => {
			const { names, items } = await wantedOrders(ORDERS);
			const { rest } = fleet.n8n;
			const workflow = await orderingByHand(items, rest, simulator, OPTIONS);
			const struck = await underWay(MINUTE, async () => await runFrom(rest, workflow, START));
			await rest.post(`/executions/${struck}/stop`);
			const worker = runsIt(fleet, struck);
			const told = () => worker.said().split(`Execution ${struck} was stopped`)[1] ?? '';
			while (told() === '') await sleep(50);
			await simulator.sandbox.delete('/faults');
			const paid = await booked();
			const { status, data } = await readExecution(rest, struck);
			const stored = JSON.stringify(data);
			const kept = paid.filter(
				({ id, alternativeOrderId }) => isIn(stored, id) || isIn(stored, alternativeOrderId),
			);
			const byId = paid.filter(({ id }) => isIn(told(), `order ID ${id}`));
			const byKey = paid.filter(
				(one) => !byId.includes(one) && isIn(told(), one.alternativeOrderId),
			);
			const run = await finished(rest, await runFrom(rest, workflow, START));

			const ids = idsOf(run);
			rows[`${ORDERS} orders, begun by hand, stopped when ${paid.length} were placed`] =
				`in the log of the worker ${byId.length} by ID and ${byKey.length} by key, in the execution ${kept.length}; sent again: ${(await bought()).length} bought, ${ids.size} ids`;
			expect(status).toBe('canceled');
			expect(paid.length).toBeLessThan(ORDERS);
			expect(byId.length + byKey.length).toBe(paid.length);
			expect(Math.min(byId.length, byKey.length)).toBeGreaterThan(0);
			expect(await bought()).toEqual([...names].sort());
			expect(ids.size).toBe(ORDERS);
		},
		10 * MINUTE,
	);

	// n8n 2.41 hands Stop on to the worker only for executions that the main process began.
	it(
		'that a webhook process began goes on after Stop, is told as canceled, and the same items sent again tell each order',
		async () => {
			const { items, names, workflow, byWebhook } = await orders();
			const { rest } = fleet.n8n;
			const struck = await underWay(3_000, byWebhook);
			await rest.post(`/executions/${struck}/stop`);
			const worker = runsIt(fleet, struck);
			const paidAtStop = (await booked()).length;
			while (!worker.said().includes(`Worker finished execution ${struck} `)) await sleep(50);
			const paid = await booked();
			const { status, data } = await readExecution(rest, struck);
			const kept = paid.filter(({ id }) => isIn(JSON.stringify(data), id));
			const run = await runItems(rest, workflow, items);

			const ids = idsOf(run);
			rows[`${ORDERS} orders, begun by a webhook, stopped when ${paidAtStop} were placed`] =
				`the worker went on: ${paid.length} bought, ${kept.length} ids in the execution (${status}); sent again: ${(await bought()).length} bought, ${ids.size} ids`;
			expect(await bought()).toEqual([...names].sort());
			expect(ids.size).toBe(ORDERS);
		},
		10 * MINUTE,
	);

	it(
		'that waits longer than its worker lives goes on at the other one: nothing is bought twice, each item leaves once',
		async () => {
			const { rest } = fleet.n8n;
			const loop = await itemsInto(rest, 'A loop', await orderingLoop(rest, simulator));
			const items = await Promise.all(LOOP_NAMES.map(async (name) => await orderOf(name)));
			const [id = ''] = await begin(rest, loop, items);
			await untilWaiting(rest, id);
			const victim = runsIt(fleet, id);
			await victim.kill();
			await simulator.advance(A_DAY);
			const run = await finished(rest, id);
			const others = fleet.workers.filter((worker) => worker !== victim);
			const wentOn = others.filter((worker) => worker.executions().includes(id)).length;
			await victim.startAgain();

			const [done, acts] = ['Done', 'Who acts'].map((name) => jsonOf(outputOf(run, name)));
			rows[
				`${LOOP_NAMES.length} orders in a loop that waits 70 seconds, its worker killed meanwhile`
			] =
				`${(await bought()).length} bought, ${done?.length} done, ${acts?.length} for a person; ${run.status}`;
			expect(errorOf(run)).toBeUndefined();
			expect(run.data.resultData.runData.Check).toHaveLength(2);
			expect(wentOn).toBe(1);
			expect(await bought()).toEqual([...LOOP_NAMES].sort());
			expect(callsOf(simulator, 'POST')).toHaveLength(LOOP_NAMES.length);
			expect(done?.map(({ commonName }) => commonName).sort()).toEqual(LOOP_NAMES.slice(0, 2));
			expect(acts?.map(({ commonName }) => commonName)).toEqual(LOOP_NAMES.slice(2));
		},
		10 * MINUTE,
	);

	it(
		'goes on without the main process, and another one of the same orders, begun while it is gone and the list lags, buys nothing again',
		async () => {
			await simulator.seed({ settings: { listLagRealSeconds: 5 } });
			const { items, names, workflow, byWebhook } = await orders();
			const struck = await underWay(8_000, byWebhook);
			await fleet.n8n.kill();
			const paidAtKill = (await booked()).length;
			await call(fleet.n8n.rest, workflow, items);
			fleet.n8n = await startN8n(fleet.n8n.instance);
			const [again = ''] = await begunSince(fleet.n8n.rest, workflow, [struck]);
			const runs = await Promise.all(
				[struck, again].map(async (id) => await finished(fleet.n8n.rest, id)),
			);

			const told = runs.map(idsOf);
			rows[`${ORDERS} orders, the main process killed after ${paidAtKill}, called again at once`] =
				`${(await bought()).length} bought, ${told.map(({ size }) => size).join(' and ')} ids; ${runs.map(({ status }) => status).join(', ')}`;
			expect(await bought()).toEqual([...names].sort());
			expect(runs.flatMap((run) => errorOf(run) ?? [])).toEqual([]);
			expect(told.map(({ size }) => size)).toEqual([ORDERS, ORDERS]);
		},
		10 * MINUTE,
	);
});
