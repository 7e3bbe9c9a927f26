import { asObject, asText, isObject, parseJson } from '../values';
import { retryAfterMs } from './retryAfter';

/** Words are looked through so far, and lists in a body so deep. */
const LONGEST_TEXT = 2_000;
const DEEPEST = 4;

/** The time of the request itself is none to wait for. */
const OF_THE_REQUEST = ['requestTime', 'instance', 'type'];

const SECONDS = /^retry[ _-]?(?:after|in)(?:[ _-]?s(?:ec(?:ond)?s?)?)?$/i;

const INSTANT =
	/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g;

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const UNIT =
	'(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![A-Za-z0-9_])';
const FIGURE = '(?:(\\d{1,9}(?:\\.\\d{1,3})?)[ -]?|(?:an?|one) )';
const SPAN = new RegExp(`(?<![\\w.]|[a-z]-)${FIGURE}${UNIT}`, 'gi');

/** "35 requests per 60 seconds" is the limit, and no time to wait. */
const OF_THE_LIMIT = new RegExp(
	`(?<!\\w)(?:(?:per|every|each) |\\d{1,9} (?:requests?|calls?) (?:in |within )?)(?:${FIGURE})?${UNIT}`,
	'gi',
);

/**
 * Milliseconds that a refusal asks to wait: by one of these headers, most exact first, else by an
 * instant or a span in its words. No time that is over counts.
 */
export function askedWait(
	{ headers, text }: { headers: Record<string, string>; text: string },
	{ now, names }: { now: number; names: readonly string[] },
): number | undefined {
	const body = parseJson(text);
	const words = wordsOf(body ?? text).slice(0, LONGEST_TEXT);
	const asked = [
		...names.map((name) => retryAfterMs(headers[name], now) ?? 0),
		...(words.match(INSTANT) ?? []).map((instant) => timeOf(instant) - now),
		...secondsIn(body).map((figure) => retryAfterMs(figure, now) ?? 0),
		longestSpan(words.replace(INSTANT, ' ').replace(OF_THE_LIMIT, ' ')),
	];
	return asked.find((ms) => ms > 0);
}

/** What a body says, in whatever shape. */
export function wordsOf(body: unknown, depth = 0): string {
	if (depth > DEEPEST) return '';
	if (Array.isArray(body)) return body.map((entry) => wordsOf(entry, depth + 1)).join(' ');
	if (!isObject(body)) return asText(body) ?? '';
	return Object.entries(asObject(body))
		.flatMap(([name, value]) =>
			OF_THE_REQUEST.includes(name) ? [] : wordsOf(value, depth + 1) || [],
		)
		.join(' ');
}

/** `retryAfter: 30`, in a body as in the header. */
const secondsIn = (body: unknown, depth = 0): string[] =>
	Object.entries(depth > DEEPEST ? {} : asObject(body)).flatMap(([name, value]) =>
		SECONDS.test(name) ? (asText(value) ?? []) : secondsIn(value, depth + 1),
	);

/** Of several the longest: it is never too early. What follows another one belongs to it. */
function longestSpan(words: string): number {
	let [longest, sum, end] = [0, 0, -1];
	for (const { 0: whole, 1: figure = '1', 2: unit = '', index } of words.matchAll(SPAN)) {
		const between = end < 0 ? undefined : words.slice(end, index);
		const ms = Number(figure) * UNIT_MS[unitOf(unit)];
		sum = between !== undefined && /^,? (?:and )?$/.test(between) ? sum + ms : ms;
		longest = Math.max(longest, sum);
		end = index + whole.length;
	}
	return longest;
}

function unitOf(unit: string): keyof typeof UNIT_MS {
	const [first = ''] = unit.toLowerCase();
	if (/^(?:ms|mil)/i.test(unit)) return 'ms';
	return first === 's' || first === 'm' || first === 'h' ? first : 'd';
}

/** Without a zone it is UTC, as all times of these services. */
const timeOf = (instant: string): number =>
	Date.parse(/(?:Z|GMT|[+-]\d\d:?\d\d)$/.test(instant) ? instant : `${instant}Z`);
