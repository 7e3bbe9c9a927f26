import type { INodeProperties } from 'n8n-workflow';

import { flag, numberOption } from '../../../shared/form/fields';
import { locator } from '../../../shared/form/locator';
import type { Reader } from '../../../shared/reader/reader';

export { accountSwitchKey, contractField, readContract, readSwitchKey } from '../../fields/account';

/** Descriptors and readings that the operations of this node share. */

export const enrollmentField = locator({
	displayName: 'Enrollment',
	name: 'enrollmentId',
	description: 'The enrollment, by common name or by the ID that creating it gave',
	searchListMethod: 'searchEnrollments',
	placeholder: 'e.g. 10002',
	required: true,
});

export const changeField = locator({
	displayName: 'Change',
	name: 'changeId',
	description:
		'The change of this enrollment. Empty takes the only pending one (of several it has to be chosen), or with none pending the newest of the history.',
	searchListMethod: 'searchChanges',
	placeholder: 'e.g. 10003',
});

/** Of what is pending none is guessed. */
export const pendingChangeField = {
	...changeField,
	description:
		'The pending change. Empty takes the only one that is pending; where several are, it has to be chosen.',
};

/** What cannot be taken back names the change that somebody saw. */
export const seenChangeField = {
	...changeField,
	description: 'The change that was looked at; the newest one is never taken instead',
	required: true,
};

const VISIBLE_SECONDS = 30;
const LONGEST_SECONDS = 3600;

/** CPS shows the old status for a while after an input was answered. */
export const visibleWithin = numberOption(
	'Visible Within (Seconds)',
	'visibleWithin',
	'How long CPS may take to show that it took the answer; after a lost one it is not sent again before',
	{ min: 0, max: LONGEST_SECONDS, default: VISIBLE_SECONDS },
);

export const readVisibleWithin = (reader: Reader): number =>
	reader.integer('options.visibleWithin', 0, LONGEST_SECONDS) ?? VISIBLE_SECONDS;

export const fipsMode = (what: string): INodeProperties =>
	flag(
		'Include FIPS Mode',
		'includeFipsMode',
		`Whether to read ${what} in the newer version that knows fipsMode`,
	);
