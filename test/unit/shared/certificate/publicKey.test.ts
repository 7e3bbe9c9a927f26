import { createHash, ECDH, generateKeyPairSync, type KeyObject } from 'node:crypto';

import { sha256OfKey, spkiSha256 } from '../../../../nodes/shared/certificate/publicKey';

const spkiOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
const ofCurve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey;

/** By the name that OpenSSL gives the curve, with the length of its points. */
const CURVES: Array<[string, KeyObject, number]> = [
	['prime256v1', ofCurve('P-256'), 65],
	['secp384r1', ofCurve('P-384'), 97],
	['secp521r1', ofCurve('P-521'), 133],
];
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const KEYS = [['RSA', RSA] as const, ...CURVES.map(([name, key]) => [name, key] as const)];

describe('What makes two documents those of one key pair', () => {
	it.each(KEYS)('is the key as it is usually written: %s', (_name, key) => {
		const plain = createHash('sha256').update(spkiOf(key)).digest('hex');
		expect(spkiSha256(spkiOf(key))).toBe(plain);
		expect(sha256OfKey(key)).toBe(plain);
	});

	it.each(KEYS)('is another one for another key: %s', (_name, key) => {
		const other = Buffer.from(spkiOf(key));
		other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
		expect(spkiSha256(other)).not.toBe(spkiSha256(spkiOf(key)));
	});

	it.each(CURVES)('is the same where the point is compressed: %s', (curve, key, length) => {
		const spki = spkiOf(key);
		const point = spki.subarray(-length);
		const short = ECDH.convertKey(point, curve, undefined, undefined, 'compressed') as Buffer;
		const algorithm = spki
			.subarray(spki.indexOf(0x30, 1))
			.subarray(0, curve === 'prime256v1' ? 21 : 18);
		const bits = Buffer.concat([Buffer.from([0x03, short.length + 1, 0]), short]);
		const size = algorithm.length + bits.length;
		const written = Buffer.concat([Buffer.from([0x30, size]), algorithm, bits]);
		expect(spkiSha256(written)).toBe(spkiSha256(spki));
	});
});
