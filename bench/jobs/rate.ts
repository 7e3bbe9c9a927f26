import type { Call } from '../../sandbox/simulator/calls';
import type { Window } from '../../sandbox/simulator/limits';
import { DOCUMENTED_LIMITS, earliestMs } from '../../sandbox/simulator/limits';
import { openAccount } from '../account';
import type { Arm } from '../arms';
import { bareLoop, CONTINUE, httpRequest, orderCreate, RETRY } from '../arms';
import type { Bench, Sample } from '../measure';
import { sampleOf } from '../measure';
import { purchases } from '../orders';

export interface RateSample extends Sample {
	/** Time that the windows demand for the calls that were let through */
	shortestMs: number;
	/** The same by the time they took */
	share: number;
	refused: number;
}

const REFUSED = 429;

export function rateOf(
	calls: Call[],
	windows: Window[],
): Pick<RateSample, 'shortestMs' | 'share' | 'refused'> {
	const passed = calls.filter(({ status }) => status !== REFUSED);
	const [first, last] = [passed[0]?.at ?? 0, passed.at(-1)?.at ?? 0];
	const shortestMs = earliestMs(passed.length, windows);
	return {
		shortestMs,
		share: last === first ? 0 : shortestMs / (last - first),
		refused: calls.length - passed.length,
	};
}

/** What the limits ask for, as the HTTP Request node can be told. */
const BATCH = { batch: { batchSize: 100, batchInterval: 5000 } };

const BATCHED = httpRequest('createOrder', { ...BATCH, ...CONTINUE });

const ARMS = [
	orderCreate,
	httpRequest('createOrder', CONTINUE),
	BATCHED,
	httpRequest('createOrder', RETRY),
	bareLoop('createOrder'),
];

/** A real service takes its time for an order. No target: the limits leave that time out. */
const SLOW_MS = 3000;
const slow = ({ name, of }: Arm): Arm => ({
	name: `${name}, each answer after ${SLOW_MS / 1000} s`,
	of,
});

/** The same orders against the documented limits, paced by our node and by what n8n offers. */
export async function measureRate(bench: Bench, count: number): Promise<RateSample[]> {
	const { prepare } = await purchases(count);
	const samples: RateSample[] = [];
	const jobs = [
		...ARMS.map((arm) => ({ arm, delayMs: 0 })),
		...[orderCreate, BATCHED].map((arm) => ({ arm: slow(arm), delayMs: SLOW_MS })),
	];
	for (const { arm, delayMs } of jobs) {
		const account = await openAccount({ limits: 'documented' });
		if (delayMs > 0) await account.fault('slowAnswer', { delayMs });
		const job = { label: `${count} orders against the limits`, arm, prepare, pacing: {} };
		const sample = await sampleOf(bench, account, job);
		samples.push({ ...sample, ...rateOf(sample.calls, DOCUMENTED_LIMITS.digicert) });
		await account.stop();
	}
	return samples;
}
