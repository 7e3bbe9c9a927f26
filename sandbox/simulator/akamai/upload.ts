import * as x509 from '@peculiar/x509';
import type {
	CsrFields,
	EnrollmentFields,
	KeyAlgorithm,
	StackedCertificate,
	KeyPairPem,
} from './model';
import { isoTime, namesOf } from './model';
import type { WarningName } from './warningTexts';
import { warningText } from './warningTexts';

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
	code: WarningName;
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

const error = (code: WarningName, ...fills: string[]): Finding => ({
	severity: 'error',
	code,
	text: warningText(code, ...fills),
});
const warning = (code: WarningName, ...fills: string[]): Finding => ({
	severity: 'warning',
	code,
	text: warningText(code, ...fills),
});

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
		findings.push(warning('CSR_VS_CERTIFICATE_CN_MISMATCH', keyAlgorithm, commonName, cn));
	}
	for (const name of additional) {
		findings.push(warning('CSR_VS_CERTIFICATE_ADDITIONAL_SAN_IN_SAN_LIST_IN_CERTIFICATE', name));
	}
	for (const name of missing) {
		findings.push(warning('CSR_VS_CERTIFICATE_MISSING_SAN_FROM_SAN_LIST_IN_CERTIFICATE', name));
	}
	return findings;
}

const SUBJECT_FIELDS = [
	['c', 'C'],
	['st', 'ST'],
	['l', 'L'],
	['o', 'O'],
	['ou', 'OU'],
] as const;

function subjectFindings(leaf: x509.X509Certificate, csr: CsrFields): Finding[] {
	return SUBJECT_FIELDS.flatMap(([key, field]) => {
		const wanted = csr[key] ?? '';
		const found = leaf.subjectName.getField(field)[0] ?? '';
		if (found === wanted) return [];
		const prefix = `CSR_VS_CERTIFICATE_${field}_FIELD` as const;
		if (wanted === '') return [warning(`${prefix}_ADDITIONAL_IN_CERTIFICATE`, found)];
		if (found === '') return [warning(`${prefix}_MISSING_IN_CERTIFICATE`, wanted)];
		return [warning(`${prefix}_MISMATCH`, wanted, found)];
	});
}

function timeFindings(
	leaf: x509.X509Certificate,
	now: number,
	keyAlgorithm: KeyAlgorithm,
): Finding[] {
	const days = (leaf.notAfter.getTime() - leaf.notBefore.getTime()) / DAY;
	if (leaf.notAfter.getTime() <= now) return [error('CERTIFICATE_EXPIRED')];
	if (leaf.notBefore.getTime() > now) {
		const { issuer, serialNumber, notBefore } = leaf;
		const why = `NotBefore: ${notBefore.toUTCString()}`;
		return [error('CERTIFICATE_NOT_YET_VALID', issuer, serialNumber, why)];
	}
	if (days <= MAX_DAYS) return [];
	const span = [Math.floor(days / 365), Math.floor((days % 365) / 30)].map(String);
	return [warning('CERTIFICATE_EXPIRATION_DATE_BEYOND_MAX_DAYS', keyAlgorithm, ...span)];
}

async function issued(child: x509.X509Certificate, issuer: x509.X509Certificate): Promise<boolean> {
	if (child.issuer !== issuer.subject) return false;
	try {
		return await child.verify({ publicKey: issuer.publicKey, signatureOnly: true });
	} catch {
		return false;
	}
}

/** As far as each has issued the one before it, whatever the order in which they came. */
async function path(leaf: x509.X509Certificate, links: x509.X509Certificate[]) {
	const sorted: x509.X509Certificate[] = [];
	for (let child = leaf; ; ) {
		const left = links.filter((link) => !sorted.includes(link));
		const signed = await Promise.all(left.map(async (link) => await issued(child, link)));
		const next = left[signed.indexOf(true)];
		if (!next) return sorted;
		sorted.push(next);
		child = next;
	}
}

const listing = (chain: x509.X509Certificate[]): string =>
	[
		'The chain that will be used is:',
		...chain.map(({ subject }, at) => `${at + 1}.  Subject: ${subject}`),
	].join('\n');

