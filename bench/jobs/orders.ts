import { openAccount } from '../account';
import { bareHelper, bareLoop, httpRequest, orderCreate, RETRY } from '../arms';
import type { Bench, Sample } from '../measure';
import { sampleOf } from '../measure';
import { purchases } from '../orders';

/** n8n's own figures when Batching is added to the HTTP Request node. */
const BATCH = { batch: { batchSize: 50, batchInterval: 1000 } };

const ARMS = [
	orderCreate,
	httpRequest('createOrder'),
	httpRequest('createOrder', BATCH),
	httpRequest('createOrder', RETRY),
	bareHelper('createOrder'),
	bareLoop('createOrder'),
];

/** Of each arm the cheapest run counts: whatever else the machine does only adds CPU time. */
export const ROUNDS = 7;

const cheapest = (samples: Sample[]): Sample[] =>
	samples.sort((one, other) => one.measured.cpuMs - other.measured.cpuMs).slice(0, 1);

/** Distinct orders without limits: time, CPU, memory and connections of each. */
export async function measureOrders(bench: Bench, count: number): Promise<Sample[]> {
	const items = await purchases(count);
	const samples = ARMS.map((arm) => ({ arm, runs: [] as Sample[] }));
	for (let round = 1; round <= ROUNDS; round++) {
		for (const { arm, runs } of samples) {
			const account = await openAccount();
			const label = `${count} orders, ${round} of ${ROUNDS}`;
			runs.push(await sampleOf(bench, account, { label, arm, ...items }));
			await account.stop();
		}
	}
	return samples.flatMap(({ runs }) => cheapest(runs));
}
