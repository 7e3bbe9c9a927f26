import type { IDataObject } from 'n8n-workflow';

import type { Services } from '../../../../../nodes/DigiCert/transport/services';
import { Failure } from '../../../../../nodes/shared/failure';

export const DAY = 86_400_000;
export const PAGE = 1000;

export interface Account {
	orders: IDataObject[];
	calls: Array<{ method: string; path: string; offset: number }>;
	/** Throws for a call that must fail. */
	guard(path: string, offset: number): void;
	services: Services;
}

export const orderAged = (id: number, days: number, more: IDataObject = {}): IDataObject => ({
	id,
	status: 'pending',
	date_created: new Date(Date.now() - days * DAY).toISOString(),
	certificate: { common_name: `n${id}.example.com` },
	...more,
});

/** An account that requires unique alternative order IDs. Its orders are newest first. */
export function accountWith(orders: IDataObject[]): Account {
	const account: Account = {
		orders: [...orders],
		calls: [],
		guard: () => {},
		services: {} as Services,
	};
	const list = (query: Record<string, unknown>, offset: number) => {
		const name = query['filters[common_name]'];
		const rows = account.orders.filter(
			({ certificate }) => !name || (certificate as IDataObject).common_name === name,
		);
		return { orders: rows.slice(offset, offset + PAGE), page: { total: rows.length } };
	};
	const json: Services['json'] = async ({ method, path, query = {}, body }) => {
		const offset = Number(query.offset ?? 0);
		account.calls.push({ method, path, offset });
		account.guard(path, offset);
		if (method === 'POST') {
			const key = body?.alternative_order_id;
			if (account.orders.some((order) => order.alternative_order_id === key)) {
				throw new Failure({ class: 'fixRequest', message: 'The alternative order ID is used.' });
			}
			const id = 9_000_000 + account.orders.length;
			account.orders.unshift(orderAged(id, 0, { ...body, certificate: body?.certificate }));
			return { id };
		}
		if (path === '/order/certificate') return list(query, offset);
		return account.orders.find(({ id }) => path.endsWith(`/${String(id)}`)) ?? {};
	};
	account.services = { json, raw: jest.fn(), client: {} as Services['client'] };
	return account;
}

/** Placed six seconds apart, newest first. */
export const many = (count: number, days: number, firstId = 1) =>
	Array.from({ length: count }, (_, at) => orderAged(firstId + at, days + at / 14_400));
