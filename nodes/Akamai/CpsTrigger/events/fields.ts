import type { INodeProperties } from 'n8n-workflow';

import { additionalFieldsOf, flag, numberOption } from '../../../shared/form/fields';
import type { Reader } from '../../../shared/reader/reader';
import { accountSwitchKey, contractField, readContract, readSwitchKey } from '../../fields/account';

/** What every event asks for: whose enrollments are watched. */
export const SCOPE: INodeProperties[] = [
	contractField(false, 'Only enrollments of this contract. Empty watches all of the account.'),
	additionalFieldsOf([accountSwitchKey]),
];

export interface Scope {
	contractId?: string;
	accountSwitchKey?: string;
}

export const readScope = (reader: Reader): Scope => ({
	contractId: readContract(reader),
	accountSwitchKey: readSwitchKey(reader),
});

const LOOK_UPS = 10;
/** More would use up a minute's calls of the account. */
const MOST_LOOK_UPS = 30;

export const lookUpsPerPoll = numberOption(
	'Look-Ups per Poll',
	'lookUpsPerPoll',
	'How many are looked at singly in one poll, in turn, beside the one list. Akamai allows an account 35 calls a minute in all.',
	{ min: 1, max: MOST_LOOK_UPS, default: LOOK_UPS },
);

/** At the beginning as many as there may be: what is not looked at then is told when it is. */
export const readLookUps = (reader: Reader): { first: number; later: number } => ({
	first: MOST_LOOK_UPS,
	later: reader.integer('options.lookUpsPerPoll', 1, MOST_LOOK_UPS) ?? LOOK_UPS,
});

export const tellWhatIsThere = flag(
	'Tell What Is There',
	'tellWhatIsThere',
	'Whether the first poll tells once what is so already; else only what becomes so from then on',
);

export const readTellWhatIsThere = (reader: Reader): boolean =>
	reader.boolean('options.tellWhatIsThere') ?? false;
