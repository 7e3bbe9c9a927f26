import { choice, text } from '../../../../shared/form/fields';
import type { Reader } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import { getChain } from '../../../api/chains';
import type { OrderInfo } from '../../../api/orderInfo';
import { statusOfOrder } from '../../../api/orderStatus';
import { getOrder } from '../../../api/orders';
import type { Services } from '../../../transport/services';
import { orderId } from '../../fields';
import { readAnyCsr } from '../order/create/csrNames';
import type { Issued } from './issued';
import { notIssued } from './issued';
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

/** A certificate, and what is to be said of its order. */
interface Found extends Issued {
	/** The order is over: its certificate is not to be installed. */
	hint?: string;
}

/** Only its chain tells the serial number of a certificate by its own ID. */
async function namedBy(services: Services, certificateId: Id): Promise<Issued> {
	const { leaf } = await getChain(services, certificateId);
	return { certificateId, serial: leaf.certificate.serialNumber };
}

/** An order has a certificate ID before it is issued; a download would only say 404. */
export async function issuedOf(services: Services, which: Which): Promise<Found> {
	if (which.orderId === undefined) return await namedBy(services, which.certificateId ?? 0);
	const order = await getOrder(services, which.orderId);
	const issued =
		which.spki === undefined ? ownOf(order) : await issuedOfKey(services, order, which.spki);
	return { ...issued, ...remarkOn(order) };
}

/** A serial number exists once it is issued: during a reissue, or when expired, it stays. */
function ownOf(order: OrderInfo): Issued {
	const { certificateId, serialNumber: serial, status } = order;
	if (certificateId === undefined || !(status === 'issued' || serial)) throw notIssued(order);
	return { certificateId, serial };
}

function remarkOn(order: OrderInfo): Pick<Found, 'hint'> {
	const { state, vendorStatus, nextStep } = statusOfOrder(order, Date.now());
	if (state !== 'failed') return {};
	return {
		hint: `Order ${order.id} is "${vendorStatus}": do not install its certificate. ${nextStep}`,
	};
}
