import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { forForm, pageOf } from '../../shared/form/lists';
import { listProducts } from '../api/products';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';

async function products(ctx: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const services = await servicesOf(ctx);
	return (await listProducts(services)).map(({ name, nameId }) => ({
		name: `${name} (${nameId})`,
		value: nameId,
	}));
}

export async function searchProductIdentifiers(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(products(this), lacksRight), filter, token);
}

/** Found by every filter: it stands for whatever the details ask for. */
const BY_TYPE_HINT = { name: 'By Type Hint', value: 'ssl' };

export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const page = pageOf(await forForm(products(this), lacksRight), filter, token);
	return token ? page : { ...page, results: [BY_TYPE_HINT, ...page.results] };
}
