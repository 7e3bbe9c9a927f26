import { askedWait, wordsOf } from '../../shared/http/askedWait';
import type { Answer, Limited } from '../../shared/http/exchange';
import { parseJson } from '../../shared/values';
import { BLOCKED, CROWDED } from './errors';

/**
 * Where Akamai says when to come back, most exact first: a header (documented as `Retry-After-:`,
 * read by its own clients under the other names), else the words of title and detail.
 */
const HEADERS = ['retry-after', 'retry-after-', 'akamai-ratelimit-next', 'x-ratelimit-next'];

/** Words of the gateway are at the beginning. */
const LONGEST_TEXT = 2_000;

/** No figure is published: long enough that the rule, which looks at seconds, may let go. */
const BLOCK_PAUSE_MS = 5_000;

/** A rule of the gateway cares for no documented limit, so the pace is no longer used up. */
const BLOCK_PACE = {
	windows: [
		{ requests: 1, milliseconds: 2_000 },
		{ requests: 15, milliseconds: 60_000 },
	],
	concurrency: 1,
};

/** Whether, and for how long, Akamai refuses more requests; no time that is over counts. */
export function limitOf(answer: Answer, now = Date.now()): Limited | undefined {
	const ms = () => askedWait(answer, { now, names: HEADERS });
	if (answer.status === 429) return { ms: ms() };
	if (answer.status !== 400) return undefined;
	const words = wordsOf(parseJson(answer.text) ?? answer.text)
		.slice(0, LONGEST_TEXT)
		.toLowerCase();
	const isBlocked = [BLOCKED, CROWDED].some(({ says }) => words.includes(says.toLowerCase()));
	return isBlocked ? { ms: ms() ?? BLOCK_PAUSE_MS, pace: BLOCK_PACE } : undefined;
}
