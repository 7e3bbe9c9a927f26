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

/** Which certificate is meant: the one of an order that serves, or any by its own ID. */
export const whichFields = (label: string) => [
	choice(label, 'downloadBy', 'How the certificate is named', {
		default: 'order',
		options: [
			['certificate', 'Certificate ID', 'Any certificate, duplicates and reissues too'],
			['order', 'Order', 'The active certificate of the order'],
		],
	}),
	{ ...orderId, displayOptions: { show: { downloadBy: ['order'] } } },
	text('Certificate ID', 'certificateId', 'The certificate ID, which is not the order ID', {
		required: true,
		displayOptions: { show: { downloadBy: ['certificate'] } },
		placeholder: 'e.g. 445566',
	}),
];

export interface Which {
	orderId?: Id;
	certificateId?: Id;
}

export const readWhich = (reader: Reader): Which =>
	reader.requiredChoice('downloadBy', ['order', 'certificate']) === 'certificate'
		? { certificateId: reader.requiredId('certificateId') }
		: { orderId: reader.requiredId('orderId') };

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
	// A serial number exists once it is issued: during a reissue, or when expired, it stays.
	if (certificateId !== undefined && (order.status === 'issued' || serial)) {
		const hint = `Order ${id} is "${status.vendorStatus}": do not install its certificate. ${status.nextStep}`;
		return { certificateId, serial, ...(isOver ? { hint } : {}) };
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
