import type { IDataObject } from 'n8n-workflow';

import { asNumber, asText, isEmpty, isObject } from '../../shared/values';

/**
 * The sentences by which the Automation API says that something has begun (docs/vendors.md). Each is
 * meant whole: "initiated" stands in "nothing was initiated", too.
 */
const ACTION = '(ENROLL|RENEW|TRANSFER|DUPLICATE|ADD_SNI|ADD_SNI_DUPLICATE)';
const BEGUN = new RegExp(
	`^Successfully (?:initiated|triggered) (?:certificate automation )?${ACTION}` +
		'(?: for \\d+ IP/Port\\(s\\)| for IP: ?[\\da-f.:]+ and Port: ?\\d+)?' +
		'(?:, progress will be updated(?: against (?:the|individual) IP/Ports?)?)?$',
	'i',
);
const RETRIED = [
	/^Successfully initiated retry$/i,
	/^\d+ of \d+ automations submitted for retry$/i,
];

/** What such a sentence says has begun, a retry too. */
export const RETRY = 'RETRY';

function begunBy(sentence: string): string | undefined {
	const [, action] = BEGUN.exec(sentence) ?? [];
	return action?.toUpperCase() ?? (RETRIED.some((one) => one.test(sentence)) ? RETRY : undefined);
}

/** What may follow as sentences of their own. */
const REMARKS = [
	/^No (?:further |other )?action (?:is )?(?:required|needed)$/i,
	/^(?:0|No) errors$/i,
	/^[\w ]+ (?:may|can|could|will) take up to \d+ (?:seconds|minutes|hours)$/i,
];

/** What is longer is none of them. */
const LONGEST = 1000;

/**
 * A documented sentence, whole, with nothing behind it but remarks that change nothing; of the
 * action that was asked for, where that is known.
 */
export function saysSuccess(message: string, asked?: string): boolean {
	if (message.length > LONGEST) return false;
	const [first = '', ...others] = message.trim().replace(/\.$/, '').split(/\. +/);
	const begun = begunBy(first);
	return (
		begun !== undefined &&
		(asked ?? begun) === begun &&
		others.every((one) => REMARKS.some((remark) => remark.test(one)))
	);
}

const FINE =
	/^(?:ok|true|success\w*|accepted|submitted|initiated|scheduled|started|in[ _-]?progress|completed?|done|2\d\d|0)$/i;
const NONE_FOUND =
	/^no (?:records?|results?|data|rows?|hosts?|automations?|automated ?ips?) (?:was |were )?(?:found|available)\.?$/i;

const isFine = (value: unknown): boolean => FINE.test((asText(value) ?? '').trim());

const NAMES_FAILURE =
	/fail|error|reject|refus|denied|invalid|ineligible|unsuccess|problem|fault|reason|cause|exception|partial|truncat|incomplete|timed_?out/i;
const NAMES_RESULT = /^(?:is)?(?:success|successful|ok)$|(?:status|state|result|code)$/i;
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

const SAYS_NO =
	/\b(?:not|\w+n['’]t|no|nothing|none|never|cannot|bad|un(?:able|known|success\w*)|missing|required)\b|fail|error|reject|refus|denied|invalid|forbid|declin|exceed/i;

/**
 * Whether members beside an error say that it went well all the same: `success: true`,
 * `status: "SUCCESS"`, a message without any word of refusal. A number is the status of HTTP.
 */
export const speaksOfSuccess = (members: IDataObject): boolean =>
	Object.entries(members).some(([name, value]) => {
		if (isEmpty(value) || asNumber(value) !== undefined) return false;
		if (/^(?:message|msg)$/i.test(name)) return isHopeful(asText(value) ?? '');
		if (!NAMES_RESULT.test(name)) return false;
		return isObject(value) ? speaksOfSuccess(value) : isFine(value);
	});

const isHopeful = (words: string): boolean =>
	saysSuccess(words) || (words !== '' && !SAYS_NO.test(words.slice(0, LONGEST)));

const NAMES_WORDS = /message|msg|description|details?$|notice|note|info|warn|hint/i;
const NAMES_MORE = /more|next/i;
const NAMES_PAGING = /^pag(?:e|ing|ination)$/i;
/** How the page was cut, and which call it was. */
const SMALL_PRINT =
	/^(?:page|page_?(?:size|number|index)|limit|offset|start|start_?index|request_?id)$/i;

/**
 * Whether something beside an empty list says more than that: it proves absence only by itself. What
 * nobody has documented may count rows, or tell why there are none, in whatever words.
 */
export const speaksAgainstEmpty = (members: IDataObject): boolean =>
	Object.entries(members).some(([name, value]) => !saysNoMore(name, value));

function saysNoMore(name: string, value: unknown): boolean {
	if (isEmpty(value)) return true;
	if (isObject(value)) return NAMES_PAGING.test(name) && !speaksAgainstEmpty(value);
	if (NAMES_RESULT.test(name) || NAMES_WORDS.test(name)) return saysNothing(value);
	if (value === false) return NAMES_FAILURE.test(name) || NAMES_MORE.test(name);
	if (/^total_?pages$/i.test(name)) return (asNumber(value) ?? Infinity) <= 1;
	return !Array.isArray(value) && (asNumber(value) === 0 || SMALL_PRINT.test(name));
}

const saysNothing = (value: unknown): boolean =>
	isFine(value) || NONE_FOUND.test((asText(value) ?? '').slice(0, LONGEST).trim());

/** Whether words beside the data of a write could mean that it was not done. */
export const isDoubtful = (message: unknown): boolean =>
	!isEmpty(message) && !isFine(message) && !saysSuccess(asText(message) ?? '');
