import { Failure } from '../../../../shared/failure';
import { includeInputFields, notice, optionsOf, text } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import { asId, compareIds } from '../../../../shared/values';
import type { OrderInfo } from '../../../api/orderInfo';
import { cancelOrder, getOrder } from '../../../api/orders';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import { servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';

interface Input {
	orderId: Id;
	note: string;
}

const twoMeanings = notice(
	'cancelNotice',
	'A pending order is canceled for good. While a reissue is pending, only the reissue is canceled, and the order stays issued; the item says which of both it was.',
);

const note = text('Note', 'note', 'Why, for the notes of the order; DigiCert wants one', {
	required: true,
	placeholder: 'e.g. Ordered by mistake',
});

/** Update order status with `canceled`. */
export const cancel = defineWrite<Input, OrderInfo>({
	name: 'Cancel',
	action: 'Cancel order',
	description: 'Cancel a pending order, or the pending reissue of an issued one',
	namedBy: ['orderId'],
	idFields: ['orderId'],
	fields: [twoMeanings, orderId, note, optionsOf(includeInputFields)],
	read: (reader) => ({
		orderId: reader.requiredId('orderId'),
		note: reader.requiredText('note'),
	}),
	thing: async (ctx, { orderId: id }) => await getOrder(await servicesOf(ctx), id),
	stands: (order) => {
		if (order.status === 'canceled' || isReissueCanceled(order)) return 'done';
		return OVER.includes(order.status) ? notPending(order) : 'open';
	},
	write: async (ctx, { note: why }, order) => {
		await cancelOrder(await servicesOf(ctx), order.id, why);
		// Of a reissue the order comes back.
		return { ...order, status: order.status === 'reissue_pending' ? 'issued' : 'canceled' };
	},
	item: ({ id, status }) => ({
		orderId: id,
		canceled: status === 'canceled' ? 'order' : 'reissue',
		status,
	}),
	ids: ({ orderId: id }) => ({ orderId: id }),
	deed: ({ id, status }) =>
		status === 'reissue_pending'
			? `the reissue of order ${id} was canceled`
			: `order ${id} was canceled`,
});

/** Nothing is pending in these. */
const OVER = ['issued', 'rejected', 'denied', 'revoked', 'expired'];

/** The order is as before its reissue, whose request is rejected. */
function isReissueCanceled({ status, requests }: OrderInfo): boolean {
	const newest = requests
		.filter(({ type }) => type === 'reissue')
		.sort((one, other) => compareIds(asId(one.id) ?? 0, asId(other.id) ?? 0))
		.at(-1);
	return status === 'issued' && newest?.status === 'rejected';
}

const notPending = ({ id, status }: OrderInfo): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.nothingPending.code,
		message: `Order ${id} is "${status}": nothing of it is pending that could be canceled`,
		ids: { orderId: id },
		nextStep:
			status === 'issued'
				? 'An issued certificate is revoked, not canceled (Order > Revoke); a revocation cannot be undone.'
				: 'There is nothing to do.',
	});
