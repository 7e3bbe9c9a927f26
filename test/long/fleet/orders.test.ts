import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { errorOf, outputOf } from '../../../sandbox/launcher/executions';
import { orderingWorkflow, wantedOrders } from '../../n8n/support/orders';
import { ordersOf, purchases } from '../../support/certCentral';
import { begin, finished, runEach, UNDER_TEST } from '../../support/itemsWorkflow';
import { describeFleet, runsIt, sharesOf } from '../../support/ownFleet';
import { useTwoWorkers } from './twoWorkers';

const MINUTE = 60_000;
const ORDERS = 50;
const COPIES = 4;

describeFleet('Orders by two workers of one n8n', () => {
	const { fleet, simulator, rows, bought } = useTwoWorkers(
		'n8n in queue mode: orders',
		'Main process, webhook process and two workers on PostgreSQL and Redis (`npx jest --selectProjects long -- long/fleet/orders`).',
	);
	const orders = async (count: number, options: IDataObject) => ({
		wanted: await wantedOrders(count),
		workflow: await orderingWorkflow(fleet.n8n.rest, simulator, options as never),
	});

	test.each([
		['in an account that requires unique alternative order IDs', true, ORDERS, COPIES],
		['by the notes of their node alone', false, ORDERS, COPIES],
		['few orders in many executions, by the notes alone', false, 5, 10],
	])(
		'buy each order once, %s, and each execution tells its ID',
		async (title, uniqueAlternativeOrderIds, count, copies) => {
			await simulator.seed({ settings: { uniqueAlternativeOrderIds } });
			const { wanted, workflow } = await orders(count, { visibleWithin: 20 });
			const lists = Array.from({ length: copies }, () => wanted.items).flat();
			const runs = await runEach(
				fleet.n8n.rest,
				workflow,
				lists.map((item) => [item]),
			);

			const shares = sharesOf(fleet, runs);
			const ids = new Set(
				runs.flatMap((run) => outputOf(run, UNDER_TEST).map(({ json }) => json.orderId)),
			);
			rows[`${count} orders, each in ${copies} executions of one item, ${title}`] =
				`${(await bought()).length} bought, ${ids.size} ids; executions by worker: ${shares.join(', ')}`;
			expect(await bought()).toEqual([...wanted.names].sort());
			expect(runs.flatMap((run) => errorOf(run) ?? [])).toEqual([]);
			expect(ids.size).toBe(count);
			expect(Math.min(...shares)).toBeGreaterThan(0);
		},
		10 * MINUTE,
	);

	it(
		'keep every note while the list does not show what they bought',
		async () => {
			const COUNT = 1000;
			const EACH = 10;
			await simulator.seed({ settings: { listLagRealSeconds: 3600 } });
			const { wanted, workflow } = await orders(COUNT, { visibleWithin: 600 });
			const lists = Array.from({ length: COUNT / EACH }, (_, at) =>
				wanted.items.slice(at * EACH, at * EACH + EACH),
			);
			const runs = await runEach(fleet.n8n.rest, workflow, lists);

			const where = `"workflowId" = '${workflow.id}' and context like 'n:%'`;
			const length = "coalesce(sum(json_array_length(value::json -> 'data')), 0)";
			const notes = await fleet.ask(`select ${length} from processed_data where ${where}`);
			rows[`${COUNT} orders in ${lists.length} executions`] =
				`${(await bought()).length} bought, ${notes} notes; executions by worker: ${sharesOf(fleet, runs).join(', ')}`;
			expect(runs.flatMap((run) => errorOf(run) ?? [])).toEqual([]);
			expect([(await bought()).length, Number(notes)]).toEqual([COUNT, COUNT]);
		},
		10 * MINUTE,
	);

	it(
		'buy nothing again when one is killed while the list lags and the same webhook is called at once',
		async () => {
			const COUNT = 40;
			await simulator.seed({ settings: { listLagRealSeconds: 5 } });
			const { wanted, workflow } = await orders(COUNT, { visibleWithin: 20 });
			await simulator.fault('slowAnswer', { delayMs: 300, match: { path: '/ssl$' } });
			const [struck = ''] = await begin(fleet.n8n.rest, workflow, wanted.items);
			while (purchases(simulator).length < COUNT / 2) await sleep(5);
			const victim = runsIt(fleet, struck);
			await victim.kill();
			const paidAtKill = (await ordersOf(simulator)).length;
			const [again = ''] = await begin(fleet.n8n.rest, workflow, wanted.items);
			const run = await finished(fleet.n8n.rest, again);
			await victim.startAgain();
			const { status } = await finished(fleet.n8n.rest, struck);

			const told = new Set(outputOf(run, UNDER_TEST).map(({ json }) => json.orderId));
			rows[`${COUNT} orders, the worker killed after ${paidAtKill}, called again at once`] =
				`${(await bought()).length} bought, ${told.size} ids; the killed execution: ${status}`;
			expect(await bought()).toEqual([...wanted.names].sort());
			expect(errorOf(run)).toBeUndefined();
			expect(told.size).toBe(COUNT);
			expect(status).not.toBe('success');
		},
		10 * MINUTE,
	);
});
