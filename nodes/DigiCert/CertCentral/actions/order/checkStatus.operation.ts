import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../../shared/failure';
import { type Checked, defineCheck } from '../../../../shared/operation/check';
import type { Status } from '../../../../shared/operation/status';
import type { Id } from '../../../../shared/values';
import { asId, asObject, asText, withoutEmpty } from '../../../../shared/values';
import { readRows } from '../../../api/lists';
import type { OrderInfo } from '../../../api/orderInfo';
import { orderIdIn, orderRow } from '../../../api/orderInfo';
import { listDecides, pendingRequests, statusOfOrder } from '../../../api/orderStatus';
import { getOrder, ORDERS, whileCheaper } from '../../../api/orders';
import { getRequest } from '../../../api/requests';
import type { Services } from '../../../transport/services';
import { servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';

/** State of an order by Order info; a pending one costs a second call. Many go by List orders. */
export const checkStatus = defineCheck({
	action: 'Check order status',
	description: 'Sort orders by state: done, in progress, needs action, failed',
	fields: [orderId],
	// A quarter of 1000 calls in 3 minutes, so that two calls an order leave room for other nodes.
	checksPerMinute: 80,
	read: (reader) => reader.requiredId('orderId'),
	round: (ctx, ids) => {
		const loading = servicesOf(ctx);
		loading.catch(() => {});
		let rows: Promise<Map<Id, OrderInfo>> | undefined;
		return {
			listed: async (id) => {
				const services = await loading;
				const row = (await (rows ??= rowsOf(services, ids))).get(id);
				const now = Date.now();
				return row && listDecides(row, now) ? checked(row, statusOfOrder(row, now)) : undefined;
			},
			asked: async (id) => {
				const services = await loading;
				const order = await getOrder(services, id);
				const unsubmitted = await unsubmittedNames(services, order);
				return checked(order, statusOfOrder(order, Date.now(), unsubmitted));
			},
		};
	},
});

const checked = (order: OrderInfo, status: Status): Checked => ({
	status,
	thing: withoutEmpty({
		orderId: order.id,
		commonName: asText(asObject(order.raw.certificate).common_name),
		certificateId: order.certificateId,
		validTill: order.validTill,
		serialNumber: order.serialNumber,
	}),
});

/** Rows of these orders, of those that the list shows. */
async function rowsOf(services: Services, ids: Id[]): Promise<Map<Id, OrderInfo>> {
	const wanted = new Set(ids);
	const rows = new Map<Id, OrderInfo>();
	const narrow = (row: IDataObject) => {
		const id = orderIdIn(row) ?? 0;
		if (wanted.has(id)) rows.set(id, orderRow(row));
		return { id };
	};
	await readRows(services, ORDERS, narrow, whileCheaper(wanted));
	return rows;
}

/** Names that hold up a pending order are told by its request only (Request info). */
async function unsubmittedNames(services: Services, order: OrderInfo): Promise<string[]> {
	const request = asId(order.requests.at(-1)?.id);
	const waits = order.status === 'pending' && pendingRequests(order).length === 0;
	if (!waits || request === undefined) return [];
	try {
		return (await getRequest(services, request)).unsubmitted;
	} catch (error) {
		const failure = asFailure(error);
		if (failure.class === 'wait') throw failure;
		// A key that may not read requests still sees the order.
		return [];
	}
}
