import 'reflect-metadata';
import { webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';
import fc from 'fast-check';

import { normalizePem, readCsr } from '../../../../../nodes/shared/certificate/csr';
import { fault, P256, pemOf, request, RSA_PSS, RSA_SHA256 } from './requests';

x509.cryptoProvider.set(webcrypto);

let der: Buffer;
beforeAll(async () => {
	der = Buffer.from((await request(RSA_SHA256, { dnsNames: ['www.example.com'] })).rawData);
});

describe('readCsr refuses damage', () => {
	test.each([RSA_SHA256, RSA_PSS, P256])('of any single byte: $title', async (kind) => {
		const made = await request(kind, { dnsNames: ['www.example.com'] });
		const bytes = Buffer.from(made.rawData);
		for (let at = 0; at < bytes.length; at++) {
			const damaged = Buffer.from(bytes);
			damaged[at] = (bytes[at] ?? 0) ^ (1 << at % 8);
			expect([at, readCsr(pemOf(damaged)).ok]).toEqual([at, false]);
		}
	});

	test('of several bytes anywhere, missing bytes and added bytes', () => {
		const position = fc.nat({ max: 4096 });
		fc.assert(
			fc.property(position, fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, bytes) => {
				const start = at % der.length;
				const damaged = Buffer.from(der);
				damaged.set(bytes.subarray(0, der.length - start), start);
				fc.pre(!damaged.equals(der));
				expect(fault(pemOf(damaged))).not.toBe('accepted');
				expect(fault(pemOf(der.subarray(0, start)))).not.toBe('accepted');
				expect(fault(pemOf(Buffer.concat([der, bytes])))).toBe('broken');
			}),
			{ numRuns: 500 },
		);
	});

	test('and never throws, whatever the text', () => {
		const anything = fc.string({ unit: 'binary', maxLength: 300 });
		const armoured = fc.uint8Array({ maxLength: 300 }).map((bytes) => pemOf(bytes));
		const pieces = fc.array(
			fc.constantFrom(
				'-----BEGIN ',
				'CERTIFICATE REQUEST',
				'-----',
				'\\n',
				'MIIC',
				'-----END ',
				' ',
				'=',
			),
		);
		const mixed = pieces.map((parts) => parts.join(''));
		fc.assert(
			fc.property(fc.oneof(anything, armoured, mixed), (text) => {
				expect(fault(text)).not.toBe('accepted');
				expect(typeof normalizePem(text)).toBe('string');
			}),
			{ numRuns: 2000 },
		);
	});
});
