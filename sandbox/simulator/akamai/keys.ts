import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { CsrFields, EnrollmentFields, KeyAlgorithm, KeyPairPem } from './model';
import { namesOf } from './model';

const RSA = {
	name: 'RSASSA-PKCS1-v1_5',
	hash: 'SHA-256',
	modulusLength: 2048,
	publicExponent: new Uint8Array([1, 0, 1]),
};

const ECDSA = { name: 'ECDSA', hash: 'SHA-256', namedCurve: 'P-256' };

async function newKeys(keyAlgorithm: KeyAlgorithm): Promise<webcrypto.CryptoKeyPair> {
	const usages = ['sign', 'verify'] as const;
	return keyAlgorithm === 'RSA'
		? await webcrypto.subtle.generateKey(RSA, true, usages)
		: await webcrypto.subtle.generateKey(ECDSA, true, usages);
}

function subjectOf({ cn, c, st, l, o, ou }: CsrFields): x509.JsonName {
	const fields = { C: c, ST: st, L: l, O: o, OU: ou, CN: cn };
	return Object.entries(fields).flatMap(([name, value]) => (value ? [{ [name]: [value] }] : []));
}

/** CPS keeps the private key to itself; here it is forgotten at once, since nothing needs it. */
async function newCsr(fields: EnrollmentFields, keyAlgorithm: KeyAlgorithm): Promise<KeyPairPem> {
	const keys = await newKeys(keyAlgorithm);
	const names = fields.thirdParty?.excludeSans ? [] : namesOf(fields);
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: subjectOf(fields.csr),
		keys,
		signingAlgorithm: keyAlgorithm === 'RSA' ? RSA : ECDSA,
		extensions: names.length
			? [new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))]
			: [],
	});
	return {
		keyAlgorithm,
		csr: `${request.toString('pem').trim()}\n`,
		spki: Buffer.from(request.publicKey.rawData).toString('base64'),
	};
}

const ALGORITHMS: KeyAlgorithm[] = ['RSA', 'ECDSA'];

/** One CSR each for RSA and ECDSA, also without multi-stacked certificates: one of them is signed. */
export const newCsrs = async (fields: EnrollmentFields): Promise<KeyPairPem[]> =>
	await Promise.all(ALGORITHMS.map(async (algorithm) => await newCsr(fields, algorithm)));
