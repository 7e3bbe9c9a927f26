import * as x509 from '@peculiar/x509';
import type {
	CsrFields,
	EnrollmentFields,
	KeyAlgorithm,
	StackedCertificate,
	KeyPairPem,
} from './model';
import { isoTime, namesOf } from './model';

const DAY = 24 * 60 * 60 * 1000;
const MAX_DAYS = 397;
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

export interface UploadedCertificate {
	certificate: string;
	keyAlgorithm: KeyAlgorithm;
	trustChain?: string | null;
}

/** A fault ends in an error and a new upload; a warning can be acknowledged. Which of its findings
 * CPS treats as which is not published; the codes are those of its published list. */
export interface Finding {
	severity: 'error' | 'warning';
	code: string;
	text: string;
}

export interface Verdict {
	findings: Finding[];
	stacked?: StackedCertificate;
}

export interface UploadContext {
	fields: EnrollmentFields;
	keys: KeyPairPem[];
	/** PEM of the roots that CPS knows */
	standardRoots: string[];
	now: number;
}

const error = (code: string, text: string): Finding => ({ severity: 'error', code, text });
const warning = (code: string, text: string): Finding => ({ severity: 'warning', code, text });

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

function parseAll(pem: string): x509.X509Certificate[] | undefined {
	const blocks = pem.match(PEM_BLOCK) ?? [];
	if (pem.replace(PEM_BLOCK, '').trim() !== '') return undefined;
	try {
		return blocks.map((block) => new x509.X509Certificate(block));
	} catch {
		return undefined;
	}
}

function dnsNamesOf(leaf: x509.X509Certificate): string[] {
	const extension = leaf.getExtension(SUBJECT_ALTERNATIVE_NAME);
	if (!extension) return [];
	const { names } = new x509.SubjectAlternativeNameExtension(extension.rawData);
	return names.items.filter(({ type }) => type === 'dns').map(({ value }) => value.toLowerCase());
}

function nameFindings(
	leaf: x509.X509Certificate,
	fields: EnrollmentFields,
	keyAlgorithm: KeyAlgorithm,
): Finding[] {
	const commonName = (leaf.subjectName.getField('CN')[0] ?? '').toLowerCase();
	const cn = fields.csr.cn.toLowerCase();
	const inLeaf = dnsNamesOf(leaf);
	const wanted = namesOf(fields);
	const additional = inLeaf.filter((name) => !wanted.includes(name));
	const missing = wanted.filter((name) => !inLeaf.includes(name));
	const findings: Finding[] = [];
	if (commonName !== cn) {
		const text = `The Common Name (CN) on '${keyAlgorithm}' certificate [${commonName}] does not match the CSR [${cn}].`;
		findings.push(warning('CSR_VS_CERTIFICATE_CN_MISMATCH', text));
	}
	for (const name of additional) {
		const text = `SAN name [${name}] was added to the certificate.`;
		findings.push(warning('CSR_VS_CERTIFICATE_ADDITIONAL_SAN_IN_SAN_LIST_IN_CERTIFICATE', text));
	}
	for (const name of missing) {
		const text = `SAN name [${name}] is missing from the certificate.`;
		findings.push(warning('CSR_VS_CERTIFICATE_MISSING_SAN_FROM_SAN_LIST_IN_CERTIFICATE', text));
	}
	return findings;
}

const SUBJECT_FIELDS: Array<[keyof CsrFields, string]> = [
	['c', 'C'],
	['st', 'ST'],
	['l', 'L'],
	['o', 'O'],
	['ou', 'OU'],
];

function subjectFindings(leaf: x509.X509Certificate, csr: CsrFields): Finding[] {
	return SUBJECT_FIELDS.flatMap(([key, field]) => {
		const wanted = csr[key] ?? '';
		const found = leaf.subjectName.getField(field)[0] ?? '';
		if (found === wanted) return [];
		const prefix = `CSR_VS_CERTIFICATE_${field}_FIELD`;
		const code = wanted
			? `${prefix}_${found ? 'MISMATCH' : 'MISSING_IN_CERTIFICATE'}`
			: `${prefix}_ADDITIONAL_IN_CERTIFICATE`;
		const inCsr = wanted ? `[${String(wanted)}]` : 'missing';
		const inCertificate = found ? `[${found}]` : 'missing';
		return [
			warning(
				code,
				`Value for ${field} differs between the CSR and the certificate: ${inCsr} vs ${inCertificate}.`,
			),
		];
	});
}

