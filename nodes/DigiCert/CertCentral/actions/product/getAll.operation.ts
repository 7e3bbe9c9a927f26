import { defineEach } from '../../../../shared/operation/each';
import { asObjects } from '../../../../shared/values';
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
		const body = await services.json({ method: 'GET', path: '/product' });
		return asObjects(body.products);
	},
});
