import { addYears, DAY, endOfDay, parseIsoDate, parseWordDate, startOfDay } from './dates';
import { invalidValue, ServicesError } from './errors';
import type { Lifetime, OrderBody, Validity } from './model';

const MAX_ORDER_YEARS = 3;
const MAX_ORDER_DAYS = 1095;
const MAX_CERTIFICATE_DAYS = 397;

/** Days that a public TLS certificate may live when issued from that day on. */
const PUBLIC_CAPS: Array<{ from: number; days: number }> = [
	{ from: Date.UTC(2029, 2, 15), days: 46 },
	{ from: Date.UTC(2027, 2, 15), days: 99 },
	{ from: Date.UTC(2026, 1, 24), days: 199 },
];

const publicCap = (at: number) =>
	PUBLIC_CAPS.find(({ from }) => at >= from)?.days ?? MAX_CERTIFICATE_DAYS;

export interface OrderValidity {
	till: number;
	asked: Record<string, number | string>;
}

type Reading = {
	years?: number;
	days?: number;
	date?: string;
	parse: (text: string) => number | undefined;
};

/** order_validity wins over the deprecated fields of the root. */
function reading({ order_validity: validity, ...body }: OrderBody): Reading {
	if (validity) {
		const { years, days, custom_expiration_date: date } = validity;
		return { years, days, date, parse: parseWordDate };
	}
	const { validity_years: years, validity_days: days, custom_expiration_date: date } = body;
	return { years, days, date, parse: parseIsoDate };
}

/** A custom date beats days, days beat years; an order lives three years at most. */
export function orderValidity(body: OrderBody, now: number): OrderValidity {
	const { years, days, date, parse } = reading(body);
	if (date !== undefined) {
		const till = parse(date);
		if (till === undefined || till <= now || till > addYears(now, MAX_ORDER_YEARS)) {
			throw invalidValue(
				'custom_expiration_date',
				'The custom expiration date must be a coming day within three years.',
			);
		}
		return { till: endOfDay(till), asked: { custom_expiration_date: date } };
	}
	if (days !== undefined) {
		if (days < 1 || days > MAX_ORDER_DAYS) {
			throw invalidValue('validity_days', 'The order validity must be 1 to 1095 days.');
		}
		return { till: endOfDay(now + (days - 1) * DAY), asked: { days } };
	}
	if (years !== undefined) {
		if (years < 1 || years > MAX_ORDER_YEARS) {
			throw invalidValue('validity_years', 'The order validity must be 1, 2 or 3 years.');
		}
		return { till: endOfDay(addYears(now, years) - DAY), asked: { years } };
	}
	throw new ServicesError(400, 'missing_field:order_validity', 'An order validity is required.');
}

function certificateTill(validity: Validity, now: number): Lifetime {
	const { years, days, custom_expiration_date: date } = validity;
	const refuse = (message: string) => invalidValue('cert_validity', message);
	if (date !== undefined) {
		const till = parseWordDate(date);
		if (till === undefined || till <= now || till > now + MAX_CERTIFICATE_DAYS * DAY) {
			throw refuse('The custom expiration date must be a coming day within 397 days.');
		}
		return { till: endOfDay(till) };
	}
	if (days !== undefined) {
		if (days < 1 || days > MAX_CERTIFICATE_DAYS) throw refuse('A certificate lives 1 to 397 days.');
		return { days };
	}
	if (years !== undefined && years !== 1) throw refuse('The only value allowed for years is 1.');
	return years === 1 ? { days: 365 } : {};
}

/** Refused when longer than the order; not given, the certificate lives as long as the order. */
export function certificateLifetime(
	{ certificate: { cert_validity: validity } }: { certificate: { cert_validity?: Validity } },
	order: Pick<OrderValidity, 'till'>,
	now: number,
): Lifetime {
	if (!validity) return { till: order.till };
	const lifetime = certificateTill(validity, now);
	const till = lifetime.till ?? endOfDay(now + ((lifetime.days ?? 1) - 1) * DAY);
	if (till > order.till) {
		throw invalidValue('cert_validity', 'The certificate validity exceeds the order validity.');
	}
	return lifetime;
}

/** Public TLS beyond the industry's cap is shortened without a word (unverified from DigiCert). */
export function validTill(
	{ days, till }: Lifetime,
	orderTill: number,
	isPublic: boolean,
	issuedAt: number,
): number {
	const lastDay = (count: number) => endOfDay(startOfDay(issuedAt) + (count - 1) * DAY);
	const ends = [orderTill];
	if (till !== undefined) ends.push(till);
	if (days !== undefined) ends.push(lastDay(days));
	if (isPublic) ends.push(lastDay(publicCap(issuedAt)));
	return Math.min(...ends);
}
