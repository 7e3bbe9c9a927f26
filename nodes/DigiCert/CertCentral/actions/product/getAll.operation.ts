import { defineEach } from '../../../../shared/operation/each';
import { listProducts } from '../../../api/products';
import { servicesOf } from '../../../transport/services';

/** List products: the answer has no pages. */
export const getAll = defineEach({
	name: 'Get Many',
	action: 'Get many products',
	description: 'List the products that the account may order',
	many: true,
	fields: [],
	read: () => ({}),
	each: async (ctx) => {
		const services = await servicesOf(ctx);
		return (await listProducts(services)).map(({ raw }) => raw);
	},
});
