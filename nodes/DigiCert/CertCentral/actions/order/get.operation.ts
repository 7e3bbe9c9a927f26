import { simplify } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { getOrder, simpleOrder, withoutEkey } from '../../../api/orders';
import { servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';

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
		const { raw } = await getOrder(services, id);
		return simple ? simpleOrder(raw) : withoutEkey(raw);
	},
});
