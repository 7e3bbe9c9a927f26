import type { IDataObject } from 'n8n-workflow';

import type { InvariantReport } from '../../../sandbox/simulator/invariants/report';
import { DOCUMENTED_LIMITS, earliestMs } from '../../../sandbox/simulator/limits';
import { automationNode, host, itemOf } from '../../support/automation';
import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
} from '../../support/certCentral';
import { withFastClock } from '../../support/fastClock';
import { openFleet } from '../../support/openFleet';
import type { TestSimulator } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** Promise 5: close to the allowed rate, no 429 storms, whatever the number of items. */

const CALLS = 1300;
const GET = { resource: 'order', operation: 'get', orderId: byId('={{ $json.orderId }}') };

const simulator = useSimulator({ limits: 'documented' });
let orderId: number;
beforeEach(async () => {
	[orderId = 0] = await placed(simulator, [await orderOf('instant.example.com')]);
});

const reads = (count: number): IDataObject[] => Array.from({ length: count }, () => ({ orderId }));

async function expectNoneRefused(of: TestSimulator): Promise<void> {
	expect(of.world.calls.all().filter(({ status }) => status === 429)).toEqual([]);
	const { data } = await of.sandbox.get<InvariantReport>('/invariants');
	expect(data).toEqual({ held: true, broken: [] });
}

describe("Promise 5: the services' limits are kept, and used", () => {
	test.each([
		['1,300 calls', 0, 0.97],
		// No burst then, since 20 are under way at once; in the long run 177 of 180 seconds are used.
		['1,300 calls of three seconds each', 3000, 0.8],
	])(
		'%s take hardly longer than the documented windows demand, without a 429',
		async (_what, delayMs, share) => {
			await simulator.fault('slowAnswer', { rate: delayMs > 0 ? 1 : 0, delayMs });
			const run = await withFastClock(
				[simulator],
				async () => await certCentral(simulator, GET, reads(CALLS)),
			);
			expect(run.outputs[0]).toHaveLength(CALLS);
			const times = callsOf(simulator, 'GET', /\/order\/certificate\/\d+$/).map(({ at }) => at);
			const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
			expect(earliestMs(CALLS, DOCUMENTED_LIMITS.digicert) / took).toBeGreaterThan(share);
			await expectNoneRefused(simulator);
		},
		120_000,
	);

	test('two nodes and two executions of one key keep them together', async () => {
		const hosts = Array.from({ length: 4 }, (_, at) => host(at + 1));
		const fleet = await openFleet(hosts, { limits: 'documented' });
		const [id = 0] = await placed(fleet, [await orderOf('instant.example.com')]);
		const items = Array.from({ length: 150 }, () => ({ orderId: id }));
		await withFastClock(
			[fleet],
			async () =>
				await Promise.all([
					certCentral(fleet, GET, items),
					certCentral(fleet, GET, items),
					automationNode(fleet, 'checkStatus', hosts.map(itemOf)),
				]),
		);
		await expectNoneRefused(fleet);
	});

	test('after a 429 all wait together, so that one refusal stays one', async () => {
		await simulator.fault('tooManyRequests', { remaining: 1 });
		await simulator.fault('retryAfterSeconds', { seconds: 30 });
		const before = callsOf(simulator).length;
		await withFastClock([simulator], async () => await certCentral(simulator, GET, reads(40)));
		const calls = callsOf(simulator).slice(before);
		const refused = calls.findIndex(({ status }) => status === 429);
		const pausedUntil = (calls[refused]?.at ?? 0) + 30_000;
		const underWay = calls.slice(refused + 1).filter(({ at }) => at < pausedUntil);
		expect(calls.filter(({ status }) => status === 429)).toHaveLength(1);
		expect(underWay.length).toBeLessThan(10);
	});

	describe('Many executions at once, whose look-ups are outdated by the wait for a slot', () => {
		const EXECUTIONS = 10;
		const ORDERS = 12;
		const MINUTE = { requests: 60, perMs: 60_000 };
		const PACING = {
			pacing: 'custom',
			burstRequests: 60,
			burstSeconds: 60,
			sustainedRequests: 60,
			sustainedSeconds: 60,
		};

		test.each([
			['in one process, use what is allowed', ['127.0.0.1'], 0.97],
			// A key at two addresses has two limiters, as in two processes; each asks for its own list.
			[
				'in two processes at half the rate each, use it between them',
				['127.0.0.1', 'localhost'],
				0.95,
			],
		])(
			'%s',
			async (_what, addresses, share) => {
				const account = await openFleet([], { limits: { digicert: [MINUTE] } });
				const { csr } = await orderOf('www.example.com');
				const execute = async (_: unknown, execution: number) => {
					const address = addresses[execution % addresses.length] ?? '';
					const credential = credentialOf(account);
					return await certCentral(
						account,
						orderParameters(),
						Array.from({ length: ORDERS }, (_item, at) => ({
							commonName: `order-${execution}-${at}.example.com`,
							csr,
						})),
						{
							credentials: {
								digiCertApi: {
									...credential,
									...PACING,
									servicesUrl: String(credential.servicesUrl).replace('127.0.0.1', address),
									sharePercent: 100 / addresses.length,
								},
							},
						},
					);
				};
				await withFastClock(
					[account],
					async () => await Promise.all(Array.from({ length: EXECUTIONS }, execute)),
				);
				expect(await ordersOf(account)).toHaveLength(EXECUTIONS * ORDERS);
				const times = callsOf(account).map(({ at }) => at);
				const took = (times.at(-1) ?? 0) - (times[0] ?? 0);
				expect(earliestMs(times.length, [MINUTE]) / took).toBeGreaterThan(share);
				await expectNoneRefused(account);
			},
			120_000,
		);
	});
});
