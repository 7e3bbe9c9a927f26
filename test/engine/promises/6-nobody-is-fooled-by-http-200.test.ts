import type { FaultName } from '../../../sandbox/simulator/faults';
import { automationNode, host, itemOf, ranLongAgo, RENEW } from '../../support/automation';
import { byId, certCentral, jsons, orderOf, placed } from '../../support/certCentral';
import { withFastClock } from '../../support/fastClock';
import { openFleet } from '../../support/openFleet';
import { useSimulator } from '../../support/use';

/** Promise 6: errors inside a 200 answer, partial failures and misspelt states are understood. */

const HOSTS = [host(1), host(2), host(3)];
const BULK = { match: { path: 'createAutomation/bulk' } };

describe('Promise 6: nobody is fooled by HTTP 200', () => {
	test('errors inside a 200 answer are failures, and nothing counts as accepted', async () => {
		const fleet = await openFleet(HOSTS);
		await fleet.fault('errorsInside200', BULK);
		const run = await automationNode(fleet, 'createBulk', HOSTS.map(itemOf), RENEW, {
			onError: 'continueErrorOutput',
		});
		const [accepted = [], ...others] = run.outputs;
		expect(accepted).toEqual([]);
		expect(others.flat()).toHaveLength(HOSTS.length);
	});

	test('the hosts that a 200 answer leaves out are rejected, the others accepted', async () => {
		const fleet = await openFleet([host(1), host(2, { script: 'ineligible' }), host(3)]);
		const run = await automationNode(fleet, 'createBulk', HOSTS.map(itemOf), RENEW);
		expect(run.outputs.map((items) => jsons(items).map(({ ip }) => ip))).toEqual([
			['192.0.2.1', '192.0.2.3'],
			['192.0.2.2'],
		]);
	});

	test('a retry that a 200 answer refuses is rejected', async () => {
		const failed = host(1, { script: 'failsForever', automation: ranLongAgo(7001) });
		const fleet = await openFleet([failed]);
		await fleet.fault('retryNotEligible', {});
		const [, rejected] = (await automationNode(fleet, 'retryBulk', [itemOf(failed)])).outputs;
		expect(jsons(rejected)).toEqual([expect.objectContaining({ ip: '192.0.2.1' })]);
	});

	const SPELLINGS: Array<[string, FaultName | undefined, string]> = [
		['the usual spelling is done', undefined, 'done'],
		['the other spelling is done', 'misspeltStatus', 'done'],
		['a state that nobody knows is in progress', 'unknownStatus', 'inProgress'],
	];
	test.each(SPELLINGS)('of an automation, %s', async (_what, fault, state) => {
		const fleet = await openFleet([host(1, { automation: ranLongAgo(7001) })]);
		if (fault) await fleet.fault(fault, {});
		const run = await automationNode(fleet, 'checkStatus', [{ automationId: 7001 }], {
			automationId: byId('={{ $json.automationId }}'),
		});
		expect(run.outputs.flatMap((items) => jsons(items).map((item) => item.state))).toEqual([state]);
	});

	describe('under status 200 or 201', () => {
		const simulator = useSimulator();

		const BODIES: FaultName[] = ['htmlBody', 'emptyBody', 'truncatedJson', 'wrongCertificate'];
		test.each(BODIES)('%s is no certificate of this order', async (fault) => {
			const ids = await placed(simulator, [await orderOf('instant.example.com')]);
			await simulator.fault(fault, { match: { path: '/download/' } });
			const run = await withFastClock(
				[simulator],
				async () =>
					await certCentral(
						simulator,
						{
							resource: 'certificate',
							operation: 'download',
							downloadBy: 'order',
							orderId: byId(ids[0]),
							format: 'pem_all',
						},
						[{}],
						{ onError: 'continueRegularOutput' },
					),
			);
			expect(jsons(run.outputs[0])).toEqual([
				{ error: expect.stringMatching(/\w/), details: expect.anything() },
			]);
		});
	});
});
