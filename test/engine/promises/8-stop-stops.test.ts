import { sleep } from 'n8n-workflow';

import type { FaultName, FaultSetting } from '../../../sandbox/simulator/faults';
import {
	certCentral,
	credentialOf,
	orderOf,
	orderParameters,
	ordersOf,
} from '../../support/certCentral';
import { withFastClock } from '../../support/fastClock';
import { useSimulator } from '../../support/use';

/**
 * Promise 8: cancelling an execution ends requests and waits at once, and starts nothing new. All
 * operations and all moments are tried in test/engine/everyOperation/stop.test.ts.
 */

const CANCEL_MS = 20_000;
const WITHIN_MS = 1000;
const LONG_MS = 600_000;
const PAID = { match: { method: 'POST', path: '/order/certificate/ssl$' } };

const MOMENTS: Array<[string, FaultName, Partial<FaultSetting>]> = [
	['of a request', 'slowAnswer', { ...PAID, delayMs: LONG_MS }],
	['of the look for a lost order', 'requestLost', PAID],
	['of a wait after 429', 'tooManyRequests', PAID],
];

const simulator = useSimulator();

describe('Promise 8: Stop stops', () => {
	test.each(MOMENTS)('in the middle %s', async (_moment, fault, setting) => {
		const orders = await Promise.all(
			[1, 2, 3].map(async (at) => await orderOf(`order-${at}.example.com`)),
		);
		await simulator.fault(fault, setting);
		await simulator.fault('retryAfterSeconds', { seconds: 200 });
		await withFastClock([simulator], async () => {
			const began = Date.now();
			const run = await certCentral(
				simulator,
				orderParameters({ options: { visibleWithin: 300 } }),
				orders,
				{ credentials: { digiCertApi: credentialOf(simulator) }, cancelAfter: CANCEL_MS },
			);
			expect(run.run.status).toBe('canceled');
			expect(Date.now() - began).toBeLessThan(CANCEL_MS + WITHIN_MS);
			const sent = simulator.world.calls.all().length;
			const bought = (await ordersOf(simulator)).length;
			await sleep(LONG_MS);
			expect(simulator.world.calls.all()).toHaveLength(sent);
			expect(await ordersOf(simulator)).toHaveLength(bought);
		});
	});
});
