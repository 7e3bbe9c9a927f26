import { isIpv4, isReserved } from './addresses';

/** Rules of DNS names in certificates: RFC 1035 lengths, LDH labels, one wildcard at the left. */

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_NAME = 253;

/** Before a name is looked at: one of other letters is longer once it is converted. */
const LONGEST_TEXT = 1000;

/**
 * What punycode is for: letters, their marks and digits of any script, and the hyphen. Marks that
 * choose or enclose a picture (U+FE0F, U+20E3: the keycap emoji) are none of a letter.
 */
const LETTERS = /^(?:(?![\ufe00-\ufe0f\u{e0100}-\u{e01ef}])[\p{L}\p{Mn}\p{Mc}\p{Nd}.-])*$/u;
const ASCII = /^[\x20-\x7e]*$/;

/** Lower case and punycode, without the dot of the root, as certificates and both services hold names. */
export function toAscii(name: string): string {
	if (name.length > LONGEST_TEXT) return name;
	const trimmed = name.trim().toLowerCase();
	const rooted = trimmed.endsWith('.') && !trimmed.endsWith('..') && !trimmed.endsWith('*.');
	const whole = rooted ? trimmed.slice(0, -1) : trimmed;
	const wildcard = whole.startsWith('*.') ? '*.' : '';
	const host = whole.slice(wildcard.length);
	if (ASCII.test(host) || !LETTERS.test(host)) return wildcard + host;
	try {
		return wildcard + new URL(`http://${host}`).hostname;
	} catch {
		return wildcard + host;
	}
}

/**
 * What JavaScript writes for a value that is not there, or for a condition that is not met, alone or
 * beside other parts of a label.
 */
const LEFT_BEHIND = /undefined|null(?:\d|$)|(?:^|-)(?:null|nan|false)(?:-|$)/;

/**
 * Whether a name that an expression made holds what is left where a value was missing. Written by
 * hand it is meant; so is a domain of its own under a top-level one (null.de).
 */
export function isLeftBehind(ascii: string): boolean {
	const labels = (ascii.startsWith('*.') ? ascii.slice(2) : ascii).split('.');
	const isDomain = labels.length === 2 && /^(?:null|nan|false)$/.test(labels[0] ?? '');
	return labels.slice(isDomain ? 1 : 0).some((label) => LEFT_BEHIND.test(label));
}

export interface NameRules {
	/** A private CA: single labels and addresses of its own network, too. */
	isPrivate?: boolean;
	/** An EV certificate has no wildcard. */
	isEv?: boolean;
	/** A host on a network of one's own, of which nothing is certified. */
	singleLabel?: boolean;
}

/** Why a name cannot stand in a certificate; undefined if it can. */
export const nameFault = (name: string, rules?: NameRules): string | undefined =>
	faultOf(toAscii(name), rules);

/** The same of a name that is converted already. */
export function faultOf(
	ascii: string,
	{ isPrivate = false, isEv = false, singleLabel = isPrivate }: NameRules = {},
): string | undefined {
	const host = ascii.startsWith('*.') ? ascii.slice(2) : ascii;
	if (host === '') return 'is empty';
	if (ascii.length > LONGEST_NAME) return `is longer than ${LONGEST_NAME} characters`;
	if (/^[a-z]+:\/\//.test(ascii)) return 'is a URL; give the host name only';
	if (host.includes('*')) return 'has a wildcard that is not the whole first label';
	if (!ASCII.test(host))
		return 'holds a character that no domain name has, such as a dash or an emoji';
	const labels = host.split('.');
	if (labels.length < 2 && !singleLabel) return 'is not a fully qualified domain name';
	if (!labels.every((label) => LABEL.test(label))) return 'is not a domain name';
	if (isIpv4(host)) return addressFault(ascii, isPrivate || singleLabel);
	if (/^\d+$/.test(labels.at(-1) ?? '')) return 'is not a domain name';
	return isEv && host !== ascii ? 'is a wildcard, which an EV certificate cannot have' : undefined;
}

function addressFault(ascii: string, isOwnNetwork: boolean): string | undefined {
	if (ascii.startsWith('*.')) return 'is not a domain name';
	return isReserved(ascii) && !isOwnNetwork
		? 'is an IP address of a private or reserved network, for which no public certificate is issued'
		: undefined;
}

/** The set of names of a certificate, comparable: ASCII, sorted, each once. */
export const nameSet = (commonName: string, names: string[]): string[] =>
	[...new Set([commonName, ...names].map(toAscii))].sort();

/** Whether certificates for these names, wildcards among them, serve a domain. */
export function coverOf(names: string[]): (domain: string) => boolean {
	// Each is converted once, however many domains are asked for: that takes its time.
	const served = new Set(names.map(toAscii));
	return (domain) => {
		const wanted = toAscii(domain);
		return served.has(wanted) || served.has(wanted.replace(/^[^.]*/, '*'));
	};
}

/** The same of one name. */
export const isCoveredBy = (domain: string, name: string): boolean => coverOf([name])(domain);

/** What became of names that are not written in ASCII; undefined if all are. */
export function convertedNames(names: string[]): Record<string, string> | undefined {
	const converted = names.filter((name) => !ASCII.test(name.trim()));
	return converted.length === 0
		? undefined
		: Object.fromEntries(converted.map((name) => [name.trim(), toAscii(name)]));
}

/** A word for names that are addresses: rarely what was meant, and not every product takes them. */
export function addressHint(names: string[]): string | undefined {
	const addresses = names.map(toAscii).filter(isIpv4);
	return addresses.length === 0
		? undefined
		: `${addresses.join(', ')} ${addresses.length > 1 ? 'are IP addresses' : 'is an IP address'} and no domain name; not every product takes one.`;
}
