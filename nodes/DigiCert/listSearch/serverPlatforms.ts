import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { forForm, pageOf } from '../../shared/form/lists';
import { asId, asObject } from '../../shared/values';
import { getOrder } from '../api/orders';
import type { Product } from '../api/products';
import { getProduct, platformsOf } from '../api/products';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';
import { chosenOrder, chosenProduct } from './chosen';

/** The server platforms of the product that the order is of, as the account may have it. */
export async function searchServerPlatforms(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(ofOrder(this), lacksRight), filter, token);
}

/** The server platforms of the product that is to be ordered. */
export async function searchProductPlatforms(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(ofProduct(this), lacksRight), filter, token);
}

async function ofOrder(ctx: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const orderId = chosenOrder(ctx, 'the server platforms for the product');
	const services = await servicesOf(ctx);
	const { product, raw } = await getOrder(services, orderId);
	const container = asId(asObject(raw.container).id);
	return entriesOf(await getProduct(services, product ?? '', container));
}

async function ofProduct(ctx: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const product = chosenProduct(ctx);
	return entriesOf(await getProduct(await servicesOf(ctx), product, undefined));
}

const entriesOf = (product: Product): INodeListSearchItems[] =>
	platformsOf(product).map(({ id, name }) => ({ name, value: String(id) }));
