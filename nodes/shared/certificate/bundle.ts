import { X509Certificate } from 'node:crypto';

import { countPemBlocks, decodeBase64, type PemBlock, pemBlocks, writePem } from './pem';
import { holdsPrivateKey } from './privateKey';

/** A certificate as it was read, and as it is written: one PEM block with `\n`. */
export interface Link {
	certificate: X509Certificate;
	pem: string;
}

/** A server's certificate and those that lead from it towards its root, by who has signed whom. */
export interface LeafChain {
	leaf: Link;
	/** The issuer of the leaf first. */
	issuers: Link[];
	/** Signed by itself. */
	root?: Link;
}

/** A certificate whose key is of the kind that browsers take. */
export type LeafKey = 'RSA' | 'EC';

/** Each continues the name of a field, and repeats nothing of what was pasted. */
export const BUNDLE_FAULT = {
	privateKey: 'holds a private key. Never paste one here, and replace this one',
	request: 'holds a CSR, and no certificate',
	pkcs7: 'holds PKCS#7. Download the certificate in a PEM format instead',
	webPage: 'holds a web page, and no certificate',
	binary: 'is binary (DER). Only PEM is taken, which begins with -----BEGIN CERTIFICATE-----',
	notPem: 'holds no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----',
	cut: 'holds a PEM block that is cut off',
	broken: 'holds a certificate that cannot be read: it is damaged',
} as const;

type Reading<T> = { ok: true; value: T } | { ok: false; reason: string };

const refused = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });

/** Every certificate in these texts, each once. What stands around the blocks counts for nothing. */
export function certificatesIn(texts: string[]): Reading<Link[]> {
	if (texts.some(holdsPrivateKey)) return refused(BUNDLE_FAULT.privateKey);
	const blocks = texts.flatMap(pemBlocks);
	const certificates = blocks.filter(isCertificate);
	if (certificates.length === 0) return refused(BUNDLE_FAULT[notFound(texts, blocks)]);
	const begun = texts.reduce((count, text) => count + countPemBlocks(text), 0);
	if (begun > blocks.length) return refused(BUNDLE_FAULT.cut);
	const links = certificates.map(linkOf);
	if (!links.every((link) => link !== undefined)) return refused(BUNDLE_FAULT.broken);
	const each = new Map(links.map((link) => [link.certificate.fingerprint256, link]));
	return { ok: true, value: [...each.values()] };
}

const isCertificate = ({ label }: PemBlock): boolean => label === 'CERTIFICATE';

function notFound(texts: string[], blocks: PemBlock[]): keyof typeof BUNDLE_FAULT {
	if (blocks.some(({ label }) => label.endsWith('CERTIFICATE REQUEST'))) return 'request';
	if (blocks.some(({ label }) => label === 'PKCS7')) return 'pkcs7';
	const starts = texts.map((text) => text.trimStart().slice(0, 20));
	if (starts.some((start) => /^<(!doctype|html|\?xml|head|body)/i.test(start))) return 'webPage';
	// The bytes of DER, also where they were taken for text, or its base64 without the lines around.
	if (starts.some((start) => /^(0[\x80-\xff\ufffd]|MI[IA-H])/.test(start))) return 'binary';
	return texts.some((text) => countPemBlocks(text) > 0) ? 'cut' : 'notPem';
}

function linkOf(block: PemBlock): Link | undefined {
	const bytes = decodeBase64(block.base64);
	try {
		return bytes && { certificate: new X509Certificate(bytes), pem: writePem(block) };
	} catch {
		return undefined;
	}
}

/** The chain of each server's certificate, in whatever order all of them come. */
export function leafChains(links: Link[]): Reading<LeafChain[]> {
	const leaves = links.filter((link) => isLeaf(link, links));
	if (leaves.length === 0) return refused('holds CA certificates only, and none of a server');
	const kinds = leaves.map(({ certificate }) => leafKey(certificate));
	const twice = leaves.find((_leaf, at) => kinds.indexOf(kinds[at]) < at);
	if (twice) {
		const [one, other] = [leaves[kinds.indexOf(leafKey(twice.certificate))] ?? twice, twice];
		return refused(
			`holds two certificates of one key type: "${called(one)}" and "${called(other)}". Give one`,
		);
	}
	const chains = leaves.map((leaf) => chainFrom(leaf, links));
	const fault = chains.map(faultIn).find(Boolean) ?? leftOver(links, chains);
	return fault ? refused(fault) : { ok: true, value: chains };
}

