import { openAccount } from '../account';
import type { Account } from '../account';
import { bareLoop, httpRequest, orderGet } from '../arms';
import type { Bench, Sample } from '../measure';
import { sampleOf, WARM_UP_ITEMS } from '../measure';
import { bookOrders } from '../orders';

/** About as many a second as one n8n gets through. */
const BATCH = { batch: { batchSize: 50, batchInterval: 50 } };

/** Items beyond which all at once are more connections than one host has ports for. */
const AT_ONCE = 20_000;

/** So many reads of one order: what an item costs in memory, whatever the number of items. */
export async function measureMemory(bench: Bench, counts: number[]): Promise<Sample[]> {
	const account = await openAccount();
	const reads = (count: number) => async (on: Account) => {
		const [order] = await bookOrders(on, ['instant.example.com']);
		return Array.from({ length: count }, () => ({ ...order }));
	};
	const samples: Sample[] = [];
	for (const count of counts) {
		const plain = count <= AT_ONCE ? [httpRequest('getOrder')] : [];
		for (const arm of [orderGet, ...plain, httpRequest('getOrder', BATCH), bareLoop('getOrder')]) {
			const job = { label: `${count} items`, arm };
			const items = { prepare: reads(count), warmUp: reads(WARM_UP_ITEMS) };
			samples.push(await sampleOf(bench, account, { ...job, ...items }));
		}
	}
	await account.stop();
	return samples;
}
