import type { IDataObject } from 'n8n-workflow';

import { newCsr } from '../sandbox/launcher/csr';
import type { Account } from './account';
import { WARM_UP_ITEMS } from './measure';
import { newOrder } from './newOrder';

const withCsr = async (commonName: string): Promise<IDataObject> => ({
	commonName,
	csr: await newCsr(commonName),
});

/** Distinct orders, each with a name and an EC key pair of its own. */
const distinct = async (count: number, label: string) =>
	await Promise.all(
		Array.from({ length: count }, async (_, at) => await withCsr(`${label}-${at}.example.com`)),
	);

/** Items of a job that buys; made once, so that every arm gets the same. */
export async function purchases(count: number) {
	const [items, practice] = [
		await distinct(count, 'order'),
		await distinct(WARM_UP_ITEMS, 'first'),
	];
	return { prepare: async () => items, warmUp: async () => practice };
}

const ORDERED_AT_ONCE = 8;

/** Places orders under these names without any node, and gives their ids as items. */
export async function bookOrders(
	{ services }: Account,
	commonNames: string[],
): Promise<IDataObject[]> {
	const csr = await newCsr('www.example.com');
	const items: IDataObject[] = [];
	let next = 0;
	const worker = async () => {
		for (let at = next++; at < commonNames.length; at = next++) {
			const body = newOrder({ commonName: commonNames[at], csr });
			const { data } = await services.post<{ id: number }>('/order/certificate/ssl', body);
			items[at] = { orderId: data.id };
		}
	};
	await Promise.all(Array.from({ length: ORDERED_AT_ONCE }, worker));
	return items;
}
