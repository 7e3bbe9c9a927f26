import { errorOf } from '../../../sandbox/launcher/executions';
import { earliestMs } from '../../../sandbox/simulator/limits';
import { orderingWorkflow, wantedOrders } from '../../n8n/support/orders';
import { callsOf, ordersOf } from '../../support/certCentral';
import { runEach } from '../../support/itemsWorkflow';
import { describeFleet, sharesOf, useOwnFleet } from '../../support/ownFleet';
import { startTestSimulator } from '../../support/simulator';
import { pacingOf } from '../../support/pacing';
import { forAllTests } from '../../support/use';
import { report, tableOf } from '../report';

const MINUTE = 60_000;
const WORKERS = 2;
const EXECUTIONS = 20;
const EACH = 25;
/**
 * A tenth of the documented 1,000 in three minutes, so that a run sees several windows, in more than
 * a tenth of the time: a slot is held until one window after its answer, and answers take as long here.
 */
const WINDOW = { requests: 100, perMs: 30_000 };
const OF_WHAT_IS_ALLOWED = 0.95;

describeFleet('Two workers whose credential has half of the rate each', () => {
	const fleet = useOwnFleet(WORKERS);
	const simulator = forAllTests(
		async () => await startTestSimulator({ limits: { digicert: [WINDOW] } }),
		async ({ stop }) => await stop(),
	);

	it(
		`use at least ${OF_WHAT_IS_ALLOWED * 100} % of it between them, and are never refused`,
		async () => {
			const { rest } = fleet.n8n;
			const { names, items } = await wantedOrders(EXECUTIONS * EACH);
			const workflow = await orderingWorkflow(
				rest,
				simulator,
				{ visibleWithin: 20 },
				pacingOf(WINDOW, WORKERS),
			);
			const lists = Array.from({ length: EXECUTIONS }, (_, at) =>
				items.slice(at * EACH, at * EACH + EACH),
			);
			const runs = await runEach(rest, workflow, lists);

			const calls = callsOf(simulator);
			const took = (calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0);
			const used = earliestMs(calls.length, [WINDOW]) / took;
			const refused = calls.filter(({ status }) => status === 429);
			report('n8n in queue mode: rate', [
				'`npx jest --selectProjects long -- long/fleet/rate`. The share depends on the window: a slot is held until one window after its answer. With 100 calls in 10 s, tried once before, it was 87.1 %.',
				'',
				...tableOf(
					{
						[`Executions of ${EACH} orders each, by worker`]: sharesOf(fleet, runs).join(', '),
						[`Calls, where ${WINDOW.requests} are allowed in ${WINDOW.perMs / 1000} s`]:
							calls.length,
						'Of the allowed rate, from the first call to the last': `${(used * 100).toFixed(1)} %`,
						'Refused with 429': refused.length,
					},
					['Two workers, *Share of Limit* 50 %', 'Measured'],
				),
			]);
			expect(runs.flatMap((run) => errorOf(run) ?? [])).toEqual([]);
			expect((await ordersOf(simulator)).map(({ commonName }) => commonName).sort()).toEqual(
				[...names].sort(),
			);
			expect(refused).toEqual([]);
			expect(used).toBeGreaterThanOrEqual(OF_WHAT_IS_ALLOWED);
		},
		15 * MINUTE,
	);
});
