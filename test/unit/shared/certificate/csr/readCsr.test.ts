import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import {
	createHash,
	generateKeyPairSync,
	sign,
	webcrypto,
	type KeyObject,
	type webcrypto as WebCrypto,
} from 'node:crypto';

import {
	CSR_FAULT,
	normalizePem,
	readCsr,
	type Csr,
	type CsrFault,
} from '../../../../../nodes/shared/certificate/csr';

x509.cryptoProvider.set(webcrypto);

type KeyPair = WebCrypto.CryptoKeyPair;

type Key = Pick<Csr, 'keyAlgorithm' | 'keyBits' | 'curve'>;

interface Kind {
	title: string;
	signing: { name: string; hash: string; namedCurve?: string; saltLength?: number };
	expected: Key;
}

const rsa = (name: string, hash: string): Kind => ({
	title: `RSA 2048, ${name}, ${hash}`,
	signing: { name, hash, ...(name === 'RSA-PSS' && { saltLength: 32 }) },
	expected: { keyAlgorithm: 'RSA', keyBits: 2048 },
});

const ec = (curve: string, hash: string, keyBits: number): Kind => ({
	title: `${curve}, ${hash}`,
	signing: { name: 'ECDSA', namedCurve: curve, hash },
	expected: { keyAlgorithm: 'EC', keyBits, curve },
});

const RSA_SHA256 = rsa('RSASSA-PKCS1-v1_5', 'SHA-256');
const RSA_PSS = rsa('RSA-PSS', 'SHA-256');
const P256 = ec('P-256', 'SHA-256', 256);
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

async function request(kind: Kind, { name = 'CN=www.example.com', dnsNames = [] }: Content = {}) {
	const names = dnsNames.map((value) => ({ type: 'dns' as const, value }));
	return await x509.Pkcs10CertificateRequestGenerator.create({
		name,
		keys: await keyPair(kind),
		signingAlgorithm: kind.signing,
		extensions: names.length ? [new x509.SubjectAlternativeNameExtension(names)] : [],
	});
}

const pemOf = (der: Uint8Array, label = 'CERTIFICATE REQUEST') =>
	`-----BEGIN ${label}-----\n${Buffer.from(der)
		.toString('base64')
		.replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

function accepted(text: string): Csr {
	const reading = readCsr(text);
	if (!reading.ok) throw new Error(reading.reason);
	return reading.csr;
}

function fault(text: string): CsrFault | 'accepted' {
	const reading = readCsr(text);
	if (reading.ok) return 'accepted';
	expect(reading.reason).toBe(CSR_FAULT[reading.fault]);
	return reading.fault;
}

let pem: string;
let der: Buffer;
beforeAll(async () => {
	der = Buffer.from((await request(RSA_SHA256, { dnsNames: ['www.example.com'] })).rawData);
	pem = pemOf(der);
});

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

describe('readCsr accepts a CSR as people paste it', () => {
	test.each<[string, (pem: string) => string]>([
		['as written by OpenSSL', (text) => text],
		['with CRLF', (text) => text.replace(/\n/g, '\r\n')],
		['with old Mac line ends', (text) => text.replace(/\n/g, '\r')],
		['with escaped \\n', (text) => text.replace(/\n/g, '\\n')],
		['with escaped \\r\\n', (text) => text.replace(/\n/g, '\\r\\n')],
		['with a twice escaped \\n', (text) => text.replace(/\n/g, '\\\\n')],
		['with escaped slashes', (text) => text.replace(/\//g, '\\/').replace(/\n/g, '\\n')],
		['on a single line with blanks', (text) => text.replace(/\n/g, ' ')],
		['on a single line without anything', (text) => text.replace(/\n/g, '')],
		['indented, with blank lines around', (text) => `\n\n  ${text.replace(/\n/g, '\n    ')}\n`],
		['with a byte order mark', (text) => `\uFEFF${text}`],
		['with the older header', (text) => text.replace(/CERTIFICATE/g, 'NEW CERTIFICATE')],
		['with the text form before it', (text) => `Certificate Request:\n    Data:\n${text}`],
	])('%s', (_title, write) => {
		expect(accepted(write(pem)).pem).toBe(pem);
	});
});

describe('readCsr says what was pasted instead', () => {
	test.each<[CsrFault, string, () => string]>([
		['empty', 'nothing', () => ''],
		['empty', 'blanks', () => ' \n\t'],
		['notPem', 'prose', () => 'please see attachment'],
		['notPem', 'base64 without armour', () => der.toString('base64')],
		['notPem', 'a cut off block', () => pem.slice(0, -40)],
		['notPem', 'a public key', () => pemOf(der, 'PUBLIC KEY')],
		['severalBlocks', 'two requests', () => pem + pem],
		['severalBlocks', 'a request and half a second one', () => pem + pem.slice(0, 200)],
		['severalBlocks', 'a request and a certificate', () => pem + pemOf(der, 'CERTIFICATE')],
		['certificate', 'a certificate', () => pemOf(der, 'CERTIFICATE')],
		['certificate', 'a chain', () => pemOf(der, 'CERTIFICATE').repeat(3)],
		['broken', 'broken base64', () => pem.replace(/M/, '*')],
		['broken', 'something else in its armour', () => pemOf(Buffer.from('hello'))],
		['broken', 'an empty block', () => pemOf(Buffer.alloc(0))],
	])('%s: %s', (expected, _title, write) => {
		expect(fault(write())).toBe(expected);
	});

	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
	test.each<[string, () => string]>([
		['PKCS#8', () => keyPem],
		['SEC 1', () => privateKey.export({ type: 'sec1', format: 'pem' }) as string],
		['cut off', () => keyPem.slice(0, 80)],
		['behind a request', () => pem + keyPem],
		['with escaped line ends', () => keyPem.replace(/\n/g, '\\n')],
		['of PuTTY', () => 'PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 14\nAAAA'],
	])('privateKey: %s, which is not echoed', (_title, write) => {
		const text = write();
		expect(fault(text)).toBe('privateKey');
		const body = text.split(/\n|\\n/).filter((line) => /^[A-Za-z0-9+/=]{16,}$/.test(line));
		for (const line of body) expect(JSON.stringify(readCsr(text))).not.toContain(line);
	});
});

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
		rest = [tlv(0xa0)],
		spki = keys.publicKey.export({ type: 'spki', format: 'der' }) as Buffer,
	} = {},
): string {
	const info = tlv(
		0x30,
		tlv(2, Buffer.from([0])),
		tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, value))),
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
		const values = [tlv(0x1e, bmp), tlv(0x14, Buffer.from(name, 'latin1'))];
		for (const value of values) {
			expect(accepted(handMade(p256, SHA256_ECDSA, { value })).subject.commonName).toBe(name);
		}
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
