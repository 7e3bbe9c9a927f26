import 'reflect-metadata';
import { generateKeyPairSync, type KeyObject, sign, webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';

import { type CsrFault } from '../../../../../nodes/shared/certificate/csr';
import { accepted, fault, pemOf } from './requests';

x509.cryptoProvider.set(webcrypto);

/** Writes DER by hand, for requests that no well-behaved library makes. */
const tlv = (tag: number, ...parts: Uint8Array[]): Buffer => {
	const content = Buffer.concat(parts);
	const size = content.length;
	const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
	return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const oid = (hex: string) => tlv(6, Buffer.from(hex, 'hex'));
const SHA256_ECDSA = oid('2a8648ce3d040302');
const SHA256_RSA = oid('2a864886f70d01010b');
const MD5_RSA = oid('2a864886f70d010104');
const ED25519 = oid('2b6570');
const RSA = oid('2a864886f70d010101');
const COMMON_NAME = oid('550403');

function handMade(
	keys: { publicKey: KeyObject; privateKey: KeyObject },
	algorithm: Buffer,
	{
		hash = 'sha256' as string | null,
		value = tlv(12, Buffer.from('a.example.com')),
		more = [] as Buffer[],
		rest = [tlv(0xa0)],
		spki = keys.publicKey.export({ type: 'spki', format: 'der' }) as Buffer,
	} = {},
): string {
	const info = tlv(
		0x30,
		tlv(2, Buffer.from([0])),
		tlv(0x30, ...[value, ...more].map((one) => tlv(0x31, tlv(0x30, COMMON_NAME, one)))),
		spki,
		...rest,
	);
	const signature = sign(hash, info, keys.privateKey);
	return pemOf(tlv(0x30, info, tlv(0x30, algorithm), tlv(3, Buffer.from([0]), signature)));
}

/** An RSA key whose modulus was written longer than it is. */
function padded(key: KeyObject) {
	const { n = '', e = '' } = key.export({ format: 'jwk' });
	const modulus = tlv(2, Buffer.alloc(256), Buffer.from(n, 'base64url'));
	const bits = tlv(0x30, modulus, tlv(2, Buffer.from(e, 'base64url')));
	return tlv(0x30, tlv(0x30, RSA, tlv(5)), tlv(3, Buffer.from([0]), bits));
}

describe('readCsr judges like a CA', () => {
	const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const rsa2048 = generateKeyPairSync('rsa', { modulusLength: 2048 });

	test('accepts a request without attributes, and one without the attribute list', () => {
		expect(accepted(handMade(p256, SHA256_ECDSA)).dnsNames).toEqual([]);
		expect(accepted(handMade(p256, SHA256_ECDSA, { rest: [] })).dnsNames).toEqual([]);
	});

	test('reads the character strings of older tools', () => {
		const name = 'bücher.example.com';
		const bmp = Buffer.from(name, 'utf16le').swap16();
		const universal = Buffer.concat(
			Array.from(name, (letter) => Buffer.from([0, 0, 0, letter.codePointAt(0) ?? 0])),
		);
		const values = [tlv(0x1c, universal), tlv(0x1e, bmp), tlv(0x14, Buffer.from(name, 'latin1'))];
		for (const value of values) {
			expect(accepted(handMade(p256, SHA256_ECDSA, { value })).subject.commonName).toBe(name);
		}
	});

	test('tells every common name, the first as that of the subject', () => {
		const more = [tlv(12, Buffer.from('b.example.com'))];
		const { commonNames, subject } = accepted(handMade(p256, SHA256_ECDSA, { more }));
		expect(commonNames).toEqual(['a.example.com', 'b.example.com']);
		expect(subject.commonName).toBe('a.example.com');
	});

	test.each([
		[0x1c, 'abc'],
		[0x1c, '\x00\x11\x00\x00'],
		[0x1e, 'abc'],
	])('a string of kind %i that is none is damage', (tag, bytes) => {
		const value = tlv(tag, Buffer.from(bytes, 'latin1'));
		expect(fault(handMade(p256, SHA256_ECDSA, { value }))).toBe('broken');
	});

	test.each<[CsrFault, string, () => string]>([
		[
			'weakKey',
			'RSA 1024',
			() => handMade(generateKeyPairSync('rsa', { modulusLength: 1024 }), SHA256_RSA),
		],
		[
			'weakKey',
			'RSA 1024 behind zeros',
			() => {
				const keys = generateKeyPairSync('rsa', { modulusLength: 1024 });
				return handMade(keys, SHA256_RSA, { spki: padded(keys.publicKey) });
			},
		],
		[
			'curve',
			'secp256k1',
			() => handMade(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }), SHA256_ECDSA),
		],
		['keyType', 'Ed25519', () => handMade(generateKeyPairSync('ed25519'), ED25519, { hash: null })],
		['signatureAlgorithm', 'MD5', () => handMade(rsa2048, MD5_RSA, { hash: 'md5' })],
		['signatureAlgorithm', 'RSA over an EC key', () => handMade(p256, SHA256_RSA)],
		[
			'signature',
			'a foreign private key',
			() =>
				handMade(
					{ ...p256, privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey },
					SHA256_ECDSA,
				),
		],
		[
			'signature',
			'another hash than named',
			() => handMade(p256, SHA256_ECDSA, { hash: 'sha384' }),
		],
	])('%s: %s', (expected, _title, write) => {
		expect(fault(write())).toBe(expected);
	});
});
