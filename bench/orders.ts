import type { IDataObject } from 'n8n-workflow';

import { newCsr, newKeys, type KeyType } from '../sandbox/launcher/csr';
import type { Account } from './account';
import { WARM_UP_ITEMS } from './measure';
import { newOrder } from './newOrder';

/** Making an RSA key pair takes longer than placing an order. */
const KEY_PAIRS = 20;

/** Distinct orders, each with a name and a CSR of its own, in turn with one of a few key pairs. */
async function distinct(count: number, label: string, type: KeyType): Promise<IDataObject[]> {
	const pairs = await Promise.all(
		Array.from({ length: Math.min(KEY_PAIRS, count) }, async () => await newKeys(type)),
	);
	return await Promise.all(
		Array.from({ length: count }, async (_, at) => {
			const commonName = `${label}-${at}.example.com`;
			return { commonName, csr: await newCsr(commonName, pairs[at % pairs.length]) };
		}),
	);
}

/** Items of a job that buys; made once, so that every arm gets the same. */
export async function purchases(count: number, type: KeyType = 'RSA 2048') {
	const [items, practice] = [
		await distinct(count, 'order', type),
		await distinct(WARM_UP_ITEMS, 'first', type),
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
