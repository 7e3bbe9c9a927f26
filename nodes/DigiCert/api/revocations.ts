import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asId, asObject, asText, parseJson } from '../../shared/values';
import { DIGICERT_OWN } from '../transport/ownCodes';
import type { Services } from '../transport/services';
import type { OrderCertificate } from './orderCertificates';
import { certificatesOf } from './orderCertificates';
import type { OrderInfo } from './orderInfo';
import { getOrder } from './orders';
import type { Request } from './requests';
import { getRequest } from './requests';

/** Reasons in DigiCert's spelling (Revoke certificate, Revoke order certificates). */
export const REASONS = [
	'unspecified',
	'affiliationChanged',
	'cessationOfOperation',
	'keyCompromise',
	'superseded',
] as const;

/** An order with all that tells what of it is revoked, or is to be. */
export interface Revocable {
	order: OrderInfo;
	certificates: OrderCertificate[];
	/** Its requests for a revocation, rejected ones left out. */
	requests: Request[];
	/** The request that this call has made. */
	asked?: Id;
}

export async function readRevocable(services: Services, orderId: Id): Promise<Revocable> {
	const order = await getOrder(services, orderId);
	const ids = order.requests
		.filter(({ type, status }) => type === 'revoke' && status !== 'rejected')
		.flatMap(({ id }) => asId(id) ?? []);
	const [certificates, requests] = await Promise.all([
		certificatesOf(services, order),
		Promise.all(ids.map(async (id) => await getRequest(services, id))),
	]);
	return { order, certificates, requests };
}

/** 204 revokes; 201 answers with the request that somebody has to approve: nothing is revoked yet. */
export async function putRevoke(
	services: Services,
	path: string,
	body: IDataObject,
): Promise<'revoked' | Id> {
	const { status, text } = await services.raw({ method: 'PUT', path: `${path}/revoke`, body });
	if (status === 204) return 'revoked';
	const answer = asObject(parseJson(text));
	const request = asText(answer.type) === 'revoke' ? asId(answer.id) : undefined;
	if (status !== 201 || request === undefined) throw unreadable('DigiCert', status, 'write');
	return request;
}

export const isRevoked = ({ status }: { status: string }): boolean => status === 'revoked';

export const isPending = ({ status }: Request): boolean =>
	status === 'pending' || status === 'submitted';

/** While a reissue is pending, the order takes no revocation and no other reissue. */
export const reissuePending = ({ id }: OrderInfo): Failure =>
	new Failure({
		class: 'settle',
		code: DIGICERT_OWN.reissuePending.code,
		message: `A reissue of order ${id} is pending, and until it is issued or canceled DigiCert neither replaces nor revokes anything of the order`,
		ids: { orderId: id },
		whoActs: 'certificate manager',
		nextStep:
			'Wait until the order leaves Check Status by Done, or cancel the reissue (Order > Cancel), then run this item again.',
	});

/** DigiCert does not tell whether it is for one certificate or for all. */
export const otherRevocation = (orderId: Id, { requestId }: Request): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.revocationPending.code,
		message: `Request ${requestId} to revoke is pending for order ${orderId} already, be it for one certificate or for all of them`,
		ids: { orderId, requestId },
		nextStep: `Decide request ${requestId} first (Request > Approve or Reject), then run this item again.`,
	});

export const nothingToRevoke = ({ id: orderId, status }: OrderInfo, what: string): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.nothingToRevoke.code,
		message: `${what} ${status === 'expired' ? 'has expired' : 'has not been issued'}, so there is nothing to revoke`,
		ids: { orderId },
		nextStep:
			status === 'expired'
				? 'There is nothing to do.'
				: 'Cancel the order instead (Order > Cancel), if it is not wanted.',
	});
