import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';
import fc from 'fast-check';

import type { Kind } from './requests';
import { accepted, ec, P256, request, rsa, RSA_PSS, RSA_SHA256 } from './requests';

x509.cryptoProvider.set(webcrypto);

const KINDS: Kind[] = [
	RSA_SHA256,
	RSA_PSS,
	P256,
	rsa('RSASSA-PKCS1-v1_5', 'SHA-1'),
	rsa('RSASSA-PKCS1-v1_5', 'SHA-384'),
	rsa('RSASSA-PKCS1-v1_5', 'SHA-512'),
	rsa('RSA-PSS', 'SHA-384'),
	ec('P-256', 'SHA-512', 256),
	ec('P-384', 'SHA-384', 384),
	ec('P-521', 'SHA-512', 521),
];

describe('readCsr agrees with another library', () => {
	const label = fc
		.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/)
		.filter((text) => !text.startsWith('xn--'));
	const dnsName = fc.tuple(fc.boolean(), label, label).map(([isWildcard, host, zone]) => {
		return `${isWildcard ? '*.' : ''}${host}.${zone}.example.com`;
	});
	const text = fc
		.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
		.filter((value) => value.trim() === value && !/\p{Cc}/u.test(value));

	test('about subject, names, key and signature of whatever it generates', async () => {
		const kinds = fc.constantFrom(...KINDS);
		await fc.assert(
			fc.asyncProperty(
				kinds,
				dnsName,
				fc.array(dnsName, { maxLength: 20 }),
				text,
				async (kind, commonName, dnsNames, organization) => {
					const name: x509.JsonNameParams = [
						{ CN: [commonName] },
						{ O: [{ utf8String: organization }] },
						{ C: ['CH'] },
					];
					const made = await request(kind, { name, dnsNames });
					const csr = accepted(made.toString('pem'));
					expect(csr).toMatchObject({
						...kind.expected,
						subject: { commonName, organization, country: 'CH' },
						dnsNames,
						signatureValid: true,
					});
					const spki = Buffer.from(made.publicKey.rawData);
					expect(csr.spkiSha256).toBe(createHash('sha256').update(spki).digest('hex'));
					expect(x509.PemConverter.decodeFirst(csr.pem)).toEqual(made.rawData);
				},
			),
			{ numRuns: 100 },
		);
	}, 60_000);

	test.each(KINDS)('$title', async (kind) => {
		const made = await request(kind, {});
		expect(accepted(made.toString('pem'))).toMatchObject(kind.expected);
	});

	test('reads every subject field', async () => {
		const name =
			'CN=a.example.com, O="Example, Inc.", OU=IT, L=Zürich, ST=ZH, C=CH, E=admin@example.com';
		const made = await request(RSA_SHA256, { name });
		expect(accepted(made.toString('pem'))).toMatchObject({
			dnsNames: [],
			subject: {
				commonName: 'a.example.com',
				organization: 'Example, Inc.',
				organizationalUnit: 'IT',
				locality: 'Zürich',
				state: 'ZH',
				country: 'CH',
				emailAddress: 'admin@example.com',
			},
		});
	});
});
