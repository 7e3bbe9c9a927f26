import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { asId, asObject, asText } from '../../shared/values';
import { ORDERS } from '../api/orders';
import { searchServices } from './services';

/** A leading % means "contains"; the query encoder makes it %25, as the API wants. */
const searchFor = (filter?: string) => ({
	...ORDERS.query,
	'filters[search]': filter ? `%${filter}` : undefined,
});

const commonNameOf = (order: IDataObject) => asText(asObject(order.certificate).common_name);

export async function searchOrders(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	const entry = (order: IDataObject) => {
		const id = asText(order.id) ?? '';
		const name = `${commonNameOf(order) ?? 'order'} (${id}, ${asText(order.status) ?? ''})`;
		return { name, value: id };
	};
	return await searchServices(this, { ...ORDERS, query: searchFor(filter), entry }, token);
}

/** Issued orders, newest first: the parents of duplicates. */
export async function searchParentOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) {
	const query = { ...searchFor(filter), 'filters[status]': 'issued' };
	const entry = (order: IDataObject) => {
		const id = asId(order.id);
		return id === undefined ? id : { name: `${commonNameOf(order) ?? ''} · ${id}`, value: id };
	};
	return await searchServices(this, { ...ORDERS, query, entry }, token);
}
