import { Failure } from '../../../shared/failure';
import type { Id } from '../../../shared/values';
import { asObjects } from '../../../shared/values';
import type { CustomField } from '../../api/customFields';
import { DIGICERT_OWN } from '../../transport/ownCodes';
import { lacksRight } from '../../transport/refused';
import type { OrderRequest } from './orderRequest';

/** The account requires unique alternative order IDs and has this one (code not published). */
export const isKeyUsed = ({ code = '', message }: Failure): boolean =>
	/alternative[_ ]order[_ ]id/i.test(`${code} ${message}`);

/** Nobody knows whether it was bought: the key lets a person find it. */
export function unclearOrder(
	{ identity, protect }: OrderRequest,
	key: string | undefined,
	refusal?: Failure,
): Failure {
	const name = identity.commonName;
	const said = refusal === undefined ? '' : `. DigiCert says: ${refusal.message}`;
	const known = key === undefined ? '' : `; look for alternative_order_id ${key} in CertCentral`;
	return new Failure({
		class: 'unclear',
		code: DIGICERT_OWN.unclear.code,
		message: `It is not known whether the order for ${name} was placed${known}${said}`,
		ids: { commonName: name, ...(key === undefined ? {} : { alternativeOrderId: key }) },
		...(protect
			? {}
			: {
					retryable: false,
					nextStep: 'Look for the order in CertCentral before you run this again.',
				}),
	});
}

/** A call that the limit refused is repeated after a look only; its pause is over for the next item. */
export const limitedBlindly = (failure: Failure): Failure =>
	failure.status === undefined
		? failure
		: new Failure({
				...failure,
				message: failure.message,
				everybody: false,
				nextStep: 'Look for the order in CertCentral; if it is not there, run this item again.',
			});

/** By this an order whose call was cut is found again. */
export const stoppedAt = (failure: Failure, { identity }: OrderRequest, key: string): Failure =>
	failure.knowing({ commonName: identity.commonName, alternativeOrderId: key });

/** The user's own id is used up: by an order that is over, or by one that cannot be seen. */
export const idTaken = (ownId: string, closedOrder?: Id): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.alternativeOrderId.code,
		message:
			closedOrder === undefined
				? `'Alternative Order ID' ${ownId} belongs to another order of this account`
				: `'Alternative Order ID' ${ownId} belongs to order ${closedOrder}, which is over`,
		ids: {
			alternativeOrderId: ownId,
			...(closedOrder === undefined ? {} : { orderId: closedOrder }),
		},
		nextStep: "Give this order an 'Alternative Order ID' of its own, or leave it empty.",
	});

/** In DigiCert's own words; a page that somebody on the way answers with 404 proves nothing. */
export const isNotFound = ({ code = '' }: Failure): boolean => /^not_found(\|order)?$/.test(code);

/** This order alone is hidden from the key. */
export const isHidden = lacksRight;

/** It may be the very order that is wanted, so buying would be a guess; the other items go on. */
export const hiddenOrder = (failure: Failure, orderId: Id): Failure =>
	new Failure({
		...failure,
		everybody: false,
		ids: { orderId },
		message: `Not bought: the API key may not read order ${orderId}, which could be this one. ${failure.message}`,
		nextStep: `Give the key (or its user) a role that may view order ${orderId} and its division, then run this item again.`,
	});

/** Listed, or placed by us, but not to be read. */
export const notReadableYet = (orderId: Id): Failure =>
	new Failure({
		class: 'settle',
		code: DIGICERT_OWN.orderNotReadable.code,
		ids: { orderId },
		message: `Not bought: order ${orderId}, which could be this one, cannot be read yet`,
		nextStep:
			'Run this item again in some minutes; an order that is gone counts no more after an hour.',
	});

/** One of those that the list counts for this name may be the very order. */
export const hiddenOrders = (commonName: string, hidden: number): Failure =>
	new Failure({
		class: 'settle',
		code: DIGICERT_OWN.hiddenOrders.code,
		ids: { commonName },
		message: `Not bought: DigiCert counts ${hidden} more order(s) for ${commonName} than it shows to this API key, and one could be this one`,
		whoActs: 'administrator of the API client',
		nextStep:
			'Give the key (or its user) a role that may view the orders of all divisions, then run this item again.',
	});

/** Placed a moment ago, and shown without what tells it from others. */
export const notTellable = (orderId: Id): Failure =>
	new Failure({
		class: 'settle',
		code: DIGICERT_OWN.orderNotReadable.code,
		ids: { orderId },
		message: `Not bought: order ${orderId} could be this one; it is young and shows neither its alternative_order_id nor its CSR`,
		nextStep: `Look at order ${orderId} in CertCentral. It counts as another one an hour after it was placed; then run this item again.`,
	});

/** What an order lacks of the fields that the account requires; DigiCert would refuse it. */
export function missingCustomFields(
	fields: CustomField[],
	{ body }: OrderRequest,
): Failure | undefined {
	const given = asObjects(body.custom_fields).map((field) => field.metadata_id);
	const missing = fields.filter(({ id, required }) => required && !given.includes(id));
	if (missing.length === 0) return undefined;
	const labels = missing.map(({ label }) => `"${label}"`).join(', ');
	return new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.customFields.code,
		message: `'Custom Fields' lacks ${labels}, which the account requires`,
		nextStep: "Add the field under 'Additional Fields' > 'Custom Fields'.",
	});
}
