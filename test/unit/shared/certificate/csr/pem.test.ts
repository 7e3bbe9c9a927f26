import 'reflect-metadata';
import { webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';
import fc from 'fast-check';

import { normalizePem } from '../../../../../nodes/shared/certificate/csr';
import { pemOf, request, RSA_SHA256 } from './requests';

x509.cryptoProvider.set(webcrypto);

let der: Buffer;
beforeAll(async () => {
	der = Buffer.from((await request(RSA_SHA256, { dnsNames: ['www.example.com'] })).rawData);
});

describe('normalizePem', () => {
	test('rewraps each block of a chain and drops what stands around them', () => {
		const chain = pemOf(der, 'CERTIFICATE').repeat(2);
		const pasted = `subject=CN\\n${chain.replace(/\n/g, '\\r\\n')} `;
		expect(normalizePem(pasted)).toBe(chain);
	});

	test('is settled after one round', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
				const once = normalizePem(pemOf(bytes).replace(/\n/g, ' '));
				expect(once).toBe(pemOf(bytes));
				expect(normalizePem(once)).toBe(once);
			}),
		);
	});

	test('leaves other text alone but for its line ends', () => {
		expect(normalizePem(' one\\ntwo\r\n')).toBe('one\ntwo');
	});
});
