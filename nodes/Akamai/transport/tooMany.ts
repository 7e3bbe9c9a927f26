import type { Answer, Limited } from '../../shared/http/exchange';
import { retryAfterMs } from '../../shared/http/retryAfter';
import { asText, isObject, parseJson } from '../../shared/values';
import { BURST } from './errors';

/**
 * Where Akamai says when to come back, most exact first: a header (documented as `Retry-After-:`,
 * read by its own clients under the other names), else the words of title and detail.
 */
const HEADERS = ['retry-after', 'retry-after-', 'akamai-ratelimit-next', 'x-ratelimit-next'];

const OF_THE_REQUEST = ['requestTime', 'instance', 'type'];

/** Words are looked through so far. */
const LONGEST_TEXT = 2_000;

const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g;
const SECONDS = /(\d{1,9}) ?s(?:ec(?:ond)?s?)?\b/gi;

/** No figure is published: long enough that the rule, which looks at seconds, may let go. */
const BURST_PAUSE_MS = 5_000;

/** A rule of the gateway cares for no documented limit, so the pace is no longer used up. */
const BURST_PACE = {
	windows: [
		{ requests: 1, milliseconds: 2_000 },
		{ requests: 15, milliseconds: 60_000 },
	],
	concurrency: 1,
};

/** Whether, and for how long, Akamai refuses more requests; no time that is over counts. */
export function limitOf({ status, headers, text }: Answer, now = Date.now()): Limited | undefined {
	const words = wordsOf(text);
	if (status === 400 && words.includes(BURST.says)) {
		return { ms: BURST_PAUSE_MS, pace: BURST_PACE };
	}
	if (status !== 429) return undefined;
	const asked = [
		...HEADERS.map((name) => retryAfterMs(headers[name], now) ?? 0),
		...(words.match(INSTANT) ?? []).map((instant) => timeOf(instant) - now),
		...(words.match(SECONDS) ?? []).map((seconds) => parseInt(seconds, 10) * 1000),
	];
	return { ms: asked.find((ms) => ms > 0) };
}

/** Title and detail in whatever shape; the time of the request itself is none to wait for. */
function wordsOf(text: string): string {
	const body = parseJson(text);
	if (!isObject(body)) return text.slice(0, LONGEST_TEXT);
	return Object.entries(body)
		.flatMap(([name, value]) => (OF_THE_REQUEST.includes(name) ? [] : (asText(value) ?? [])))
		.join(' ')
		.slice(0, LONGEST_TEXT);
}

/** Without a zone it is UTC, as all times of Akamai. */
const timeOf = (instant: string): number =>
	Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(instant) ? instant : `${instant}Z`);
