import { sha256OfKey } from '../../../../shared/certificate/publicKey';
import { Failure } from '../../../../shared/failure';
import type { Id } from '../../../../shared/values';
import { compareIds } from '../../../../shared/values';
import { getChain } from '../../../api/chains';
import type { OrderCertificate } from '../../../api/orderCertificates';
import { certificatesOf, isOver, spkiOf } from '../../../api/orderCertificates';
import { getOrder } from '../../../api/orders';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import type { Services } from '../../../transport/services';

interface Issued {
	certificateId: Id;
	serial: string;
}

/**
 * The newest certificate of an order that was made of this key. What the lists show of a CSR only
 * says where to look first: the key of the certificate itself decides.
 */
export async function issuedOfKey(services: Services, orderId: Id, spki: string): Promise<Issued> {
	const order = await getOrder(services, orderId);
	const all = await certificatesOf(services, order);
	const isIssued = ({ kind, serialNumber }: OrderCertificate) =>
		serialNumber !== undefined || (kind === 'current' && order.status === 'issued');
	const mayBe = all
		.filter((one) => !isOver(one) && [spki, undefined].includes(spkiOf(one)))
		.sort((one, other) => compareIds(other.certificateId, one.certificateId));
	const [named, unknown] = [true, false].map((is) =>
		mayBe.filter((one) => isIssued(one) && (spkiOf(one) === spki) === is),
	);
	for (const { certificateId } of [...(named ?? []), ...(unknown ?? [])]) {
		const { leaf } = await getChain(services, certificateId);
		const { publicKey, serialNumber } = leaf.certificate;
		if (sha256OfKey(publicKey) === spki) return { certificateId, serial: serialNumber };
	}
	const isAskedFor = mayBe.some((one) => spkiOf(one) === spki && !isIssued(one));
	throw isAskedFor ? notYet(orderId) : noneOf(orderId, all);
}

const notYet = (orderId: Id): Failure =>
	new Failure({
		class: 'settle',
		code: DIGICERT_OWN.notIssued.code,
		message: `The certificate of this CSR is requested for order ${orderId}, and not issued yet`,
		ids: { orderId },
		nextStep: DIGICERT_OWN.notIssued.next,
	});

const noneOf = (orderId: Id, all: OrderCertificate[]): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.noneOfCsr.code,
		message: `Order ${orderId} shows ${all.length} ${all.length === 1 ? 'certificate' : 'certificates'}, and none was made of this CSR`,
		ids: { orderId },
		nextStep: DIGICERT_OWN.noneOfCsr.next,
	});
