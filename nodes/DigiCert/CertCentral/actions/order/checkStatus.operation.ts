import type { IDataObject } from 'n8n-workflow';

import { defineCheck } from '../../../../shared/check';
import { asNumber, asObject, asObjects, asText, withoutEmpty } from '../../../../shared/values';
import { orderStatus, pendingRequests, statusOfOrder } from '../../../orderStatus';
import type { Services } from '../../../transport/services';
import { segment, servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';

/** State of an order by Order info; a pending one costs a second call. */
export const checkStatus = defineCheck({
	action: 'Check order status',
	description: 'Sort orders by state: done, in progress, needs action, failed',
	fields: [orderId],
	// A quarter of 1000 calls in 3 minutes, so that two calls an order leave room for other nodes.
	callsPerMinute: 80,
	read: (reader) => reader.requiredId('orderId'),
	check: (ctx) => {
		const loading = servicesOf(ctx);
		loading.catch(() => {});
		return async (id) => {
			const services = await loading;
			const order = await services.json({
				method: 'GET',
				path: `/order/certificate/${segment(id)}`,
			});
			const certificate = asObject(order.certificate);
			return {
				status: statusOfOrder(order, Date.now(), await unsubmittedNames(services, order)),
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

/** Names that hold up a pending order are told by its request only (Request info). */
async function unsubmittedNames(services: Services, order: IDataObject): Promise<string[]> {
	const request = asNumber(asObjects(order.requests).at(-1)?.id);
	const waits = orderStatus(order) === 'pending' && pendingRequests(order).length === 0;
	if (!waits || request === undefined) return [];
	// A key that may not read requests still sees the order.
	const info = await services
		.json({ method: 'GET', path: `/request/${segment(request)}` })
		.catch((): IDataObject => ({}));
	return asObjects(asObject(info.order).unsubmitted_domains).flatMap(
		({ name }) => asText(name) ?? [],
	);
}
