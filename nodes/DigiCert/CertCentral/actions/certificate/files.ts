import { X509Certificate } from 'node:crypto';

import { Failure } from '../../../../shared/failure';
import { OWN } from '../../../../shared/ownCodes';
import { plainSerial } from '../../../api/orderCertificates';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import type { Id } from '../../../../shared/values';

const PEM = 'application/x-pem-file';

/** Formats of the glossary; text ones go into the item, all of them can become a file. */
export const FORMATS = {
	pem_all: { extension: 'pem', mime: PEM, label: 'CERTIFICATE' },
	pem_noroot: { extension: 'pem', mime: PEM, label: 'CERTIFICATE' },
	pem_nointermediate: { extension: 'pem', mime: PEM, label: 'CERTIFICATE' },
	p7b: { extension: 'p7b', mime: 'application/x-pkcs7-certificates', label: 'PKCS7' },
	default_pem: { extension: 'zip', mime: 'application/zip', label: undefined },
	apache: { extension: 'zip', mime: 'application/zip', label: undefined },
} as const;

export type Format = keyof typeof FORMATS;

/** A web page or half a file under status 200 is no certificate. */
export function isWhole(bytes: Buffer, label: string | undefined): boolean {
	if (!label) return bytes.subarray(0, 2).toString('latin1') === 'PK';
	const text = bytes.toString('utf8').trim();
	const count = (word: string) => text.split(`-----${word} ${label}-----`).length;
	return text.startsWith('-----BEGIN ') && count('BEGIN') > 1 && count('BEGIN') === count('END');
}

export const brokenFile = (id: Id): Failure =>
	new Failure({
		class: 'settle',
		code: OWN.unreadable.code,
		message: `What DigiCert sent for certificate ${id} is not a whole file of this format`,
		ids: { certificateId: id },
		nextStep: 'Download again in a minute.',
	});

/** OpenSSL's words for what it cannot read say nothing to a certificate manager. */
export function certificateFields(pem: string, id: Id) {
	try {
		const certificate = new X509Certificate(pem);
		return {
			serialNumber: certificate.serialNumber,
			subject: certificate.subject,
			validFrom: new Date(certificate.validFrom).toISOString(),
			validTo: new Date(certificate.validTo).toISOString(),
		};
	} catch {
		throw brokenFile(id);
	}
}

/** DigiCert has been seen to send the PEM of another certificate of the same order. */
export function sameSerial(expected: string, shown: string, id: Id): void {
	if (plainSerial(expected) === plainSerial(shown)) return;
	throw new Failure({
		class: 'settle',
		code: DIGICERT_OWN.otherCertificate.code,
		message: `DigiCert sent another certificate (serial ${shown}) than the one with ID ${id} (serial ${expected})`,
		ids: { certificateId: id },
		nextStep: 'Download again in a minute; do not install what came.',
	});
}
