import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { forForm } from '../../shared/form/lists';
import { asObject, asObjects, asText } from '../../shared/values';
import { LARGEST_PAGE, listPage } from '../api/lists';
import { ORDERS } from '../api/orders';
import { servicesOf } from '../transport/services';

const PAGE = 100;
/** Rows read for one page of results; the next page goes on where this one ended. */
const MOST_ROWS = 5000;

interface Search {
	path: string;
	key: string;
	query?: Record<string, string | undefined>;
	entry(row: IDataObject): { name: string; value: string };
	/** Filter here where the endpoint cannot search. */
	local?: boolean;
}

/** One page of results; the service searches where it can, else its pages are read and filtered. */
async function search(
	ctx: ILoadOptionsFunctions,
	{ path, key, query, entry, local }: Search,
	filter = '',
	token?: string,
): Promise<INodeListSearchResult> {
	const services = await servicesOf(ctx);
	const wanted = local ? filter.toLowerCase() : '';
	// Most rows will not fit, so they are read in large pages.
	const size = wanted === '' ? PAGE : LARGEST_PAGE;
	const results: INodeListSearchResult['results'] = [];
	const start = Number(token ?? 0);
	for (let offset = start; ; ) {
		const { rows, total } = await forForm(listPage(services, { path, key, query }, offset, size));
		offset += rows.length;
		const found = rows.map(entry).filter(({ name }) => name.toLowerCase().includes(wanted));
		results.push(...found);
		// Without a total, a page that is not as long as asked for is the whole list.
		const ended =
			rows.length === 0 || (total === Infinity ? rows.length !== size : offset >= total);
		if (ended) return { results };
		if (results.length >= PAGE || offset - start >= MOST_ROWS) {
			return { results, paginationToken: String(offset) };
		}
	}
}

const id = (row: IDataObject): string => asText(row.id) ?? '';

export async function searchOrders(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await search(
		this,
		{
			...ORDERS,
			query: {
				...ORDERS.query,
				// A leading % means "contains"; the query encoder makes it %25, as the API wants.
				'filters[search]': filter ? `%${filter}` : undefined,
			},
			entry: (row) => ({
				name: `${asText(asObject(row.certificate).common_name) ?? 'order'} (${id(row)}, ${asText(row.status) ?? ''})`,
				value: id(row),
			}),
		},
		filter,
		token,
	);
}

export async function searchRequests(this: ILoadOptionsFunctions, filter?: string, token?: string) {
	return await search(
		this,
		{
			path: '/request',
			key: 'requests',
			query: { 'filters[status]': 'pending' },
			local: true,
			entry: (row) => ({
				name: `${asText(asObject(asObject(row.order).certificate).common_name) ?? asText(row.type) ?? 'request'} (${id(row)})`,
				value: id(row),
			}),
		},
		filter,
		token,
	);
}

export async function searchOrganizations(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) {
	return await search(
		this,
		{
			path: '/organization',
			key: 'organizations',
			query: { 'filters[status]': 'active' },
			local: true,
			entry: (row) => ({
				name: `${asText(row.display_name) ?? asText(row.name) ?? 'organization'} (${id(row)})`,
				value: id(row),
			}),
		},
		filter,
		token,
	);
}

export async function searchContainers(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
) {
	return await search(
		this,
		{
			path: '/container',
			key: 'containers',
			local: true,
			entry: (row) => ({ name: `${asText(row.name) ?? 'container'} (${id(row)})`, value: id(row) }),
		},
		filter,
		token,
	);
}

async function productList(
	ctx: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const services = await servicesOf(ctx);
	const body = await forForm(services.json({ method: 'GET', path: '/product' }));
	const results = asObjects(body.products).map((row) => ({
		name: `${asText(row.name) ?? ''} (${asText(row.name_id) ?? ''})`,
		value: asText(row.name_id) ?? '',
	}));
	return {
		results: results.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase())),
	};
}

export async function searchProductIdentifiers(this: ILoadOptionsFunctions, filter?: string) {
	return await productList(this, filter);
}

export async function searchProducts(this: ILoadOptionsFunctions, filter?: string) {
	const { results } = await productList(this, filter);
	return { results: [{ name: 'By Type Hint', value: 'ssl' }, ...results] };
}
