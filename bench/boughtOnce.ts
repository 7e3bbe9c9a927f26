import type { Rest } from '../sandbox/launcher/rest';
import { step } from '../sandbox/launcher/say';
import { startTestSimulator } from '../test/support/simulator';
import type { Result } from './arm';
import { jobOf } from './arm';
import { distinctOrders, httpRequest, ourNode, PAID_CALL, RETRY_ON_FAIL } from './orders';

export interface BoughtOnce {
	node: string;
	rate: number;
	items: number;
	first: Result;
	/** The same run with the same items again, all answers arriving */
	again: Result;
}

/** No limits on either side, so that nothing but the lost answers counts. */
const UNPACED = {
	pacing: 'custom',
	burstRequests: 1_000_000,
	burstSeconds: 1,
	sustainedRequests: 1_000_000,
	sustainedSeconds: 1,
};

const CONTINUE = { onError: 'continueRegularOutput' } as const;

const HTTP = 'HTTP Request';
export const OURS = 'Order > Create';

export interface LossOptions {
	orders: number;
	/** Share of answers to the paid call that are lost after the order was accepted */
	rate: number;
	seed: number;
}

/** The same job by n8n's own node and by ours, with the same answers lost. */
export async function measureLosses(
	rest: Rest,
	{ orders, rate, seed }: LossOptions,
): Promise<BoughtOnce[]> {
	const items = await distinctOrders(orders);
	const measure = async (
		node: string,
		lost: number,
		arm: (servicesUrl: string) => Parameters<typeof jobOf>[2],
	): Promise<BoughtOnce> =>
		await step(`${node}, ${lost * 100} % of the answers lost`, async () => {
			const simulator = await startTestSimulator();
			try {
				const job = await jobOf(rest, simulator, arm(simulator.servicesUrl), items, UNPACED);
				await simulator.fault('connectionCut', { rate: lost, seed, match: PAID_CALL });
				const first = await job();
				if (first.bought < items.length) throw new Error(`${node}: orders were refused`);
				await simulator.sandbox.delete('/faults');
				return { node, rate: lost, items: items.length, first, again: await job() };
			} finally {
				await simulator.stop();
			}
		});
	return [
		await measure(HTTP, rate, (url) => httpRequest(url)),
		await measure(`${HTTP}, Retry On Fail`, rate, (url) => httpRequest(url, RETRY_ON_FAIL)),
		await measure(`${HTTP}, Retry On Fail, On Error: Continue`, rate, (url) =>
			httpRequest(url, { ...RETRY_ON_FAIL, ...CONTINUE }),
		),
		await measure(OURS, rate, ourNode),
		await measure(OURS, 0.3, ourNode),
		await measure(OURS, 1, ourNode),
	];
}
