import { constants, verify } from 'node:crypto';

import { children, type Der, expectTag, readOid, TAG } from './der';
import type { CertificationRequest } from './request';

/** Signature algorithms by object identifier (RFC 8017, RFC 5758). */
const SIGNATURE: Record<string, { key: 'rsa' | 'ec'; hash: string }> = {
	'1.2.840.113549.1.1.5': { key: 'rsa', hash: 'sha1' },
	'1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
	'1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
	'1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
	'1.2.840.10045.4.1': { key: 'ec', hash: 'sha1' },
	'1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
	'1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
	'1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
};

const RSASSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

const HASH: Record<string, string> = {
	'1.3.14.3.2.26': 'sha1',
	'2.16.840.1.101.3.4.2.1': 'sha256',
	'2.16.840.1.101.3.4.2.2': 'sha384',
	'2.16.840.1.101.3.4.2.3': 'sha512',
};

export interface SignatureScheme {
	hash: string;
	padding?: number;
	saltLength?: number;
}

/** An AlgorithmIdentifier's name and parameters; an explicit NULL counts as none. */
function readAlgorithm(algorithm: Der): { oid: string; parameters?: Der } {
	const [name, parameters, ...others] = children(algorithm, TAG.sequence);
	if (others.length) expectTag(undefined, TAG.sequence);
	const isNull = parameters?.tag === TAG.null && parameters.content.length === 0;
	return { oid: readOid(name), parameters: isNull ? undefined : parameters };
}

/** RSASSA-PSS names hash, mask hash and salt length itself (RFC 8017, A.2.3). */
function pssScheme(parameters: Der | undefined): SignatureScheme | undefined {
	const fields = parameters ? children(parameters, TAG.sequence) : [];
	const inner = (number: number) => {
		const field = fields.find(({ tag }) => tag === TAG.constructed(number));
		return field && children(field, field.tag)[0];
	};
	const [hashField, maskField, saltField] = [inner(0), inner(1), inner(2)];
	if (!hashField || !maskField || !saltField || fields.length > 3) return undefined;
	const hash = HASH[readAlgorithm(hashField).oid];
	const mask = readAlgorithm(maskField);
	const isMgf1 = mask.oid === MGF1 && mask.parameters !== undefined;
	if (!hash || !isMgf1 || HASH[readAlgorithm(mask.parameters as Der).oid] !== hash)
		return undefined;
	const { content } = expectTag(saltField, TAG.integer);
	const saltLength = content.readUIntBE(0, content.length);
	return { hash, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}

/** `undefined` if the algorithm is unknown, too weak, or not one for this type of key. */
export function signatureScheme(algorithm: Der, key: 'rsa' | 'ec'): SignatureScheme | undefined {
	const { oid, parameters } = readAlgorithm(algorithm);
	if (oid === RSASSA_PSS) return key === 'rsa' ? pssScheme(parameters) : undefined;
	const known = SIGNATURE[oid];
	return known?.key === key && !parameters ? { hash: known.hash } : undefined;
}

/** Whether the request was signed by the owner of the key that it carries. */
export function isSignedBy(
	{ signedBytes, spki, signature }: CertificationRequest,
	{ hash, ...options }: SignatureScheme,
): boolean {
	const key = { key: spki, format: 'der', type: 'spki', ...options } as const;
	return verify(hash, signedBytes, key, signature);
}
