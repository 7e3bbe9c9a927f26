import type { KeyObject } from 'node:crypto';
import { createPublicKey, hash } from 'node:crypto';

/** How RSA is named beside a key, with the NULL that RFC 3279 asks for. */
const RSA_WITH_NULL = Buffer.from('06092a864886f70d0101010500', 'hex');

/**
 * SHA-256 over a public key in hex: what makes two documents those of one key pair. The point of an
 * elliptic curve may be written compressed (RFC 5480, 2.2), and some tools leave out the NULL of RSA:
 * it is the same key.
 */
export const spkiSha256 = (spki: Buffer): string => hash('sha256', inOneForm(spki));

export const sha256OfKey = (key: KeyObject): string =>
	spkiSha256(key.export({ format: 'der', type: 'spki' }));

function inOneForm(spki: Buffer): Buffer {
	if (spki.includes(RSA_WITH_NULL)) return spki;
	const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
	if (key.asymmetricKeyType === 'rsa-pss') return spki;
	return createPublicKey({ key: key.export({ format: 'jwk' }), format: 'jwk' }).export({
		format: 'der',
		type: 'spki',
	});
}
