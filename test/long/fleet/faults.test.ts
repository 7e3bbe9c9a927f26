/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { Execution } from '../../../sandbox/launcher/executions';
import type { NodeRunRecord } from '../../../sandbox/simulator/invariants/evidence';
import { brokenBy, recordOf } from '../../n8n/support/orders';
import { createCredential } from '../../n8n/support/workflows';
import { lastCall, strikesOf } from '../../storm/observe';
import type { Fleet as Hosts } from '../../support/automation';
import { automationCounts, host, itemOf, RENEW, startFleet } from '../../support/automation';
import { credentialOf } from '../../support/certCentral';
import { itemsTo, OUR_NODES, runEach } from '../../support/itemsWorkflow';
import { describeFleet, sharesOf, useOwnFleet } from '../../support/ownFleet';
import { forAllTests } from '../../support/use';
import { allFaults } from '../chain/weather';
import { report, tableOf } from '../report';

const MINUTE = 60_000;
const WORKERS = 3;
const EXECUTIONS = 40;
const EACH = 50;
/** Accepted, and the others */
const OUTPUTS = 2;
const HOSTS = EXECUTIONS * EACH;
const ADDRESSES = 20;
const SEED = Number(process.env.FLEET_SEED ?? 20_261_127);

const hosts = Array.from({ length: HOSTS }, (_, at) =>
	host(1 + (at % ADDRESSES), { port: 1000 + Math.floor(at / ADDRESSES) }),
);
const lists = Array.from({ length: EXECUTIONS }, (_, at) =>
	hosts.slice(at * EACH, at * EACH + EACH).map(itemOf),
);
const keyOf = ({ ip, port }: Record<string, unknown>) => `${String(ip)}:${String(port)}`;

describeFleet(`${HOSTS} hosts in ${EXECUTIONS} executions on ${WORKERS} workers`, () => {
	const fleet = useOwnFleet(WORKERS);
	const simulator: Hosts = forAllTests(
		async () => await startFleet(hosts),
		async ({ stop }) => await stop(),
	);

	async function workflow() {
		const { rest } = fleet.n8n;
		const credential = await createCredential(rest, 'digiCertApi', credentialOf(simulator));
		return await itemsTo(rest, {
			type: OUR_NODES.automation,
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'automation',
				operation: 'createBulk',
				...RENEW,
				options: { visibleWithin: 10 },
			},
			credentials: { digiCertApi: credential },
		});
	}

	it(
		'with all faults, and the same again without: each host is sent once, and each item tells what became of it',
		async () => {
			const bulk = await workflow();
			const run = async () => await runEach(fleet.n8n.rest, bulk, lists);
			await allFaults(simulator, SEED);
			const stormy = await run();
			const sentByThen = await sentTimes();
			const strikes = strikesOf(simulator);
			await simulator.sandbox.delete('/faults');
			const calm = await run();

			const until = lastCall(simulator);
			const recordsOf = (runs: Execution[]): NodeRunRecord[] =>
				runs.map((one) => ({ ...recordOf(one, EACH, OUTPUTS), since: 0, until }));
			const told = recordsOf(calm).flatMap(({ items }) => items.map(({ json }) => json));
			const counts = await automationCounts(simulator);
			const open = told.filter(({ unclear, error }) => unclear === true || error !== undefined);
			const untrue = told.filter((json) => !open.includes(json) && counts[keyOf(json)] !== 1);
			const sent = await sentTimes();
			report('n8n in queue mode: hosts with all faults', [
				`\`npx jest --selectProjects long -- long/fleet/faults\`. ${HOSTS} hosts, *Create in Bulk* in ${EXECUTIONS} executions on ${WORKERS} workers; all faults drawn from seed ${SEED}, which struck ${Object.values(strikes).reduce((sum, one) => sum + one, 0)} times.`,
				'',
				...tableOf(
					{
						'Executions by worker, both times': sharesOf(fleet, [...stormy, ...calm]).join(', '),
						'Sent once by the executions with faults': sentByThen.once,
						'Sent once when the same had run again without': sent.once,
						'Sent more than once': sent.more,
						'Items that tell them as unclear or failed then': open.length,
					},
					['Three workers', 'Hosts'],
				),
			]);
			const broken = await brokenBy(simulator, {
				runs: [...recordsOf(stormy), ...recordsOf(calm)],
				wanted: hosts.map((one) => `host ${keyOf({ ...one })}`),
				secrets: Object.values(simulator.secrets),
			});
			expect(broken).toEqual([]);
			expect(sent.more).toBe(0);
			expect(untrue).toEqual([]);
			expect(told).toHaveLength(HOSTS);
			expect(sent.once + open.length).toBeGreaterThanOrEqual(HOSTS);
		},
		30 * MINUTE,
	);

	async function sentTimes() {
		const counts = Object.values(await automationCounts(simulator));
		return {
			once: counts.filter((count) => count === 1).length,
			more: counts.filter((count) => count > 1).length,
		};
	}
});
