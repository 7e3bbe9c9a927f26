import { sha256OfKey } from '../../../../shared/certificate/publicKey';
import { Failure } from '../../../../shared/failure';
import type { Id } from '../../../../shared/values';
import { compareIds } from '../../../../shared/values';
import { getChain } from '../../../api/chains';
import type { OrderCertificate } from '../../../api/orderCertificates';
import { certificatesOf, isOver, spkiOf } from '../../../api/orderCertificates';
import type { OrderInfo } from '../../../api/orderInfo';
import { isClosed, statusOfOrder } from '../../../api/orderStatus';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import type { Services } from '../../../transport/services';
import type { Issued } from './issued';
import { notIssued } from './issued';

/**
 * The newest certificate of an order that was made of this key. What the lists show of a CSR only
 * says where to look first: the key of the certificate itself decides.
 */
export async function issuedOfKey(
	services: Services,
	order: OrderInfo,
	spki: string,
): Promise<Issued> {
	const all = await certificatesOf(services, order);
	const isIssued = ({ kind, serialNumber }: OrderCertificate) =>
		serialNumber !== undefined || (kind === 'current' && order.status === 'issued');
	const isNamed = (one: OrderCertificate) => spkiOf(one) === spki;
	const mayBe = all
		.filter((one) => !isOver(one) && (isNamed(one) || spkiOf(one) === undefined))
		.sort(
			(one, other) =>
				Number(isNamed(other)) - Number(isNamed(one)) ||
				compareIds(other.certificateId, one.certificateId),
		);
	for (const { certificateId } of mayBe.filter(isIssued)) {
		const found = await ofKey(services, certificateId, spki);
		if (found) return found;
	}
	const named = mayBe.filter(isNamed);
	if (named.length > 0) throw isHopeless(order, named) ? notIssued(order) : notYet(order.id);
	if (all.length < approvedIn(order)) throw tooFewShown(order.id, all);
	throw noneOf(order.id, all);
}

/**
 * What is asked for, or of another key than the list says, may be had later: not of an order that is
 * over, nor where the only one is that of an order which has come to nothing.
 */
function isHopeless(order: OrderInfo, named: OrderCertificate[]): boolean {
	const now = Date.now();
	const isOwn = named.every(({ kind }) => kind === 'current');
	return isClosed(order, now) || (isOwn && statusOfOrder(order, now).state === 'failed');
}

async function ofKey(
	services: Services,
	certificateId: Id,
	spki: string,
): Promise<Issued | undefined> {
	const { leaf } = await getChain(services, certificateId);
	const { publicKey, serialNumber: serial } = leaf.certificate;
	return sha256OfKey(publicKey) === spki ? { certificateId, serial } : undefined;
}

/** Each approved one has made a certificate; a revocation makes none. */
const approvedIn = ({ requests }: OrderInfo): number =>
	requests.filter(({ type, status }) => status === 'approved' && type !== 'revoke').length;

/** Lists have been seen that show copies of one certificate only (Keyfactor's client). */
const tooFewShown = (orderId: Id, all: OrderCertificate[]): Failure =>
	new Failure({
		class: 'fixWorld',
		code: DIGICERT_OWN.tooFewShown.code,
		message: `Of order ${orderId} DigiCert shows ${counted(all)}, fewer than requests were approved, and none was made of this CSR`,
		ids: { orderId },
		nextStep: DIGICERT_OWN.tooFewShown.next,
	});

const counted = ({ length }: OrderCertificate[]): string =>
	`${length} ${length === 1 ? 'certificate' : 'certificates'}`;

const notYet = (orderId: Id): Failure =>
	new Failure({
		class: 'settle',
		code: DIGICERT_OWN.notIssued.code,
		message: `The certificate of this CSR is requested for order ${orderId}, and cannot be had yet`,
		ids: { orderId },
		nextStep: DIGICERT_OWN.notIssued.next,
	});

const noneOf = (orderId: Id, all: OrderCertificate[]): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.noneOfCsr.code,
		message: `Order ${orderId} shows ${counted(all)}, and none was made of this CSR`,
		ids: { orderId },
		nextStep: DIGICERT_OWN.noneOfCsr.next,
	});
