import type { KeyType } from '../../sandbox/launcher/csr';
import { openAccount } from '../account';
import type { Arm } from '../arms';
import { asOf, bareHelper, bareLoop, httpRequest, orderCreate, RETRY } from '../arms';
import type { Bench, Sample } from '../measure';
import { sampleOf } from '../measure';
import { purchases } from '../orders';

/** n8n's own figures when Batching is added to the HTTP Request node. */
const BATCH = { batch: { batchSize: 50, batchInterval: 1000 } };

const plain = httpRequest('createOrder');
const retry = httpRequest('createOrder', RETRY);
const batches = httpRequest('createOrder', BATCH);

/** What the call itself costs does not depend on the key. */
const ARMS: Record<KeyType, Arm[]> = {
	'RSA 2048': [
		orderCreate,
		plain,
		batches,
		retry,
		bareHelper('createOrder'),
		bareLoop('createOrder'),
	],
	'P-256': [orderCreate, plain, retry],
};

/** Of each arm the cheapest run counts: whatever else the machine does only adds CPU time. */
export const ROUNDS = 7;

const cheapest = (samples: Sample[]): Sample[] =>
	samples.sort((one, other) => one.measured.cpuMs - other.measured.cpuMs).slice(0, 1);

/** Our node as an earlier bench holds it. */
const asItWas = (bench: Bench) => ({
	bench,
	arm: { name: asOf(orderCreate.name, bench.revision), of: orderCreate.of },
});

/**
 * Distinct orders without limits: time, CPU, memory and connections of each.
 *
 * `earlier`: benches that hold our node as it was
 */
export async function measureOrders(
	bench: Bench,
	earlier: Bench[],
	{ count, type }: { count: number; type: KeyType },
): Promise<Sample[]> {
	const items = await purchases(count, type);
	const today = ARMS[type].map((arm) => ({ bench, arm }));
	const samples = [...earlier.map(asItWas), ...today].map((side) => ({
		...side,
		runs: [] as Sample[],
	}));
	for (let round = 1; round <= ROUNDS; round++) {
		for (const { runs, arm, ...on } of samples) {
			const account = await openAccount();
			const label = `${count} orders, ${type}, ${round} of ${ROUNDS}`;
			runs.push(await sampleOf(on.bench, account, { label, arm, ...items }));
			await account.stop();
		}
	}
	return samples.flatMap(({ runs }) => cheapest(runs));
}
