import type { Rest } from '../sandbox/launcher/rest';
import { step } from '../sandbox/launcher/say';
import type { Call } from '../sandbox/simulator/calls';
import type { Window } from '../sandbox/simulator/limits';
import { DOCUMENTED_LIMITS } from '../sandbox/simulator/limits';
import { startTestSimulator } from '../test/support/simulator';
import type { Result } from './arm';
import { jobOf } from './arm';
import { OURS } from './boughtOnce';
import { distinctOrders, httpRequest, ourNode, RETRY_ON_FAIL } from './orders';

export interface Throughput {
	node: string;
	items: number;
	result: Result;
	/** Time that the windows demand for the calls that were let through, by the time they took */
	share: number;
}

/** When the last of so many calls can start at the earliest, in ms after the first. */
export function earliestMs(calls: number, windows: Window[]): number {
	const starts: number[] = [];
	for (let call = 0; call < calls; call++) {
		const allowed = windows.map(({ requests, perMs }) => {
			const before = starts[call - requests];
			return before === undefined ? 0 : before + perMs;
		});
		starts.push(Math.max(0, ...allowed));
	}
	return starts.at(-1) ?? 0;
}

function shareOf(calls: Call[]): number {
	const passed = calls.filter(({ status }) => status !== 429);
	const [first, last] = [passed[0]?.at ?? 0, passed.at(-1)?.at ?? 0];
	return last === first
		? 0
		: earliestMs(passed.length, DOCUMENTED_LIMITS.digicert) / (last - first);
}

/** The same job against the documented limits, paced by our node and by what n8n offers. */
export async function measureThroughput(rest: Rest, orders: number): Promise<Throughput[]> {
	const items = await distinctOrders(orders);
	const measure = async (
		node: string,
		arm: (servicesUrl: string) => Parameters<typeof jobOf>[2],
	): Promise<Throughput> =>
		await step(`${node}, ${orders} orders against the documented limits`, async () => {
			const simulator = await startTestSimulator({ limits: 'documented' });
			try {
				const job = await jobOf(rest, simulator, arm(simulator.servicesUrl), items);
				const result = await job();
				return { node, items: items.length, result, share: shareOf(result.calls) };
			} finally {
				await simulator.stop();
			}
		});
	const continues = { onError: 'continueRegularOutput' } as const;
	const batching = { batching: { batch: { batchSize: 100, batchInterval: 5000 } } };
	return [
		await measure('HTTP Request', (url) => httpRequest(url, continues)),
		await measure('HTTP Request, Retry On Fail', (url) => httpRequest(url, RETRY_ON_FAIL)),
		await measure('HTTP Request, batches of 100 every 5 s', (url) =>
			httpRequest(url, continues, batching),
		),
		await measure(OURS, ourNode),
	];
}
