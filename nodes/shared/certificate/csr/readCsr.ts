import { holdsPrivateKey } from '../privateKey';
import { children, type Der, expectTag, readBits, readDer, readOid, TAG } from './der';
import { countPemBlocks, decodeBase64, type PemBlock, pemBlocks, writePem } from '../pem';
import { spkiSha256 } from '../publicKey';
import { type AltName, type CertificationRequest, type CsrSubject, parseRequest } from './request';
import { isSignedBy, signatureScheme } from './signature';

export interface Csr {
	/** One PEM block with `\n` and lines of 64 characters. */
	pem: string;
	subject: CsrSubject;
	/** All of them, the one of the subject first. */
	commonNames: string[];
	/** The DNS names of the subject alternative name extension, as written. */
	dnsNames: string[];
	/** Those of other kinds: IP addresses, e-mail addresses, URIs. */
	otherNames: AltName[];
	/** SHA-256 over the public key's SPKI in hex: what makes two requests those of one key pair. */
	spkiSha256: string;
	keyAlgorithm: 'RSA' | 'EC';
	keyBits: number;
	curve?: string;
	signatureValid: true;
}

/** None of these texts repeats what was pasted. */
export const CSR_FAULT = {
	empty: 'The CSR is empty',
	privateKey:
		'This is (or contains) a private key, not a CSR. Private keys never belong here: paste only the certificate signing request, and consider replacing this key',
	certificate: 'This is a certificate, not a CSR. Paste the certificate signing request instead',
	severalBlocks: 'There is more than one PEM block. Paste exactly one certificate signing request',
	notPem:
		'This is not a CSR in PEM format, which begins with -----BEGIN CERTIFICATE REQUEST----- and ends with -----END CERTIFICATE REQUEST-----',
	broken: 'The CSR is damaged: its content is no complete PKCS#10 request',
	keyType: 'The key of the CSR is neither RSA nor elliptic curve (P-256, P-384, P-521)',
	weakKey: 'The RSA key of the CSR is too weak: public CAs ask for at least 2048 bits',
	curve: 'The elliptic curve of the CSR is not accepted: use P-256, P-384 or P-521',
	signatureAlgorithm:
		'The CSR is signed with an algorithm that is not accepted: use SHA-256, SHA-384 or SHA-512 with RSA or ECDSA',
	signature:
		'The signature of the CSR is wrong: it was changed after it was made, or belongs to another key. Create it anew',
} as const;

export type CsrFault = keyof typeof CSR_FAULT;

export type CsrReading = { ok: true; csr: Csr } | { ok: false; fault: CsrFault; reason: string };

const refuse = (fault: CsrFault): CsrReading => ({ ok: false, fault, reason: CSR_FAULT[fault] });

/** The curves that the CA/Browser Forum allows, by object identifier (RFC 5480). */
const CURVE: Record<string, { curve: string; keyBits: number }> = {
	'1.2.840.10045.3.1.7': { curve: 'P-256', keyBits: 256 },
	'1.3.132.0.34': { curve: 'P-384', keyBits: 384 },
	'1.3.132.0.35': { curve: 'P-521', keyBits: 521 },
};

/** Algorithm identifiers of public keys (RFC 3279, RFC 4055). */
const KEY_TYPE: Record<string, 'rsa' | 'ec'> = {
	'1.2.840.113549.1.1.1': 'rsa',
	'1.2.840.113549.1.1.10': 'rsa',
	'1.2.840.10045.2.1': 'ec',
};

type Key = Pick<Csr, 'keyAlgorithm' | 'keyBits' | 'curve'>;

const SMALLEST_RSA = 2048;

interface PublicKey {
	type: 'rsa' | 'ec';
	/** Of an elliptic curve: which one */
	parameters?: Der;
	bits: Buffer;
}

function readPublicKey(spki: Buffer): PublicKey | undefined {
	const [algorithm, bits] = children(readDer(spki), TAG.sequence);
	const [name, parameters] = children(expectTag(algorithm, TAG.sequence), TAG.sequence);
	const type = KEY_TYPE[readOid(name)];
	return type && { type, parameters, bits: readBits(bits) };
}

/** The modulus comes first (RFC 8017, A.1.1); the check of the signature reads the rest. */
function modulusBits(key: Buffer): number {
	const { content } = expectTag(children(readDer(key), TAG.sequence)[0], TAG.integer);
	const digits = content.subarray(content.findIndex((byte) => byte !== 0));
	return digits.length * 8 - (Math.clz32(digits[0] ?? 0) - 24);
}

function judgeKey({ type, parameters, bits }: PublicKey): Key | CsrFault {
	if (type === 'ec') {
		const known = parameters?.tag === TAG.oid ? CURVE[readOid(parameters)] : undefined;
		return known ? { keyAlgorithm: 'EC', ...known } : 'curve';
	}
	const keyBits = modulusBits(bits);
	return keyBits < SMALLEST_RSA ? 'weakKey' : { keyAlgorithm: 'RSA', keyBits };
}

function judge(request: CertificationRequest, pem: string): CsrReading {
	const { subject, commonNames, dnsNames, otherNames, spki, signatureAlgorithm } = request;
	const publicKey = readPublicKey(spki);
	if (!publicKey) return refuse('keyType');
	const key = judgeKey(publicKey);
	if (typeof key === 'string') return refuse(key);
	const scheme = signatureScheme(signatureAlgorithm, publicKey.type);
	if (!scheme) return refuse('signatureAlgorithm');
	if (!isSignedBy(request, scheme)) return refuse('signature');
	return {
		ok: true,
		csr: {
			pem,
			subject,
			commonNames,
			dnsNames,
			otherNames,
			spkiSha256: spkiSha256(spki),
			...key,
			signatureValid: true,
		},
	};
}

const isCertificate = ({ label }: PemBlock) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label);

/** Reads a pasted CSR and checks it as a CA would, so that no order is spent on a useless one. */
export function readCsr(text: string): CsrReading {
	if (!text.trim()) return refuse('empty');
	if (holdsPrivateKey(text)) return refuse('privateKey');
	const blocks = pemBlocks(text);
	const [block] = blocks;
	if (!block) return refuse('notPem');
	if (blocks.every(isCertificate)) return refuse('certificate');
	if (countPemBlocks(text) > 1) return refuse('severalBlocks');
	if (!/^(NEW )?CERTIFICATE REQUEST$/.test(block.label)) return refuse('notPem');
	const bytes = decodeBase64(block.base64);
	if (!bytes) return refuse('broken');
	try {
		return judge(parseRequest(bytes), writePem({ ...block, label: 'CERTIFICATE REQUEST' }));
	} catch {
		return refuse('broken');
	}
}

/**
 * SHA-256 over the public key of a CSR that a service shows, as PEM or without its lines, whether or
 * not a CA would take it today.
 */
export function spkiShown(text: string): string | undefined {
	const pem = text.includes('-----')
		? text
		: `-----BEGIN CERTIFICATE REQUEST-----${text}-----END CERTIFICATE REQUEST-----`;
	const bytes = decodeBase64(pemBlocks(pem)[0]?.base64 ?? '');
	try {
		return bytes && spkiSha256(parseRequest(bytes).spki);
	} catch {
		return undefined;
	}
}
