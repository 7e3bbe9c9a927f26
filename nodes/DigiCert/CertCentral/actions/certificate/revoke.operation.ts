import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../../../shared/failure';
import { includeInputFields, notice, optionsOf } from '../../../../shared/form/fields';
import { locator } from '../../../../shared/form/locator';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import type { OrderCertificate } from '../../../api/orderCertificates';
import { toldOf } from '../../../api/orderCertificates';
import type { Revocable } from '../../../api/revocations';
import {
	isPending,
	isRevoked,
	nothingToRevoke,
	otherRevocation,
	putRevoke,
	readRevocable,
	reissuePending,
} from '../../../api/revocations';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import { pathSegment, servicesOf } from '../../../transport/services';
import { orderId } from '../../fields';
import { readRevoke, revokedItem, revokeFields } from '../../revoking';

interface Input {
	orderId: Id;
	certificateId: Id;
	body: IDataObject;
}

interface Thing extends Revocable {
	certificateId: Id;
	/** The pending requests that were there before the call was made. */
	known: Id[];
}

const cannotBeUndone = notice(
	'revokeNotice',
	'A revocation cannot be undone, and browsers soon refuse what is revoked. Only this certificate is hit; the order stays, and can be reissued.',
);

const certificateId = locator({
	displayName: 'Certificate',
	name: 'certificateId',
	description: 'The certificate, by its certificate ID; the list shows those of the order',
	searchListMethod: 'searchCertificates',
	placeholder: 'e.g. 445566',
	required: true,
});

/** Revoke certificate: one of an order. */
export const revoke = defineWrite<Input, Thing>({
	name: 'Revoke',
	action: 'Revoke certificate',
	description: 'Revoke one certificate of an order',
	namedBy: ['certificateId', 'orderId'],
	idFields: ['certificateId', 'orderId', 'requestId'],
	fields: [cannotBeUndone, orderId, certificateId, ...revokeFields, optionsOf(includeInputFields)],
	read: (reader) => ({
		orderId: reader.requiredId('orderId'),
		certificateId: reader.requiredId('certificateId'),
		body: readRevoke(reader),
	}),
	thing: async (ctx, { orderId: order, certificateId: id }, before) => {
		const seen = await readRevocable(await servicesOf(ctx), order);
		const pending = seen.requests.filter(isPending).map(({ requestId }) => requestId);
		return { ...seen, certificateId: id, known: before?.known ?? pending };
	},
	stands,
	write: async (ctx, { body }, thing) => {
		const path = `/certificate/${pathSegment(thing.certificateId)}`;
		const done = await putRevoke(await servicesOf(ctx), path, body);
		if (done !== 'revoked') return { ...thing, asked: done };
		const certificates = thing.certificates.map((one) =>
			isThis(thing)(one) ? { ...one, status: 'revoked' } : one,
		);
		return { ...thing, certificates };
	},
	item: (thing, how) => ({
		...thing.certificates.filter(isThis(thing)).map(toldOf)[0],
		...revokedItem(thing, how),
	}),
	ids: ({ orderId: order, certificateId: id }) => ({ certificateId: id, orderId: order }),
	deed: (thing) => `certificate ${thing.certificateId} was revoked`,
});

const isThis =
	({ certificateId: id }: Pick<Thing, 'certificateId'>) =>
	(one: { certificateId?: Id }) =>
		one.certificateId === id;

function stands(thing: Thing) {
	const { order, certificates, requests, known, asked } = thing;
	const certificate = certificates.find(isThis(thing));
	if (!certificate) return otherOrder(thing);
	const named = requests.filter(isThis(thing));
	if (isRevoked(order) || isRevoked(certificate) || named.some((one) => !isPending(one))) {
		return 'done';
	}
	const pending = requests.filter(isPending);
	const own = pending.find(({ requestId }) => !known.includes(requestId));
	if (asked !== undefined || own || named.length > 0) return 'requested';
	const nameless = pending.find(({ certificateId: id }) => id === undefined);
	if (nameless) {
		return certificates.length === 1 ? 'requested' : otherRevocation(order.id, nameless);
	}
	if (order.status === 'reissue_pending') return reissuePending(order);
	const isIssued = !NOT_ISSUED.includes(certificate.status) && order.status === 'issued';
	return isIssued
		? 'open'
		: nothingToRevoke(order, `Certificate ${certificate.certificateId} of order ${order.id}`);
}

/** Statuses in the lists of reissues and duplicates; the certificate of Order info has none. */
const NOT_ISSUED = ['pending', 'needs_approval', 'rejected', 'canceled'];

const otherOrder = ({ certificateId: id, order, certificates }: Thing): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.otherOrder.code,
		message: `Certificate ${id} is none of order ${order.id}, which has ${listed(certificates)}`,
		ids: { certificateId: id, orderId: order.id },
		nextStep: "Correct 'Certificate' or 'Order'.",
	});

const listed = (certificates: OrderCertificate[]): string =>
	certificates.map((one) => one.certificateId).join(', ') || 'no certificate yet';
