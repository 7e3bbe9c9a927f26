import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { forForm, pageOf } from '../../shared/form/lists';
import { caCertificatesOf, listProducts } from '../api/products';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';
import { namedProduct } from './chosen';

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

/** Issuing CAs of the product that the form says; where DigiCert picks it, those of all products. */
export async function searchCaCertificates(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(caCertificates(this), lacksRight), filter, token);
}

async function caCertificates(ctx: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const chosen = namedProduct(ctx);
	const products = await listProducts(await servicesOf(ctx));
	const names = products
		.filter(({ nameId }) => chosen === undefined || nameId === chosen)
		.flatMap(caCertificatesOf);
	return [...new Map(names)].map(([value, name]) => ({ name: `${name} (${value})`, value }));
}
