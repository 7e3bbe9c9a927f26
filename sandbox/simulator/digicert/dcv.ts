import type { DigiCertBooks } from './books';
import { DAY } from './dates';
import type { DcvToken, Domain, Order } from './model';
import { currentOf } from './current';
import { newToken } from './services/tokens';

/** Domain control validation: tokens, what DNS holds, and how long a validation counts. */

const TOKEN_LIFE = 30 * DAY;

/** CNAME records point to the token below this host. */
export const DCV_HOST = 'dcv.sandbox.test';

/** Days for which a validation is used again, by the day of issue. */
const REUSE: Array<{ from: number; days: number }> = [
	{ from: Date.UTC(2029, 2, 15), days: 9 },
	{ from: Date.UTC(2027, 2, 15), days: 99 },
	{ from: 0, days: 199 },
];

export const reuseDays = (at: number): number => REUSE.find(({ from }) => at >= from)?.days ?? 199;

/** From then on no validation by e-mail counts, however young. */
const EMAIL_ENDS = Date.UTC(2028, 2, 15);

/** Seeded ones are validated for good, so that tests may order at any time. */
export function isCurrent({ validated, validatedAt, dcvMethod }: Domain, now: number): boolean {
	if (!validated || validatedAt === undefined) return validated;
	if (dcvMethod === 'email' && now >= EMAIL_ENDS) return false;
	return validatedAt + reuseDays(now) * DAY > now;
}

export const freshToken = (method: string, now: number): DcvToken => ({
	token: newToken(),
	method,
	expires: now + TOKEN_LIFE,
});

export const hasTokens = (method: string) => method !== 'email';

/** The name itself and what is above it, down to two labels. */
function upwards(name: string): string[] {
	const labels = name.replace(/^\*\./, '').toLowerCase().split('.');
	return labels.slice(0, -1).map((_label, at) => labels.slice(at).join('.'));
}

/** What a check finds in the DNS, or on the web server, as the tests have set it. */
export function lookFor(
	{ data, now }: DigiCertBooks,
	name: string,
	tokens: DcvToken[],
): 'found' | 'absent' | 'dnssec' {
	const places = upwards(name);
	if (data.dnssecBroken.some((zone) => places.includes(zone))) return 'dnssec';
	const holds = (type: string, at: string, value: string) =>
		data.dns.some((one) => one.type === type && one.name === at && one.value === value);
	const isFound = ({ token, method, expires }: DcvToken): boolean => {
		if (expires < now) return false;
		if (method === 'http-token') return holds('HTTP', places[0] ?? '', token);
		if (method === 'dns-cname-token') {
			return places.some((at) => holds('CNAME', `_dnsauth.${at}`, `${token}.${DCV_HOST}`));
		}
		return places.some((at) => holds('TXT', at, token) || holds('TXT', `_dnsauth.${at}`, token));
	};
	return tokens.some(isFound) ? 'found' : 'absent';
}

/** DV orders with a token method prove each name for themselves, and anew for each certificate. */
export function startOrderDcv(order: Order, method: string | undefined, now: number): void {
	const isOwn = order.product.validationType === 'dv' && method !== undefined && hasTokens(method);
	order.dcv = isOwn ? { method, tokens: [freshToken(method, now)], proven: [] } : undefined;
}

/** Names of the certificate that is pending, else of the one that is there. */
export function orderedNames(order: Order): string[] {
	const pending = order.certificates.find(({ status }) => status === 'pending');
	const { commonName, dnsNames } = pending ?? currentOf(order);
	return [...new Set([commonName, ...dnsNames].map((name) => name.toLowerCase()))];
}

export const isProven = (order: Order): boolean =>
	order.dcv === undefined || orderedNames(order).every((name) => order.dcv?.proven.includes(name));
