import type { IDataObject } from 'n8n-workflow';

import { asId, asObjects, withoutEmpty } from '../../../shared/values';
import { isReissueDue, statusOfOrder } from '../../api/orderStatus';
import type { KnownOrder } from './knownOrder';
import type { OrderRequest } from './orderRequest';

/** How an order that was there already was found. */
export type Found = 'reused' | 'recovered';

/** The answer to a purchase, as an item. */
export const boughtItem = (
	answer: IDataObject,
	request: OrderRequest,
	key: string | undefined,
): IDataObject => ({
	...answer,
	orderId: answer.id,
	...progressOf(request, {
		status: answer.certificate_chain ? 'issued' : '',
		requests: asObjects(answer.requests),
		certificateId: asId(answer.certificate_id),
		raw: answer,
	}),
	reused: false,
	recovered: false,
	...(key === undefined ? {} : { alternative_order_id: key }),
	...(request.hint ? { hint: request.hint } : {}),
});

/** An order that was there already, as far as it is known. */
export function adoptedItem(order: KnownOrder, found: Found, request: OrderRequest): IDataObject {
	const { id, requests, organization, certificateId, key } = order;
	return withoutEmpty({
		id,
		requests,
		organization: organization === undefined ? undefined : { id: organization },
		certificate_id: certificateId,
		alternative_order_id: key ?? undefined,
		orderId: id,
		...progressOf(request, order),
		reused: found === 'reused',
		recovered: found === 'recovered',
		...reissueAdvice(order),
		hint: request.hint,
	});
}

type Progress = Partial<KnownOrder> &
	Pick<KnownOrder, 'status' | 'requests'> & { raw?: IDataObject };

/** What is ordered and what comes next, the same for a new order and one that was there already. */
function progressOf({ identity }: OrderRequest, order: Progress): IDataObject {
	const { requests = [], certificateId, raw = {} } = order;
	const { commonName, names } = identity;
	// The answer to a purchase tells no status: by its request it waits for an approver, or goes on.
	const isWaiting = requests.some((request) => request.status === 'pending');
	const status = order.status || (isWaiting ? 'needs_approval' : 'pending');
	const known = { id: 0, commonName, names, showsNames: true, ...order, status, requests, raw };
	const { whoActs, nextStep } = statusOfOrder(known, Date.now());
	return withoutEmpty({ commonName, status, certificateId, whoActs, nextStep });
}

/** Another certificate of the same order costs nothing; another order does. */
const reissueAdvice = (order: KnownOrder): IDataObject =>
	isReissueDue(order, Date.now())
		? {
				reissueDue: true,
				nextStep: `The certificate ends on ${order.validTill}, its order runs on. Reissue it (Order > Reissue, order ${order.id}), which costs nothing.`,
			}
		: {};
