import type { INodeProperties } from 'n8n-workflow';

import { text } from '../../shared/form/fields';
import { locator } from '../../shared/form/locator';
import type { Reader } from '../../shared/reader/reader';

/** Whose enrollments: descriptors and readings that all nodes of Akamai share. */

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
		kind: 'named',
		required,
	});

/** CPS wants the ID without the prefix that the Contracts API prints. */
export const readContract = (reader: Reader): string | undefined =>
	reader.nameId('contractId')?.replace(/^ctr_/, '');
