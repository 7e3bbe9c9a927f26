import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { forForm, pageOf } from '../../shared/form/lists';
import { asId, asObject } from '../../shared/values';
import { getOrder } from '../api/orders';
import { getProduct, platformsOf } from '../api/products';
import { lacksRight } from '../transport/refused';
import { servicesOf } from '../transport/services';
import { chosenOrder } from './chosenOrder';

/** The server platforms of the product that the order is of, as the account may have it. */
export async function searchServerPlatforms(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return pageOf(await forForm(read(this), lacksRight), filter, token);
}

async function read(ctx: ILoadOptionsFunctions): Promise<INodeListSearchItems[]> {
	const orderId = chosenOrder(ctx, 'the server platforms for the product');
	const services = await servicesOf(ctx);
	const { product, raw } = await getOrder(services, orderId);
	const container = asId(asObject(raw.container).id);
	const details = await getProduct(services, product ?? '', container);
	return platformsOf(details).map(({ id, name }) => ({ name, value: String(id) }));
}