/** One that signs another is none, whatever it says of itself. */
const isLeaf = (link: Link, links: Link[]): boolean =>
	!link.certificate.ca && !links.some((other) => other !== link && isSignedBy(other, link));

export function leafKey({ publicKey }: X509Certificate): LeafKey | undefined {
	const type = publicKey.asymmetricKeyType;
	return type === 'rsa' ? 'RSA' : type === 'ec' ? 'EC' : undefined;
}

function chainFrom(leaf: Link, links: Link[]): LeafChain {
	const issuers: Link[] = [];
	for (let link = leaf; ; ) {
		const next = issuerOf(link, links, [leaf, ...issuers]);
		if (!next) break;
		issuers.push(next);
		link = next;
	}
	const root = issuers.at(-1);
	return root && isSignedBy(root, root)
		? { leaf, issuers: issuers.slice(0, -1), root }
		: { leaf, issuers };
}

/** Of a CA that is there twice, the one that another CA has signed: it leads further. */
function issuerOf(link: Link, links: Link[], before: Link[]): Link | undefined {
	const found = links.filter((other) => !before.includes(other) && isSignedBy(link, other));
	return found.find((other) => !isSignedBy(other, other)) ?? found[0];
}

export const isSignedBy = ({ certificate }: Link, { certificate: issuer }: Link): boolean =>
	certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

function faultIn({ leaf, issuers, root }: LeafChain): string | undefined {
	if (leafKey(leaf.certificate) === undefined) {
		return `holds "${called(leaf)}", whose key is neither RSA nor elliptic curve`;
	}
	if (isSignedBy(leaf, leaf)) return `holds "${called(leaf)}", which no CA has signed`;
	return issuers.length === 0 && !root
		? `lacks the CA certificate that signed "${called(leaf)}": "${issuerName(leaf)}"`
		: undefined;
}

/** What leads nowhere shows a gap; another certificate of a CA that is there already does not. */
function leftOver(links: Link[], chains: LeafChain[]): string | undefined {
	const used = chains.flatMap(({ leaf, issuers, root }) => [
		leaf,
		...issuers,
		...(root ? [root] : []),
	]);
	const isKnown = (link: Link) =>
		used.some(
			(one) =>
				one === link ||
				(one.certificate.subject === link.certificate.subject &&
					one.certificate.publicKey.equals(link.certificate.publicKey)),
		);
	const strange = links.find((link) => !isKnown(link));
	const [first] = chains;
	if (!strange || !first) return undefined;
	const last = first.issuers.at(-1) ?? first.leaf;
	return `has a gap: "${called(strange)}" belongs to no chain, which ends at "${issuerName(last)}"`;
}

/** By which people know a certificate. */
export const called = ({ certificate }: Link): string => nameIn(certificate.subject);

const issuerName = ({ certificate }: Link): string => nameIn(certificate.issuer);

function nameIn(subject: string): string {
	const lines = subject.split('\n');
	const name = ['CN=', 'OU=', 'O='].map((field) => lines.find((line) => line.startsWith(field)));
	return name.find(Boolean)?.replace(/^[A-Z]+=/, '') ?? subject.replaceAll('\n', ', ');
}

/** The first that is over at this time. */
export const expiredIn = ({ leaf, issuers }: LeafChain, now: number): Link | undefined =>
	[leaf, ...issuers].find(({ certificate }) => Date.parse(certificate.validTo) <= now);

/** DNS names that the certificate is for; where it has none, the common name. */
export function dnsNamesIn({ subjectAltName = '', subject }: X509Certificate): string[] {
	const names = subjectAltName
		.split(', ')
		.flatMap((entry) => (entry.startsWith('DNS:') ? entry.slice('DNS:'.length) : []));
	return names.length > 0 ? names : [nameIn(subject)];
}
