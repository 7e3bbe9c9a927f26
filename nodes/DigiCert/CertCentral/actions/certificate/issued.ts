import { Failure } from '../../../../shared/failure';
import type { Id } from '../../../../shared/values';
import type { OrderInfo } from '../../../api/orderInfo';
import { statusOfOrder } from '../../../api/orderStatus';
import { DIGICERT_OWN } from '../../../transport/ownCodes';

/** A certificate that can be had. */
export interface Issued {
	certificateId: Id;
	/** As the service tells it. */
	serial?: string;
}

/** The order has no certificate to give: none yet, or none ever where it has come to nothing. */
export function notIssued(order: OrderInfo): Failure {
	const { state, whoActs, nextStep } = statusOfOrder(order, Date.now());
	const isOver = state === 'failed';
	return new Failure({
		class: isOver ? 'notEligible' : 'settle',
		code: DIGICERT_OWN.notIssued.code,
		message: `Order ${order.id} is "${order.status}", so there is no certificate to download${isOver ? '' : ' yet'}`,
		ids: { orderId: order.id },
		...(isOver ? { whoActs } : {}),
		nextStep: isOver ? nextStep : DIGICERT_OWN.notIssued.next,
	});
}
