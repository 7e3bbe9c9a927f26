import type { IDataObject } from 'n8n-workflow';

import { isFine, NAMES_RESULT } from '../../shared/http/beside';
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

/** Whether words beside the data of a write could mean that it was not done. */
export const isDoubtful = (message: unknown): boolean =>
	!isEmpty(message) && !isFine(message) && !saysSuccess(asText(message) ?? '');
