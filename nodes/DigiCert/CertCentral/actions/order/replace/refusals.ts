import { Failure } from '../../../../../shared/failure';
import type { OrderInfo } from '../../../../api/orderInfo';
import { DIGICERT_OWN } from '../../../../transport/ownCodes';

/** DigiCert leaves the list out where there is nothing on it, and where it does not show it. */
export const namesNotShown = ({ id, commonName }: OrderInfo): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.notReplaceable.code,
		message: `Nothing was sent. DigiCert shows the common name ${commonName} of order ${id} and no list of its names: a certificate with fewer of them would revoke the ones before it`,
		ids: { orderId: id },
		nextStep: 'Replace this one in CertCentral, where all its names are shown.',
	});

/** A duplicate ends with the certificate. */
export const expired = ({ id, validTill }: OrderInfo): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.notReplaceable.code,
		message: `Nothing was sent. The certificate of order ${id} has expired on ${validTill}, and a duplicate would end with it`,
		ids: { orderId: id },
		nextStep: 'Reissue it first (Order > Reissue).',
	});

export const notIssued = ({ id, status }: OrderInfo): Failure =>
	new Failure({
		class: 'notEligible',
		code: DIGICERT_OWN.notReplaceable.code,
		message: `Order ${id} is "${status}"${['issued', 'expired'].includes(status) ? ', and its term is over' : ''}, so it has no certificate that can be replaced`,
		ids: { orderId: id },
		nextStep:
			'Place a new order (Order > Create), or wait until this one leaves Check Status by Done.',
	});
