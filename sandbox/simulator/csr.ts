import 'reflect-metadata';
import { createHash } from 'node:crypto';
import type { PublicKey } from '@peculiar/x509';
import { Pkcs10CertificateRequest, SubjectAlternativeNameExtension } from '@peculiar/x509';

export type CsrCheck =
	| {
			ok: true;
			commonName: string;
			dnsNames: string[];
			keyAlgorithm: string;
			keySize: number;
			spkiSha256: string;
	  }
	| { ok: false; reason: string };

const PEM =
	/^\s*-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END (?:NEW )?CERTIFICATE REQUEST-----\s*$/;

const CURVE_BITS: Record<string, number> = { 'P-256': 256, 'P-384': 384, 'P-521': 521 };

interface KeyParameters {
	name: string;
	modulusLength?: number;
	namedCurve?: string;
}

const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

export function parseCsr(pem: string): Pkcs10CertificateRequest | undefined {
	const base64 = PEM.exec(pem)?.[1];
	if (!base64) return undefined;
	try {
		return new Pkcs10CertificateRequest(Buffer.from(base64, 'base64'));
	} catch {
		return undefined;
	}
}

async function signatureHolds(request: Pkcs10CertificateRequest): Promise<boolean> {
	try {
		return await request.verify();
	} catch {
		return false;
	}
}

/** RSA from 2048 bits, or one of the three NIST curves (both vendors' CSR requirements). */
function keyOf({ algorithm }: PublicKey): { keyAlgorithm: string; keySize: number } | undefined {
	const { name, modulusLength = 0, namedCurve = '' } = algorithm as KeyParameters;
	if (name.startsWith('RSA') && modulusLength >= 2048) {
		return { keyAlgorithm: 'RSA', keySize: modulusLength };
	}
	const keySize = CURVE_BITS[namedCurve];
	return name === 'ECDSA' && keySize ? { keyAlgorithm: name, keySize } : undefined;
}

function dnsNamesOf(request: Pkcs10CertificateRequest): string[] {
	const extension = request.getExtension(SUBJECT_ALTERNATIVE_NAME);
	if (!extension) return [];
	const { names } = new SubjectAlternativeNameExtension(extension.rawData);
	return names.items.filter(({ type }) => type === 'dns').map(({ value }) => value);
}

export async function checkCsr(pem: string): Promise<CsrCheck> {
	const request = parseCsr(pem);
	if (!request) return { ok: false, reason: 'The CSR is not one PKCS#10 request in PEM.' };
	if (!(await signatureHolds(request))) {
		return { ok: false, reason: 'The signature of the CSR is not valid.' };
	}
	const { publicKey } = request;
	const key = keyOf(publicKey);
	if (!key) return { ok: false, reason: 'The key of the CSR is too weak or of an unknown kind.' };
	return {
		ok: true,
		commonName: request.subjectName.getField('CN')[0] ?? '',
		dnsNames: dnsNamesOf(request),
		...key,
		spkiSha256: createHash('sha256').update(Buffer.from(publicKey.rawData)).digest('hex'),
	};
}

/** Of a request that was accepted once. */
export function keySizeOf(pem: string): number | undefined {
	const request = parseCsr(pem);
	return request && keyOf(request.publicKey)?.keySize;
}
