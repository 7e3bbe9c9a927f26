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

/** Distinct orders without limits: time, CPU, memory and connections of each. */
export async function measureOrders(bench: Bench, count: number): Promise<Sample[]> {
	const items = await purchases(count);
	const samples: Sample[] = [];
	for (const arm of ARMS) {
		const account = await openAccount();
		samples.push(await sampleOf(bench, account, { label: `${count} orders`, arm, ...items }));
		await account.stop();
	}
	return samples;
}
