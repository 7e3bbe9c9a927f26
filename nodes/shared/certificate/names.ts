/** Rules of DNS names in certificates: RFC 1035 lengths, LDH labels, one wildcard at the left. */

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_NAME = 253;

/** Lower case and punycode, as certificates and both services hold names. */
export function toAscii(name: string): string {
	const trimmed = name.trim().toLowerCase();
	const wildcard = trimmed.startsWith('*.') ? '*.' : '';
	const host = trimmed.slice(wildcard.length);
	if (/^[\x20-\x7e]*$/.test(host)) return wildcard + host;
	// Only what URL parsing cannot reinterpret (userinfo, port, path) may reach it.
	if (/[\s/?#@:\\%[\]]/.test(host)) return wildcard + host;
	try {
		return wildcard + new URL(`http://${host}`).hostname;
	} catch {
		return wildcard + host;
	}
}

/** Why a name cannot stand in a certificate; undefined if it can. */
export function nameFault(name: string, { singleLabel = false } = {}): string | undefined {
	const ascii = toAscii(name);
	const host = ascii.startsWith('*.') ? ascii.slice(2) : ascii;
	if (host === '') return 'is empty';
	if (/^[a-z]+:\/\//.test(ascii)) return 'is a URL; give the host name only';
	if (host.includes('*')) return 'has a wildcard that is not the whole first label';
	if (ascii.length > LONGEST_NAME) return `is longer than ${LONGEST_NAME} characters`;
	const labels = host.split('.');
	if (labels.length < 2 && !singleLabel) return 'is not a fully qualified domain name';
	if (!labels.every((label) => LABEL.test(label))) return 'is not a domain name';
	return undefined;
}

/** The set of names of a certificate, comparable: ASCII, sorted, each once. */
export const nameSet = (commonName: string, names: string[]): string[] =>
	[...new Set([commonName, ...names].map(toAscii))].sort();
