import type { IDataObject } from 'n8n-workflow';

import { asNumber, asText, isEmpty, isObject } from '../values';

/** Of a text beside a list; more is no short word. */
const LONGEST = 1000;

/** What members of an answer that nobody has documented say of it, by their names. */

const FINE =
	/^(?:ok|true|success\w*|accepted|submitted|initiated|scheduled|started|in[ _-]?progress|completed?|done|2\d\d|0)$/i;
const NONE_FOUND =
	/^no (?:records?|results?|data|rows?|hosts?|automations?|automated ?ips?) (?:was |were )?(?:found|available)\.?$/i;

/** A word, or a code, of success. */
export const isFine = (value: unknown): boolean => FINE.test((asText(value) ?? '').trim());

const NAMES_FAILURE =
	/fail|error|reject|refus|denied|invalid|ineligible|unsuccess|problem|fault|reason|cause|exception|partial|truncat|incomplete|timed_?out/i;
export const NAMES_RESULT = /^(?:is)?(?:success|successful|ok)$|(?:status|state|result|code)$/i;
const COUNTS_SUCCESS = /^(?:success|successful|succeeded|ok)(?:_?count)?$/i;

/**
 * Whether members that are not documented here say that it went wrong: `success: false`,
 * `status: "FAILED"`, `failedIpPorts: […]`, `successCount: 0`. Others pass.
 */
export const speaksOfFailure = (members: IDataObject): boolean =>
	Object.entries(members).some(([name, value]) => {
		if (isEmpty(value)) return false;
		if (NAMES_FAILURE.test(name)) return value !== false && asNumber(value) !== 0;
		if (COUNTS_SUCCESS.test(name) && asNumber(value) === 0) return true;
		if (!NAMES_RESULT.test(name)) return false;
		return isObject(value) ? speaksOfFailure(value) : !isFine(value);
	});

const NAMES_WORDS = /message|msg|title|description|details?$|notice|note|info|warn|hint/i;
const NAMES_MORE = /more|next/i;
const NAMES_COUNT = /total|count|size|number|records|elements/i;
const NAMES_WHOLE = /^(?:is_?)?(?:complete|whole|final|finished|done|available|ready|loaded)$/i;
/** How the page was cut. */
const NAMES_PAGE = /^page_?(?:size|number|index)$/i;

/**
 * Whether something beside an empty list says that it is not the whole, or why it is empty: a
 * failure, words, a count of rows, more to come, rows under another name. What a service adds one
 * day passes.
 */
export const speaksAgainstEmpty = (members: IDataObject): boolean =>
	Object.entries(members).some(([name, value]) => !saysNoMore(name, value));

function saysNoMore(name: string, value: unknown): boolean {
	if (isEmpty(value)) return true;
	if (NAMES_FAILURE.test(name) || NAMES_MORE.test(name)) {
		return value === false || asNumber(value) === 0;
	}
	if (isObject(value)) return !speaksAgainstEmpty(value);
	if (NAMES_RESULT.test(name) || NAMES_WORDS.test(name)) return saysNothing(value);
	if (Array.isArray(value)) return !value.some(isObject);
	if (value === false) return !NAMES_WHOLE.test(name);
	if (/^total_?pages$/i.test(name)) return (asNumber(value) ?? Infinity) <= 1;
	return !NAMES_COUNT.test(name) || NAMES_PAGE.test(name) || asNumber(value) === 0;
}

const saysNothing = (value: unknown): boolean =>
	isFine(value) || NONE_FOUND.test((asText(value) ?? '').slice(0, LONGEST).trim());
