import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asObject, asObjects, asText, compareIds } from '../../shared/values';
import { DIGICERT_OWN } from '../transport/ownCodes';
import type { Services } from '../transport/services';
import { pathSegment } from '../transport/services';
import type { ListRequest } from './lists';
import { orderIdIn } from './orderInfo';
import { getOrder } from './orders';
import { speaksOfError } from './toldAbout';

/** List requests. */
export const REQUESTS = { path: '/request', key: 'requests' } satisfies ListRequest;

/** What somebody has to approve. */
export interface Request {
	requestId: Id;
	orderId?: Id;
	/** `new_request`, `reissue`, `duplicate`, `revoke`; empty where it is not shown. */
	type: string;
	/** `pending`, `approved`, `rejected`, `submitted` */
	status: string;
	/** Epoch milliseconds */
	date?: number;
	/** The certificate that it is about, where that is shown. */
	certificateId?: Id;
	/** Names of the order that nobody has submitted for validation. */
	unsubmitted: string[];
	/** The service's own fields. */
	raw: IDataObject;
}

/** Request info is about the request that was asked for; anything else is unreadable. */
export async function getRequest(services: Services, id: Id): Promise<Request> {
	const path = `${REQUESTS.path}/${pathSegment(id)}`;
	const info = await services.json({ method: 'GET', path });
	const request = requestIn(info);
	if (request.requestId !== id || speaksOfError(info)) throw notReadable();
	return request;
}

function requestIn(raw: IDataObject): Request {
	const requestId = orderIdIn(raw);
	const status = asText(raw.status)?.toLowerCase();
	if (requestId === undefined || status === undefined) throw notReadable();
	const order = asObject(raw.order);
	const date = Date.parse(asText(raw.date) ?? '');
	return {
		requestId,
		...(Number.isNaN(date) ? {} : { date }),
		orderId: orderIdIn(order),
		certificateId: asId(asObject(order.certificate).id),
		type: asText(raw.type)?.toLowerCase() ?? '',
		status,
		unsubmitted: asObjects(order.unsubmitted_domains).flatMap(({ name }) => asText(name) ?? []),
		raw,
	};
}

const notReadable = (): Failure => unreadable('DigiCert', 200, 'read');

/** Update request status: 204 with an empty body; only a pending request can be decided. */
export async function putRequestStatus(
	services: Services,
	id: Id,
	body: { status: string; processor_comment?: string },
): Promise<void> {
	const path = `${REQUESTS.path}/${pathSegment(id)}/status`;
	const { status } = await services.raw({ method: 'PUT', path, body });
	if (status !== 204) throw unreadable('DigiCert', status, 'write');
}

/** By its ID; it must belong to the order, where one is named, too. */
export async function findRequest(
	services: Services,
	requestId: Id,
	orderId: Id | undefined,
): Promise<Request> {
	const request = await getRequest(services, requestId);
	if (orderId === undefined || request.orderId === orderId) return request;
	if (request.orderId === undefined) throw notReadable();
	throw otherOrder(requestId, orderId, request.orderId);
}

/** What gives a certificate. A revocation or a kind that nobody knows is meant only if it is named. */
const ORDERS_SOMETHING = /^(new|renew|renewal|reissue|duplicate)([ _]request)?$/;

/** The pending request of an order for a certificate; none pending: its newest. */
export async function requestOfOrder(services: Services, orderId: Id): Promise<Request> {
	const order = await getOrder(services, orderId);
	const shown = order.requests.map(requestIn);
	// A row of another order's is not of this one.
	if (shown.some((one) => (one.orderId ?? orderId) !== orderId)) throw notReadable();
	const requests = await Promise.all(
		// A row that does not show its kind is asked for.
		shown.map(async (one) =>
			one.type ? { ...one, orderId } : await findRequest(services, one.requestId, orderId),
		),
	);
	const pending = requests.filter(({ status }) => status === 'pending');
	const fitting = requests.filter(({ type }) => ORDERS_SOMETHING.test(type));
	const open = fitting.filter(({ status }) => status === 'pending');
	if (open.length > 1) throw severalRequests(orderId, open);
	const [other] = pending;
	if (open.length === 0 && other) throw otherKind(orderId, other);
	// Whichever end the service begins at.
	const request = open[0] ?? [...fitting].sort(newestFirst)[0];
	if (request) return request;
	throw new Failure({
		class: 'notEligible',
		message: `Order ${orderId} has no request for a certificate to decide`,
		ids: { orderId },
	});
}

/** By date where both tell one. */
const newestFirst = (one: Request, other: Request): number =>
	(other.date ?? one.date ?? 0) - (one.date ?? other.date ?? 0) ||
	compareIds(other.requestId, one.requestId);

/** Two at once: only a person can tell which one is meant. */
const severalRequests = (orderId: Id, pending: Request[]): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.severalRequests.code,
		message: `Order ${orderId} has several pending requests: ${pending
			.map(({ requestId, type }) => `${requestId} (${type})`)
			.join(', ')}`,
		ids: { orderId },
		nextStep: "Set 'Request' to the one that is meant.",
	});

const otherKind = (orderId: Id, { requestId, type }: Request): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.otherKind.code,
		message: `What is pending for order ${orderId} is no request for a certificate: request ${requestId} is "${type}"`,
		ids: { orderId, requestId },
		nextStep: `Set 'Request' to ${requestId} if that is what you want to decide.`,
	});

const otherOrder = (requestId: Id, orderId: Id, owner: Id): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.otherOrder.code,
		message: `'Request' ${requestId} belongs to order ${owner}, not to 'Order' ${orderId}`,
		ids: { requestId, orderId },
	});
