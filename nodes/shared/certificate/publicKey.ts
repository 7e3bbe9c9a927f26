import type { KeyObject } from 'node:crypto';
import { createPublicKey, hash } from 'node:crypto';

/** How RSA is named beside a key, with the NULL that RFC 3279 asks for. */
const RSA_WITH_NULL = Buffer.from('06092a864886f70d0101010500', 'hex');

/** How a key of P-256, P-384 and P-521 begins whose point is not compressed, and how long it is. */
const UNCOMPRESSED = [
	{ length: 91, begin: '3059301306072a8648ce3d020106082a8648ce3d03010703420004' },
	{ length: 120, begin: '3076301006072a8648ce3d020106052b8104002203620004' },
	{ length: 158, begin: '30819b301006072a8648ce3d020106052b810400230381860004' },
].map(({ length, begin }) => ({ length, begin: Buffer.from(begin, 'hex') }));

/**
 * SHA-256 over a public key in hex: what makes two documents those of one key pair. The point of an
 * elliptic curve may be written compressed (RFC 5480, 2.2), and some tools leave out the NULL of RSA:
 * it is the same key.
 */
export const spkiSha256 = (spki: Buffer): string => hash('sha256', inOneForm(spki));

export const sha256OfKey = (key: KeyObject): string =>
	spkiSha256(key.export({ format: 'der', type: 'spki' }));

function inOneForm(spki: Buffer): Buffer {
	const isUsual =
		spki.includes(RSA_WITH_NULL) ||
		UNCOMPRESSED.some(
			({ length, begin }) => spki.length === length && spki.subarray(0, begin.length).equals(begin),
		);
	// Making a key object takes as long as checking a signature.
	if (isUsual) return spki;
	const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
	if (key.asymmetricKeyType === 'rsa-pss') return spki;
	return createPublicKey({ key: key.export({ format: 'jwk' }), format: 'jwk' }).export({
		format: 'der',
		type: 'spki',
	});
}
