import { createECDH, ECDH, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const CURVE = 'prime256v1';
/** id-ecPublicKey with P-256, and ecdsa-with-SHA256. */
const ALGORITHM = Buffer.from('301306072a8648ce3d020106082a8648ce3d030107', 'hex');
const SIGNED_WITH = Buffer.from('300a06082a8648ce3d040302', 'hex');

function der(tag: number, ...contents: Buffer[]): Buffer {
	const content = Buffer.concat(contents);
	const { length } = content;
	const size =
		length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const bits = (bytes: Buffer) => der(0x03, Buffer.from([0]), bytes);

function csrOf(commonName: string, point: Buffer, privateKey: KeyObject): string {
	const cn = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(commonName)));
	const subject = der(0x30, der(0x31, cn));
	const spki = der(0x30, ALGORITHM, bits(point));
	const info = der(0x30, Buffer.from('020100', 'hex'), subject, spki, Buffer.from('a000', 'hex'));
	const request = der(0x30, info, SIGNED_WITH, bits(sign('sha256', info, privateKey)));
	const lines = request.toString('base64').match(/.{1,64}/g) ?? [];
	const label = 'CERTIFICATE REQUEST';
	return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** Two requests of one key pair, with its point written plainly and compressed (RFC 5480, 2.2). */
export async function bothPointForms(commonName: string): Promise<[string, string]> {
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVE });
	const ecdh = createECDH(CURVE);
	ecdh.setPrivateKey(Buffer.from(String(privateKey.export({ format: 'jwk' }).d), 'base64url'));
	const plain = ecdh.getPublicKey();
	const compressed = Buffer.from(
		ECDH.convertKey(plain, CURVE, undefined, undefined, 'compressed') as Buffer,
	);
	return [csrOf(commonName, plain, privateKey), csrOf(commonName, compressed, privateKey)];
}
