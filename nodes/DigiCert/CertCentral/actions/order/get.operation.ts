import { defineEach } from '../../../../shared/operation/each';
import { simplify } from '../../../../shared/form/fields';
import { segment, servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';
import { simpleOrder, withoutEkey } from '../../../api/orders';

/** Order info. */
export const get = defineEach({
	name: 'Get',
	action: 'Get order',
	description: 'Read an order with its certificate, requests and contacts',
	fields: [orderId, simplify],
	read: (reader) => ({
		orderId: reader.requiredId('orderId'),
		simple: reader.boolean('simplify') ?? true,
	}),
	each: async (ctx, { orderId: id, simple }) => {
		const services = await servicesOf(ctx);
		const order = await services.json({ method: 'GET', path: `/order/certificate/${segment(id)}` });
		return simple ? simpleOrder(order) : withoutEkey(order);
	},
});
