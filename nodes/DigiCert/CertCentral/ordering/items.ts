import type { IDataObject } from 'n8n-workflow';

import { withoutEmpty } from '../../../shared/values';
import { isReissueDue } from '../../api/orderStatus';
import type { KnownOrder } from './knownOrder';
import type { OrderRequest } from './orderRequest';

/** How an order that was there already was found. */
export type Found = 'reused' | 'recovered';

/** The answer to a purchase, as an item. */
export const boughtItem = (
	answer: IDataObject,
	{ hint }: OrderRequest,
	key: string | undefined,
): IDataObject => ({
	...answer,
	orderId: answer.id,
	reused: false,
	recovered: false,
	...(key === undefined ? {} : { alternative_order_id: key }),
	...(hint ? { hint } : {}),
});

/** An order that was there already, as far as it is known. */
export function adoptedItem(order: KnownOrder, found: Found, { hint }: OrderRequest): IDataObject {
	const { id, status, requests, organization, certificateId, key } = order;
	return withoutEmpty({
		id,
		status,
		requests,
		organization: organization === undefined ? undefined : { id: organization },
		certificate_id: certificateId,
		alternative_order_id: key ?? undefined,
		orderId: id,
		reused: found === 'reused',
		recovered: found === 'recovered',
		...reissueAdvice(order),
		hint,
	});
}

/** Another certificate of the same order costs nothing; another order does. */
const reissueAdvice = (order: KnownOrder): IDataObject =>
	isReissueDue(order, Date.now())
		? {
				reissueDue: true,
				nextStep: `The certificate ends on ${order.validTill}, its order runs on. Reissue the certificate in CertCentral, which costs nothing.`,
			}
		: {};
