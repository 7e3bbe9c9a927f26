import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../../../shared/failure';
import { includeInputFields, notice, optionsOf, text } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { isTypedAgain } from '../../../../shared/reader/typedAgain';
import type { Id } from '../../../../shared/values';
import { toldOf } from '../../../api/orderCertificates';
import { ORDERS } from '../../../api/orders';
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
	isConfirmed: boolean;
	body: IDataObject;
}

/** The pending requests that were there before the call was made. */
interface Thing extends Revocable {
	known: Id[];
}

const cannotBeUndone = notice(
	'revokeNotice',
	'A revocation cannot be undone, and browsers soon refuse what is revoked. This one hits every certificate of the order, reissues and duplicates too. For a single one, use Certificate > Revoke.',
);

const orderIdAgain = text(
	'Order ID Again',
	'orderIdAgain',
	'The ID of the order, typed once more. Left empty, the error tells how many certificates would be revoked, and nothing is sent.',
	{ placeholder: 'e.g. 112233' },
);

/** Revoke order certificates: all of them. */
export const revoke = defineWrite<Input, Thing>({
	name: 'Revoke',
	action: 'Revoke order',
	description: 'Revoke all certificates of an order, reissues and duplicates too',
	namedBy: ['orderId'],
	idFields: ['orderId', 'requestId'],
	fields: [cannotBeUndone, orderId, orderIdAgain, ...revokeFields, optionsOf(includeInputFields)],
	read: (reader) => ({
		orderId: reader.requiredId('orderId'),
		isConfirmed: isTypedAgain(reader, 'orderIdAgain', 'orderId'),
		body: readRevoke(reader),
	}),
	thing: async (ctx, { orderId: id }, before) => {
		const seen = await readRevocable(await servicesOf(ctx), id);
		const pending = seen.requests.filter(isPending).map(({ requestId }) => requestId);
		return { ...seen, known: before?.known ?? pending };
	},
	stands,
	write: async (ctx, { body }, thing) => {
		const path = `${ORDERS.path}/${pathSegment(thing.order.id)}`;
		const done = await putRevoke(await servicesOf(ctx), path, body);
		return done === 'revoked'
			? { ...thing, order: { ...thing.order, status: 'revoked' } }
			: { ...thing, asked: done };
	},
	item: (thing, how) => ({
		...revokedItem(thing, how),
		count: thing.certificates.length,
		certificates: thing.certificates.map(toldOf),
	}),
	ids: ({ orderId: id }) => ({ orderId: id }),
	deed: ({ order }) => `order ${order.id} was revoked`,
});

function stands({ order, certificates, requests, known, asked }: Thing, { isConfirmed }: Input) {
	if (isRevoked(order)) return 'done';
	const pending = requests.filter(isPending);
	const own = pending.find(({ requestId }) => !known.includes(requestId));
	const [one] = pending;
	// For the only certificate, or for all: it is the same.
	if (asked !== undefined || own || (one && certificates.length === 1)) return 'requested';
	if (one) return otherRevocation(order.id, one);
	if (order.status === 'reissue_pending') return reissuePending(order);
	if (order.status !== 'issued') return nothingToRevoke(order, `Order ${order.id}`);
	return isConfirmed ? 'open' : notConfirmed({ order, certificates });
}

const notConfirmed = ({ order, certificates }: Pick<Thing, 'order' | 'certificates'>): Failure =>
	new Failure({
		class: 'fixRequest',
		code: DIGICERT_OWN.notConfirmed.code,
		message: `Nothing was sent. Revoking order ${order.id} (${order.commonName}) revokes ${certificates.length} ${certificates.length === 1 ? 'certificate' : 'certificates'}: ${certificates
			.map(({ certificateId, kind }) => `${certificateId} (${kind})`)
			.join(', ')}`,
		ids: { orderId: order.id },
		nextStep: `If that is what you want, type ${order.id} under 'Order ID Again'.`,
	});