interface UsedChain {
	findings: Finding[];
	chain: x509.X509Certificate[];
}

/** CPS sorts a chain and takes out what does not belong there, and says so. */
async function usedChain(
	leaf: x509.X509Certificate,
	uploaded: x509.X509Certificate[],
	standardRoots: string[],
): Promise<UsedChain> {
	const findings: Finding[] = [];
	const links = uploaded.filter((link) => !link.equal(leaf));
	if (links.length < uploaded.length) findings.push(warning('END_ENTITY_CERT_IN_TRUST_CHAIN'));
	const [first] = links;
	if (!first) return { findings: [...findings, warning('TRUST_CHAIN_NULL_OR_EMPTY')], chain: [] };
	const chain = await path(leaf, links);
	if (chain.length === 0) {
		const fault = error('TRUST_CHAIN_VERIFY_FAILED', first.subject, leaf.subject);
		return { findings: [...findings, fault], chain };
	}
	if (chain.length < links.length) {
		findings.push(warning('EXTRA_CERT_IN_TRUST_CHAIN', listing(chain)));
	}
	const kept = links.filter((link) => chain.includes(link));
	if (kept.some((link, at) => link !== chain[at])) {
		findings.push(warning('UNSORTED_TRUST_CHAIN', listing(chain)));
	}
	return { findings: [...findings, ...(await rootFindings(chain, standardRoots))], chain };
}

async function rootFindings(
	chain: x509.X509Certificate[],
	standardRoots: string[],
): Promise<Finding[]> {
	const roots = standardRoots.map((pem) => new x509.X509Certificate(pem));
	const last = chain.at(-1);
	if (!last) return [];
	if (roots.some((root) => root.equal(last))) {
		return [warning('TRUST_CHAIN_INCLUDES_STANDARD_ROOT_CERTIFICATE')];
	}
	const known = await Promise.all(roots.map(async (root) => await issued(last, root)));
	if (known.includes(true)) return [];
	const text = listing(chain);
	return [warning('TRUST_CHAIN_TERMINATES_WITH_NON_STANDARD_CERTIFICATE_DETAILED', text)];
}

/** As it was uploaded, if all of it is used in that order. */
const chainText = (uploaded: x509.X509Certificate[], { chain }: UsedChain, text: string): string =>
	uploaded.length === chain.length && uploaded.every((link, at) => link.equal(chain[at] ?? link))
		? text
		: chain.map((link) => `${link.toString('pem')}\n`).join('');

export async function examine(
	upload: UploadedCertificate,
	{ fields, keys, standardRoots, now }: UploadContext,
): Promise<Verdict> {
	const [leaf, ...more] = parseAll(upload.certificate) ?? [];
	if (!leaf || more.length > 0) {
		return { findings: [error('CERTIFICATE_NOT_PEM_FORMAT')] };
	}
	const chain = parseAll(upload.trustChain ?? '');
	if (!chain) {
		return { findings: [error('TRUST_CHAIN_NOT_PEM_FORMAT')] };
	}
	const key = keys.find(({ keyAlgorithm }) => keyAlgorithm === upload.keyAlgorithm);
	if (key?.spki !== Buffer.from(leaf.publicKey.rawData).toString('base64')) {
		return { findings: [error('CSR_VS_CERTIFICATE_KEY_MISMATCH', upload.keyAlgorithm)] };
	}
	const used = await usedChain(leaf, chain, standardRoots);
	const findings = [
		...nameFindings(leaf, fields, upload.keyAlgorithm),
		...subjectFindings(leaf, fields.csr),
		...timeFindings(leaf, now, upload.keyAlgorithm),
		...used.findings,
	];
	const stacked: StackedCertificate = {
		certificate: upload.certificate,
		trustChain: chainText(chain, used, upload.trustChain ?? ''),
		keyAlgorithm: upload.keyAlgorithm,
		signatureAlgorithm: leaf.signatureAlgorithm.hash.name,
		expiry: isoTime(leaf.notAfter.getTime()),
	};
	return { findings, stacked };
}
