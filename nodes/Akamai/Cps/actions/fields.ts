import type { INodeProperties } from 'n8n-workflow';

import { flag, text } from '../../../shared/form/fields';
import { locator } from '../../../shared/form/locator';
import type { Reader } from '../../../shared/reader/reader';

/** Descriptors and readings that the operations of this node share. */

export const accountSwitchKey = text(
	'Account Switch Key',
	'accountSwitchKey',
	'Acts in this account instead of that of the credential',
	{ placeholder: 'e.g. 1-5C0YLB:1-8BYUX' },
);

export const readSwitchKey = (reader: Reader): string | undefined =>
	reader.text('additionalFields.accountSwitchKey');

export const contractField = (required: boolean, description: string): INodeProperties =>
	locator({
		displayName: 'Contract',
		name: 'contractId',
		description,
		searchListMethod: 'searchContracts',
		placeholder: 'e.g. C-0N7RAC7',
		named: true,
		required,
	});

/** CPS wants the ID without the prefix that the Contracts API prints. */
export const readContract = (reader: Reader): string | undefined =>
	reader.nameId('contractId')?.replace(/^ctr_/, '');

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
		'The change of this enrollment. Empty takes the newest pending one, or with none pending the newest of the history.',
	searchListMethod: 'searchChanges',
	placeholder: 'e.g. 10003',
});

export const fipsMode = (what: string): INodeProperties =>
	flag(
		'Include FIPS Mode',
		'includeFipsMode',
		`Whether to read ${what} in the newer version that knows fipsMode`,
	);
