import { pacingOf } from '../../test/support/pacing';
import { openAccount } from '../account';
import { bareLoop, CONTINUE, httpRequest, orderCreate, RETRY } from '../arms';
import type { Bench } from '../measure';
import { sampleOf } from '../measure';
import { purchases } from '../orders';
import type { RateSample } from './rate';
import { rateOf } from './rate';

export const EXECUTIONS = 10;
/** So few that most orders wait longer than the look-up before them holds. */
const MINUTE = { requests: 60, perMs: 60_000 };

/** What keeps the limit with n8n's own means, if it is known how many executions there will be. */
const SPACED = {
	batch: { batchSize: 1, batchInterval: (MINUTE.perMs * EXECUTIONS) / MINUTE.requests },
};

const ARMS = [
	orderCreate,
	httpRequest('createOrder', CONTINUE),
	httpRequest('createOrder', { ...SPACED, ...CONTINUE }),
	httpRequest('createOrder', RETRY),
	bareLoop('createOrder'),
];

/** Many executions with a few orders each begin at the same time, with one key. */
export async function measureTogether(bench: Bench, count: number): Promise<RateSample[]> {
	const { prepare } = await purchases(count);
	const samples: RateSample[] = [];
	for (const arm of ARMS) {
		const account = await openAccount({ limits: { digicert: [MINUTE] } });
		const label = `${count} orders of ${EXECUTIONS} executions`;
		const job = { label, arm, prepare, pacing: pacingOf(MINUTE), executions: EXECUTIONS };
		const sample = await sampleOf(bench, account, job);
		samples.push({ ...sample, ...rateOf(sample.calls, [MINUTE]) });
		await account.stop();
	}
	return samples;
}
