import { defineCheck } from '../../../../shared/check';
import { asNumber, asObject, asText, withoutEmpty } from '../../../../shared/values';
import { statusOfOrder } from '../../../orderStatus';
import { segment, servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';

/** State of an order by Order info, one call an order. */
export const checkStatus = defineCheck({
	action: 'Check order status',
	description: 'Sort orders by state: done, in progress, needs action, failed',
	fields: [orderId],
	// Half of 1000 calls in 3 minutes, so that other nodes have room.
	callsPerMinute: 160,
	read: (reader) => reader.requiredId('orderId'),
	check: (ctx) => {
		const services = servicesOf(ctx);
		services.catch(() => {});
		return async (id) => {
			const order = await (
				await services
			).json({ method: 'GET', path: `/order/certificate/${segment(id)}` });
			const certificate = asObject(order.certificate);
			return {
				status: statusOfOrder(order, Date.now()),
				thing: withoutEmpty({
					orderId: asNumber(order.id) ?? id,
					commonName: asText(certificate.common_name),
					certificateId: asNumber(certificate.id),
					validTill: asText(certificate.valid_till),
					serialNumber: asText(certificate.serial_number),
				}),
			};
		};
	},
});
