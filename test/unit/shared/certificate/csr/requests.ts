import 'reflect-metadata';
import { generateKeyPairSync, webcrypto, type webcrypto as WebCrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';

import {
	type Csr,
	CSR_FAULT,
	type CsrFault,
	readCsr,
} from '../../../../../nodes/shared/certificate/csr';

type KeyPair = WebCrypto.CryptoKeyPair;

type Key = Pick<Csr, 'keyAlgorithm' | 'keyBits' | 'curve'>;

export interface Kind {
	title: string;
	signing: { name: string; hash: string; namedCurve?: string; saltLength?: number };
	expected: Key;
}

export const rsa = (name: string, hash: string): Kind => ({
	title: `RSA 2048, ${name}, ${hash}`,
	signing: { name, hash, ...(name === 'RSA-PSS' && { saltLength: 32 }) },
	expected: { keyAlgorithm: 'RSA', keyBits: 2048 },
});

export const ec = (curve: string, hash: string, keyBits: number): Kind => ({
	title: `${curve}, ${hash}`,
	signing: { name: 'ECDSA', namedCurve: curve, hash },
	expected: { keyAlgorithm: 'EC', keyBits, curve },
});

export const RSA_SHA256 = rsa('RSASSA-PKCS1-v1_5', 'SHA-256');
export const RSA_PSS = rsa('RSA-PSS', 'SHA-256');
export const P256 = ec('P-256', 'SHA-256', 256);
const rsaPair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Key pairs are dear, so all RSA kinds share one. */
async function keyPair({ signing }: Kind): Promise<KeyPair> {
	const { subtle } = webcrypto;
	const isEc = signing.namedCurve !== undefined;
	const { publicKey, privateKey } = isEc
		? generateKeyPairSync('ec', { namedCurve: signing.namedCurve ?? '' })
		: rsaPair;
	const spki = publicKey.export({ type: 'spki', format: 'der' });
	const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
	return {
		publicKey: await subtle.importKey('spki', spki, signing, true, ['verify']),
		privateKey: await subtle.importKey('pkcs8', pkcs8, signing, true, ['sign']),
	};
}

interface Content {
	name?: ConstructorParameters<typeof x509.Name>[0];
	dnsNames?: string[];
}

export async function request(
	kind: Kind,
	{ name = 'CN=www.example.com', dnsNames = [] }: Content = {},
) {
	const names = dnsNames.map((value) => ({ type: 'dns' as const, value }));
	return await x509.Pkcs10CertificateRequestGenerator.create({
		name,
		keys: await keyPair(kind),
		signingAlgorithm: kind.signing,
		extensions: names.length ? [new x509.SubjectAlternativeNameExtension(names)] : [],
	});
}

export const pemOf = (der: Uint8Array, label = 'CERTIFICATE REQUEST') =>
	`-----BEGIN ${label}-----\n${Buffer.from(der)
		.toString('base64')
		.replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

export function accepted(text: string): Csr {
	const reading = readCsr(text);
	if (!reading.ok) throw new Error(reading.reason);
	return reading.csr;
}

export function fault(text: string): CsrFault | 'accepted' {
	const reading = readCsr(text);
	if (reading.ok) return 'accepted';
	expect(reading.reason).toBe(CSR_FAULT[reading.fault]);
	return reading.fault;
}
