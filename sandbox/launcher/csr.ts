import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** What an appliance's admin exports: a PKCS#10 in PEM; the private key is thrown away. */
export async function newCsr(commonName: string): Promise<string> {
	const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const request = await Pkcs10CertificateRequestGenerator.create(
		{
			name: [{ CN: [commonName] }],
			keys,
			signingAlgorithm: ALGORITHM,
			extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: commonName }])],
		},
		webcrypto,
	);
	return request.toString('pem');
}
