import { locator } from '../../../../shared/form/locator';
import { defineEach } from '../../../../shared/operation/each';
import { getProduct } from '../../../api/products';
import { servicesOf } from '../../../transport/services';
import { containerId } from '../../fields';

/** Product info: server platforms, hashes, CA certificates, validity that the account allows. */
export const get = defineEach({
	name: 'Get',
	action: 'Get product',
	description: 'Read what a product allows: hashes, CA certificates, validity, server platforms',
	fields: [
		locator({
			displayName: 'Product',
			name: 'productNameId',
			description: 'The product, by its identifier',
			searchListMethod: 'searchProductIdentifiers',
			placeholder: 'e.g. ssl_basic',
			required: true,
			kind: 'named',
		}),
		containerId,
	],
	read: (reader) => ({
		name: reader.nameId('productNameId') ?? reader.refuseAsEmpty('productNameId'),
		container: reader.id('containerId'),
	}),
	each: async (ctx, { name, container }) => {
		const services = await servicesOf(ctx);
		return (await getProduct(services, name, container)).raw;
	},
});
