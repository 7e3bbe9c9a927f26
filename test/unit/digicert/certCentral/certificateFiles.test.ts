/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import 'reflect-metadata';
import { webcrypto, X509Certificate } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';

import * as x509 from '@peculiar/x509';

import { isWhole } from '../../../../nodes/DigiCert/CertCentral/actions/certificate/files';
import { serialsIn } from '../../../../nodes/DigiCert/CertCentral/actions/certificate/serials';
import { zipEntries } from '../../../../nodes/DigiCert/CertCentral/actions/certificate/zip';
import { zip } from '../../../../sandbox/simulator/digicert/services/zip';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
x509.cryptoProvider.set(webcrypto);

let pem: string;
let serial: string;
beforeAll(async () => {
	const certificate = await x509.X509CertificateGenerator.createSelfSigned({
		name: 'CN=www.example.com',
		keys: await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']),
		signingAlgorithm: ALGORITHM,
	});
	pem = `${certificate.toString('pem')}\n`;
	serial = new X509Certificate(pem).serialNumber;
});

/** One deflated file, as most tools write archives. */
function deflated(name: string, content: Buffer): Buffer {
	const packed = deflateRawSync(content);
	const head = Buffer.alloc(26);
	head.writeUInt16LE(20, 0);
	head.writeUInt16LE(8, 4);
	head.writeUInt32LE(crc32(content), 10);
	head.writeUInt32LE(packed.length, 14);
	head.writeUInt32LE(content.length, 18);
	head.writeUInt16LE(name.length, 22);
	const signature = (text: string) => Buffer.from(text, 'latin1');
	const local = Buffer.concat([signature('PK\x03\x04'), head, Buffer.from(name), packed]);
	const central = Buffer.concat([
		signature('PK\x01\x02\x14\x00'),
		head,
		Buffer.alloc(14),
		Buffer.from(name),
	]);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(1, 4);
	end.writeUInt16LE(1, 6);
	end.writeUInt32LE(central.length, 8);
	end.writeUInt32LE(local.length, 12);
	return Buffer.concat([local, central, signature('PK\x05\x06'), end]);
}

const stored = () => zip([{ name: 'certificate.crt', content: Buffer.from(pem) }]);

describe('A file of certificates', () => {
	test('tells the serial numbers of what is in an archive, stored or deflated', async () => {
		expect(await serialsIn(stored())).toEqual([serial]);
		expect(await serialsIn(deflated('www.crt', Buffer.from(pem)))).toEqual([serial]);
		expect(await serialsIn(deflated('www.cer', new X509Certificate(pem).raw))).toEqual([serial]);
		expect(await serialsIn(deflated('readme.txt', Buffer.from('hello')))).toEqual([]);
	});

	test.each<[string, (archive: Buffer) => Buffer]>([
		['half of it', (archive) => archive.subarray(0, archive.length / 2)],
		[
			'half of it with something behind',
			(archive) => Buffer.concat([archive.subarray(0, 90), Buffer.from('<html>')]),
		],
		['something behind it', (archive) => Buffer.concat([archive, Buffer.from('<html>')])],
		[
			'a piece taken out',
			(archive) => Buffer.concat([archive.subarray(0, 40), archive.subarray(80)]),
		],
		['its two first letters', () => Buffer.from('PK')],
		['nothing', () => Buffer.alloc(0)],
	])('is no whole archive: %s', (_what, damage) => {
		expect(isWhole(stored(), undefined)).toBe(true);
		expect(zipEntries(damage(stored()))).toBeUndefined();
		expect(isWhole(damage(stored()), undefined)).toBe(false);
	});

	test.each<[string, (text: string) => string]>([
		['something behind it', (text) => `${text}<html>`],
		['half a second one', (text) => text + text.slice(0, 200)],
		['letters taken out', (text) => text.slice(0, 200) + text.slice(260)],
		['another label', (text) => text.replace(/CERTIFICATE/g, 'PKCS7')],
	])('is no whole PEM: %s', (_what, damage) => {
		expect(isWhole(Buffer.from(pem + pem), 'CERTIFICATE')).toBe(true);
		expect(isWhole(Buffer.from(damage(pem)), 'CERTIFICATE')).toBe(false);
	});
});
