import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';

const ALGORITHM = {
	'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
	'RSA 2048': {
		name: 'RSASSA-PKCS1-v1_5',
		modulusLength: 2048,
		publicExponent: new Uint8Array([1, 0, 1]),
		hash: 'SHA-256',
	},
};

export type KeyType = keyof typeof ALGORITHM;

export const newKeys = async (type: KeyType): Promise<webcrypto.CryptoKeyPair> =>
	await webcrypto.subtle.generateKey(ALGORITHM[type], true, ['sign', 'verify']);

/** What an appliance's admin exports: a PKCS#10 in PEM; the private key is thrown away. */
export async function newCsr(commonName: string, given?: webcrypto.CryptoKeyPair): Promise<string> {
	const keys = given ?? (await newKeys('P-256'));
	const request = await Pkcs10CertificateRequestGenerator.create(
		{
			name: [{ CN: [commonName] }],
			keys,
			signingAlgorithm: { name: keys.privateKey.algorithm.name, hash: 'SHA-256' },
			extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: commonName }])],
		},
		webcrypto,
	);
	return request.toString('pem');
}
