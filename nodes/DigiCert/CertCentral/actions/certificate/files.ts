import { X509Certificate } from 'node:crypto';

import { readDer, TAG } from '../../../../shared/certificate/csr/der';
import type { PemBlock } from '../../../../shared/certificate/pem';
import { decodeBase64, pemBlocks } from '../../../../shared/certificate/pem';
import { plainSerial } from '../../../../shared/certificate/serial';
import { Failure } from '../../../../shared/failure';
import { OWN } from '../../../../shared/ownCodes';
import type { Id } from '../../../../shared/values';
import { DIGICERT_OWN } from '../../../transport/ownCodes';
import { zipEntries } from './zip';

/** What a file can be; text goes into the item, and all of it can become a file. */
interface Kind {
	extension: string;
	mime: string;
	/** Of its blocks, where it is text. */
	label?: 'CERTIFICATE' | 'PKCS7';
}

const PEM: Kind = { extension: 'pem', mime: 'application/x-pem-file', label: 'CERTIFICATE' };
const P7B: Kind = { extension: 'p7b', mime: 'application/x-pkcs7-certificates', label: 'PKCS7' };
const CER: Kind = { ...P7B, extension: 'cer' };
const ZIP: Kind = { extension: 'zip', mime: 'application/zip' };

/** Formats of the glossary; which kind a server platform gets is known from what comes only. */
export const FORMATS = {
	pem_all: [PEM],
	pem_noroot: [PEM],
	pem_nointermediate: [PEM],
	p7b: [P7B],
	cer: [CER],
	default: [ZIP],
	default_cer: [ZIP],
	default_pem: [ZIP],
	apache: [ZIP],
	platform: [PEM, P7B, ZIP],
} satisfies Record<string, Kind[]>;

export type Format = keyof typeof FORMATS;

/** Undefined for what is none of the kinds that this format has. */
export const kindOf = (bytes: Buffer, format: Format): Kind | undefined =>
	FORMATS[format].find(({ label }) => isWhole(bytes, label));

/** A web page, half a file, or one with something behind it under status 200 is no certificate. */
export function isWhole(bytes: Buffer, label: Kind['label']): boolean {
	if (!label) return (zipEntries(bytes) ?? []).length > 0;
	const text = bytes.toString('utf8').trim();
	const blocks = pemBlocks(text);
	const isArmoured = text.startsWith('-----BEGIN ') && text.replace(BLOCKS, '').trim() === '';
	return isArmoured && blocks.length > 0 && blocks.every((block) => isBlock(block, label));
}

const BLOCKS = /-----BEGIN [A-Z0-9 ]{1,40}-----[^-]*-----END [A-Z0-9 ]{1,40}-----/g;

/** Its Base64 is whole, and holds one element that ends where it does. */
function isBlock({ label, base64 }: PemBlock, wanted: string): boolean {
	const der = label === wanted ? decodeBase64(base64) : undefined;
	if (!der) return false;
	try {
		if (wanted === 'CERTIFICATE') return new X509Certificate(der).serialNumber !== '';
		return readDer(der).tag === TAG.sequence;
	} catch {
		return false;
	}
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

/** DigiCert has been seen to send another certificate of the same order. */
export function sameSerial(expected: string, shown: string[], id: Id): void {
	const isExpected = (serial: string) => plainSerial(serial) === plainSerial(expected);
	if (shown.length === 0 || shown.some(isExpected)) return;
	throw new Failure({
		class: 'settle',
		code: DIGICERT_OWN.otherCertificate.code,
		message: `DigiCert sent another certificate (serial ${shown[0]}) than the one with ID ${id} (serial ${expected})`,
		ids: { certificateId: id },
		nextStep: 'Download again in a minute; do not install what came.',
	});
}
