import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import { unreadable } from '../../shared/http/unreadable';
import { asNumber, asObject, asText } from '../../shared/values';
import { DIGICERT_OWN } from '../transport/ownCodes';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { ListRequest } from './lists';
import { pendingRequests } from './orderStatus';
import { getOrder } from './orders';

/** List requests. */
export const REQUESTS = { path: '/request', key: 'requests' } satisfies ListRequest;

/** What somebody has to approve: an order, a reissue, a revocation. */
export interface Request {
	requestId: number;
	orderId?: number;
	/** `pending`, `approved`, `rejected`, `submitted` */
	status: string;
}

/** Request info. */
export const getRequest = async (services: Services, id: number): Promise<IDataObject> =>
	await services.json({ method: 'GET', path: `${REQUESTS.path}/${pathSegment(id)}` });

/** Update request status: 204 with an empty body; only a pending request can be decided. */
export async function putRequestStatus(
	services: Services,
	id: number,
	body: { status: string; processor_comment?: string },
): Promise<void> {
	const path = `${REQUESTS.path}/${pathSegment(id)}/status`;
	const { status } = await services.raw({ method: 'PUT', path, body });
	if (status !== 204) throw unreadable('DigiCert', status, 'write');
}

/** By its ID; it must belong to the order, where one is named, too. */
export async function findRequest(
	services: Services,
	requestId: number,
	orderId: number | undefined,
): Promise<Request> {
	const info = await getRequest(services, requestId);
	const owner = asNumber(asObject(info.order).id) ?? orderId;
	if (orderId !== undefined && owner !== orderId) throw otherOrder(requestId, orderId, owner);
	return { requestId, ...(owner ? { orderId: owner } : {}), status: statusOf(info) };
}

/** The pending request of an order; none pending: its newest. */
export async function requestOfOrder(services: Services, orderId: number): Promise<Request> {
	const order = await getOrder(services, orderId);
	const pending = pendingRequests(order);
	if (pending.length > 1) throw severalRequests(orderId, pending);
	const request = pending[0] ?? order.requests.at(-1);
	const requestId = asNumber(request?.id);
	if (!request || requestId === undefined) {
		throw new Failure({
			class: 'notEligible',
			message: `Order ${orderId} has no request to decide`,
			ids: { orderId },
		});
	}
	return { requestId, orderId, status: statusOf(request) };
}

function statusOf(request: IDataObject): string {
	const status = asText(request.status);
	if (status === undefined) throw unreadable('DigiCert', 200, 'read');
	return status;
}

/** A pending revocation beside a pending reissue: only a person can tell which one is meant. */
const severalRequests = (orderId: number, pending: IDataObject[]): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.severalRequests.code,
		message: `Order ${orderId} has several pending requests: ${pending
			.map(({ id, type }) => `${asText(id)} (${asText(type) ?? 'unknown'})`)
			.join(', ')}`,
		ids: { orderId },
		nextStep: "Set 'Request' to the one that is meant.",
	});

const otherOrder = (requestId: number, orderId: number, owner: number | undefined): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.otherOrder.code,
		message: `'Request' ${requestId} belongs to order ${owner}, not to 'Order' ${orderId}`,
		ids: { requestId, orderId },
	});
