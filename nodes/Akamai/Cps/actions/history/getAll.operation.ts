import { additionalFieldsOf, choice, returnAllFields } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { readLimit } from '../../../../shared/reader/reader';
import type { Id } from '../../../../shared/values';
import type { HistoryKind } from '../../../api/histories';
import { getHistory } from '../../../api/histories';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, readSwitchKey } from '../fields';

const KINDS: readonly HistoryKind[] = ['changes', 'certificates', 'dv'];

interface Input {
	enrollmentId: Id;
	kind: HistoryKind;
	limit?: number;
	accountSwitchKey?: string;
}

export const getAll = defineEach<Input>({
	name: 'Get Many',
	action: 'Get many histories',
	description: 'List what has happened to an enrollment, one item an entry, in the order of CPS',
	many: true,
	fields: [
		enrollmentField,
		choice('History', 'history', 'What the entries are about', {
			options: [
				['certificates', 'Certificates', 'Those that were on a network, with their chains'],
				['changes', 'Changes', 'With the CSRs and certificates of each; CPS prints no change ID'],
				['dv', 'Domain Validations', 'One entry a domain'],
			],
			default: 'changes',
		}),
		...returnAllFields,
		additionalFieldsOf([accountSwitchKey]),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		kind: reader.requiredChoice('history', KINDS),
		limit: readLimit(reader),
		accountSwitchKey: readSwitchKey(reader),
	}),
	each: async (ctx, { enrollmentId, kind, limit, accountSwitchKey: account }) => {
		const entries = await getHistory(await cpsOf(ctx, account), enrollmentId, kind);
		return entries.slice(0, limit).map((entry) => ({ ...entry, enrollmentId, history: kind }));
	},
});