function timeFindings(
	leaf: x509.X509Certificate,
	now: number,
	keyAlgorithm: KeyAlgorithm,
): Finding[] {
	const days = (leaf.notAfter.getTime() - leaf.notBefore.getTime()) / DAY;
	if (leaf.notAfter.getTime() <= now) {
		return [error('CERTIFICATE_EXPIRED', 'This certificate has already expired.')];
	}
	if (days <= MAX_DAYS) return [];
	const [years, months] = [Math.floor(days / 365), Math.floor((days % 365) / 30)];
	const text = `The '${keyAlgorithm}' certificate is set to expire in [${years}] years, [${months}] months. The certificate has a validity period of greater than ${MAX_DAYS} days. This certificate will not be accepted by all major browsers for SSL/TLS connections. Please work with your Certificate Authority to reissue the certificate with an acceptable lifetime.`;
	return [warning('CERTIFICATE_EXPIRATION_DATE_BEYOND_MAX_DAYS', text)];
}

async function issued(child: x509.X509Certificate, issuer: x509.X509Certificate): Promise<boolean> {
	if (child.issuer !== issuer.subject) return false;
	try {
		return await child.verify({ publicKey: issuer.publicKey, signatureOnly: true });
	} catch {
		return false;
	}
}

async function chainFindings(
	leaf: x509.X509Certificate,
	uploaded: x509.X509Certificate[],
	standardRoots: string[],
): Promise<Finding[]> {
	if (uploaded.length === 0) {
		return [warning('TRUST_CHAIN_NULL_OR_EMPTY', 'Trust chain is empty.')];
	}
	const findings: Finding[] = [];
	const chain = uploaded.filter((link) => !link.equal(leaf));
	if (chain.length < uploaded.length) {
		const text =
			'The end-entity certificate appears in the trust chain. This is not allowed. It is being automatically removed from the trust chain.';
		findings.push(warning('END_ENTITY_CERT_IN_TRUST_CHAIN', text));
	}
	let child = leaf;
	for (const link of chain) {
		if (!(await issued(child, link))) {
			const text = `The trust chain [${link.subject}] and the end entity [${child.subject}] failed to verify.`;
			return [...findings, error('TRUST_CHAIN_VERIFY_FAILED', text)];
		}
		child = link;
	}
	const roots = standardRoots.map((pem) => new x509.X509Certificate(pem));
	if (roots.some((root) => root.equal(child))) {
		const text =
			'The trust chain includes a standard root certificate. This is not a typical practice.';
		return [...findings, warning('TRUST_CHAIN_INCLUDES_STANDARD_ROOT_CERTIFICATE', text)];
	}
	const known = await Promise.all(roots.map(async (root) => await issued(child, root)));
	if (known.includes(true)) return findings;
	const text = 'The trust chain terminates with a non-standard root certificate.';
	return [...findings, warning('TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE', text)];
}

export async function examine(
	upload: UploadedCertificate,
	{ fields, keys, standardRoots, now }: UploadContext,
): Promise<Verdict> {
	const [leaf, ...more] = parseAll(upload.certificate) ?? [];
	if (!leaf || more.length > 0) {
		const text =
			'This certificate format is not supported. The supported format for certificates and trust chains is PEM (base64).';
		return { findings: [error('CERTIFICATE_NOT_PEM_FORMAT', text)] };
	}
	const chain = parseAll(upload.trustChain ?? '');
	if (!chain) {
		const text =
			'This trust chain format is not supported. The supported format for certificates and trust chains is PEM (base64).';
		return { findings: [error('TRUST_CHAIN_NOT_PEM_FORMAT', text)] };
	}
	const key = keys.find(({ keyAlgorithm }) => keyAlgorithm === upload.keyAlgorithm);
	if (key?.spki !== Buffer.from(leaf.publicKey.rawData).toString('base64')) {
		const text = `'${upload.keyAlgorithm}' certificate was not generated from the CSR that Akamai generated.`;
		return { findings: [error('CSR_VS_CERTIFICATE_KEY_MISMATCH', text)] };
	}
	const findings = [
		...nameFindings(leaf, fields, upload.keyAlgorithm),
		...subjectFindings(leaf, fields.csr),
		...timeFindings(leaf, now, upload.keyAlgorithm),
		...(await chainFindings(leaf, chain, standardRoots)),
	];
	const stacked: StackedCertificate = {
		certificate: upload.certificate,
		trustChain: upload.trustChain ?? '',
		keyAlgorithm: upload.keyAlgorithm,
		signatureAlgorithm: leaf.signatureAlgorithm.hash.name,
		expiry: isoTime(leaf.notAfter.getTime()),
	};
	return { findings, stacked };
}
