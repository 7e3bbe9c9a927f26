import { Failure } from '../../../../shared/failure';
import { choice, text } from '../../../../shared/form/fields';
import type { Reader } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import { getChain } from '../../../api/chains';
import { statusOfOrder } from '../../../api/orderStatus';
import { getOrder } from '../../../api/orders';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import type { Services } from '../../../transport/services';
import { orderId } from '../../fields';
import { readAnyCsr } from '../order/create/csrNames';
import { issuedOfKey } from './ofCsr';

/** Which certificate is meant: the one of an order that serves, or any by its own ID. */
export const whichFields = (label: string) => [
	choice(label, 'downloadBy', 'How the certificate is named', {
		default: 'order',
		options: [
			['certificate', 'Certificate ID', 'Any certificate, duplicates and reissues too'],
			['order', 'Order', 'The active certificate of the order'],
			['csr', 'Order and CSR', 'The certificate of the order that was made of this CSR'],
		],
	}),
	{ ...orderId, displayOptions: { show: { downloadBy: ['order', 'csr'] } } },
	text('Certificate ID', 'certificateId', 'The certificate ID, which is not the order ID', {
		required: true,
		displayOptions: { show: { downloadBy: ['certificate'] } },
		placeholder: 'e.g. 445566',
	}),
	text('CSR', 'csr', 'Certificate signing request in PEM; an order may have one for each key', {
		required: true,
		displayOptions: { show: { downloadBy: ['csr'] } },
		typeOptions: { rows: 4 },
		placeholder: 'e.g. -----BEGIN CERTIFICATE REQUEST-----',
	}),
];

export interface Which {
	orderId?: Id;
	certificateId?: Id;
	/** SHA-256 over the public key that the certificate of the order has. */
	spki?: string;
}

export function readWhich(reader: Reader): Which {
	const by = reader.requiredChoice('downloadBy', ['order', 'certificate', 'csr']);
	if (by === 'certificate') return { certificateId: reader.requiredId('certificateId') };
	const orderId = reader.requiredId('orderId');
	return by === 'order' ? { orderId } : { orderId, spki: readAnyCsr(reader).spkiSha256 };
}

export interface Issued {
	certificateId: Id;
	/** As the order tells it. */
	serial?: string;
	/** The order is over: its certificate is not to be installed. */
	hint?: string;
}

/** Only its chain tells the serial number of a certificate by its own ID. */
async function namedBy(services: Services, certificateId: Id): Promise<Issued> {
	const { leaf } = await getChain(services, certificateId);
	return { certificateId, serial: leaf.certificate.serialNumber };
}

/** An order has a certificate ID before it is issued; a download would only say 404. */
export async function issuedOf(services: Services, which: Which): Promise<Issued> {
	if (which.orderId === undefined) return await namedBy(services, which.certificateId ?? 0);
	const id = which.orderId;
	const order = await getOrder(services, id);
	const { certificateId, serialNumber: serial } = order;
	const status = statusOfOrder(order, Date.now());
	const isOver = status.state === 'failed';
	const hint = `Order ${id} is "${status.vendorStatus}": do not install its certificate. ${status.nextStep}`;
	const remark = isOver ? { hint } : {};
	if (which.spki !== undefined) {
		return { ...(await issuedOfKey(services, order, which.spki)), ...remark };
	}
	// A serial number exists once it is issued: during a reissue, or when expired, it stays.
	if (certificateId !== undefined && (order.status === 'issued' || serial)) {
		return { certificateId, serial, ...remark };
	}
	throw new Failure({
		class: isOver ? 'notEligible' : 'settle',
		code: DIGICERT_OWN.notIssued.code,
		message: `Order ${id} is "${order.status}", so there is no certificate to download${isOver ? '' : ' yet'}`,
		ids: { orderId: id },
		...(isOver ? { whoActs: status.whoActs } : {}),
		nextStep: isOver
			? status.nextStep
			: "Use 'Check Status' until the order leaves by Done, then download.",
	});
}
