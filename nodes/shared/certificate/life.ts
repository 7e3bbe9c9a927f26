/**
 * Most days of a public TLS certificate, and most days that a domain's validation is used again, by
 * the day of issue: CA/B Forum SC-081v3, one day below as DigiCert keeps it. Advice only, private
 * certificates are free of it.
 */
const RULES = [
	{ from: '2029-03-15', certificate: 46, validation: 9 },
	{ from: '2027-03-15', certificate: 99, validation: 99 },
	{ from: '2026-02-24', certificate: 199, validation: 199 },
	{ from: '', certificate: 397, validation: 397 },
];

/** From then on no validation by e-mail counts, however young (SC-090). */
export const EMAIL_ENDS = Date.parse('2028-03-15');

const DAY_MS = 86_400_000;

const daysOn = (day: string, of: 'certificate' | 'validation'): number =>
	RULES.find(({ from }) => day >= from)?.[of] ?? 397;

export const publicCap = (day: string): number => daysOn(day, 'certificate');

/** The first day on which a validation still counts for a certificate of this day. */
export const validatedSince = (day: string): string =>
	dayOf(Date.parse(day) - (daysOn(day, 'validation') - 1) * DAY_MS);

/**
 * The moment from which a validation counts no longer. It is the day of issue that decides: on the
 * day of a shorter rule, all that are older than it allows are void at once.
 */
export function validationEnd(validatedAt: number): number {
	const day = dayOf(validatedAt);
	return RULES.filter(({ from }) => from > day)
		.reverse()
		.reduce(
			(end, { from, validation }) =>
				Date.parse(from) < end
					? Math.max(Date.parse(from), Math.min(end, validatedAt + validation * DAY_MS))
					: end,
			validatedAt + daysOn(day, 'validation') * DAY_MS,
		);
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
