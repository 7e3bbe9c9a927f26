import { errorOf, jsonOf, outputOf } from '../../../sandbox/launcher/executions';
import { createCredential } from '../../n8n/support/workflows';
import type { Fleet as Hosts } from '../../support/automation';
import { automationCounts, host, itemOf, RENEW, startFleet } from '../../support/automation';
import { credentialOf } from '../../support/certCentral';
import { itemsTo, OUR_NODES, runEach, UNDER_TEST } from '../../support/itemsWorkflow';
import { describeFleet, sharesOf, useOwnFleet } from '../../support/ownFleet';
import { report, tableOf } from '../report';

const MINUTE = 60_000;
const ROUNDS = 20;
const HOSTS = 10;

/** New ones in each round, since workers remember those of the rounds before. */
const hostsOf = (round: number) =>
	Array.from({ length: HOSTS }, (_, at) => host(at + 1, { port: 1000 + round }));

describeFleet('Create in Bulk of the same hosts in two executions at once, on two workers', () => {
	const fleet = useOwnFleet(2);
	let hosts: Hosts;
	beforeAll(async () => {
		hosts = await startFleet([]);
	}, MINUTE);
	afterAll(async () => await hosts.stop());

	it(
		`sends each host once, in ${ROUNDS} rounds, and tells of each in both`,
		async () => {
			const { rest } = fleet.n8n;
			const credential = await createCredential(rest, 'digiCertApi', credentialOf(hosts));
			const counts: number[] = [];
			const told: number[] = [];
			const errors: string[] = [];
			let apart = 0;
			for (let round = 0; round < ROUNDS; round++) {
				await hosts.seed({ hosts: hostsOf(round) });
				const workflow = await itemsTo(rest, {
					type: OUR_NODES.automation,
					parameters: {
						resource: 'automation',
						operation: 'createBulk',
						...RENEW,
						options: { visibleWithin: 5 },
					},
					credentials: { digiCertApi: credential },
				});
				const items = hostsOf(round).map(itemOf);
				const runs = await runEach(rest, workflow, [items, items]);
				counts.push(...Object.values(await automationCounts(hosts)));
				told.push(...runs.map((run) => jsonOf(outputOf(run, UNDER_TEST)).length));
				errors.push(...runs.flatMap((run) => errorOf(run) ?? []));
				if (Math.min(...sharesOf(fleet, runs)) > 0) apart++;
			}
			report('n8n in queue mode: hosts', [
				'`npx jest --selectProjects long -- long/fleet/hosts`',
				'',
				...tableOf(
					{
						[`Rounds of ${HOSTS} hosts, each in two executions at once`]: ROUNDS,
						'Rounds whose executions ran on different workers': apart,
						'Hosts sent once': counts.filter((count) => count === 1).length,
						'Hosts sent more than once, or never': counts.filter((count) => count !== 1).length,
					},
					['Two workers', 'Measured'],
				),
			]);
			expect(errors).toEqual([]);
			expect(new Set(counts)).toEqual(new Set([1]));
			expect(new Set(told)).toEqual(new Set([HOSTS]));
			expect(apart).toBeGreaterThan(0);
		},
		15 * MINUTE,
	);
});
