import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';

import { type CsrFault, readCsr } from '../../../../../nodes/shared/certificate/csr';
import { accepted, fault, pemOf, request, RSA_SHA256 } from './requests';

x509.cryptoProvider.set(webcrypto);

let pem: string;
let der: Buffer;
beforeAll(async () => {
	der = Buffer.from((await request(RSA_SHA256, { dnsNames: ['www.example.com'] })).rawData);
	pem = pemOf(der);
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
		['with the older header in front only', (text) => text.replace('BEGIN ', 'BEGIN NEW ')],
		['with blanks at the end of each line', (text) => text.replace(/\n/g, '  \t\n')],
		['with blanks within the header', (text) => text.replace(/REQUEST-/g, 'REQUEST -')],
		['with blanks that do not break', (text) => text.replace(/\n/g, '\u00a0\n')],
		['with marks of no width', (text) => text.replace(/\n/g, '\u200b\n')],
		[
			'with bag attributes around',
			(text) =>
				`Bag Attributes\n    localKeyID: 01 00 00 00\n    friendlyName: www\nsubject=/CN=www\n${text}Bag Attributes: <No Attributes>\n`,
		],
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
