import type { IDataObject } from 'n8n-workflow';

import { unreadable } from '../../shared/http/unreadable';
import type { Enough } from '../../shared/http/pages';
import type { Id } from '../../shared/values';
import { asObject, isObject, withoutEmpty } from '../../shared/values';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { ListRequest } from './lists';
import type { OrderInfo } from './orderInfo';
import { orderIdIn, orderInfo } from './orderInfo';

/** List orders: newest first, as everything that looks for orders reads it. */
export const ORDERS = {
	path: '/order/certificate',
	key: 'orders',
	query: { sort: '-date_created' },
} satisfies ListRequest;

/**
 * As far as List orders shows these in fewer calls than asking for each would take. Orders of one run
 * stand together: behind a page that showed several of them the next one is worth its call.
 */
export const whileCheaper =
	(wanted: ReadonlySet<Id>): Enough<{ id: Id }> =>
	() => {
		const left = new Set(wanted);
		let pages = 0;
		return (page) => {
			pages++;
			const shown = page.filter(({ id }) => left.delete(id)).length;
			return left.size <= 1 || (shown <= 1 && pages >= left.size);
		};
	};

/** Order info. */
export const getOrder = async (services: Services, id: Id): Promise<OrderInfo> =>
	orderInfo(await services.json({ method: 'GET', path: `${ORDERS.path}/${pathSegment(id)}` }), id);

/** Order SSL with `ssl`, else the order of one product; paid. Answers with the order's ID. */
export const postOrder = async (
	services: Services,
	product: string,
	more: { body: IDataObject; holdsFor?: number },
): Promise<IDataObject> =>
	await services.json({
		method: 'POST',
		path: `${ORDERS.path}/${pathSegment(product)}`,
		named: (answer) => withoutEmpty({ orderId: orderIdIn(answer) }),
		...more,
	});

/** Update order status: 204 with an empty body. The word is case sensitive, and a note is required. */
export async function cancelOrder(services: Services, id: Id, note: string): Promise<void> {
	const path = `${ORDERS.path}/${pathSegment(id)}/status`;
	const body = { status: 'canceled', note };
	const { status } = await services.raw({ method: 'PUT', path, body });
	if (status !== 204) throw unreadable('DigiCert', status, 'write');
}

/** The ten fields of an order that a certificate manager reads first. */
export function simpleOrder(order: IDataObject): IDataObject {
	const certificate = asObject(order.certificate);
	return withoutEmpty({
		id: order.id,
		status: order.status,
		common_name: certificate.common_name,
		dns_names: certificate.dns_names,
		certificate_id: certificate.id,
		valid_from: certificate.valid_from,
		valid_till: certificate.valid_till,
		order_valid_till: order.order_valid_till,
		product: asObject(order.product).name_id,
		alternative_order_id: order.alternative_order_id,
	});
}

/**
 * `container.ekey` is a branding key and stays out of items (docs/vendors.md). Taken out of
 * the answer itself: a copy of each answer would double what thousands of items hold in memory.
 */
export function withoutEkey(answer: IDataObject): IDataObject {
	if ('ekey' in answer) delete answer.ekey;
	for (const value of Object.values(answer)) {
		for (const inner of Array.isArray(value) ? value : [value]) {
			if (isObject(inner)) withoutEkey(inner);
		}
	}
	return answer;
}

/**
 * Which names these bring along: DigiCert adds the base domain, be it that of a wildcard, or its www
 * name for free (Order SSL, dns_names).
 */
export function orderedWith(ordered: string[]): (name: string) => boolean {
	const own = new Set(ordered);
	return (name) =>
		[name, `www.${name}`, `*.${name}`].some((one) => own.has(one)) ||
		(name.startsWith('www.') && own.has(name.slice('www.'.length)));
}
