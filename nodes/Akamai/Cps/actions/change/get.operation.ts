import { additionalFieldsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { withoutEmpty } from '../../../../shared/values';
import { findChange } from '../../../api/changes';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, changeField, enrollmentField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

export const get = defineEach<ChangeInput>({
	name: 'Get',
	action: 'Get change',
	description:
		'Read a change as CPS tells it, with the inputs that it allows; with nothing pending the newest entry of the history',
	fields: [enrollmentField, changeField, additionalFieldsOf([accountSwitchKey])],
	mayBeEmpty: ['changeId'],
	read: readChange,
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const found = await findChange(cps, input.enrollmentId, input.changeId);
		const { enrollmentId, commonName, changeId } = found;
		const known = withoutEmpty({ enrollmentId, commonName, changeId });
		return found.change
			? { ...found.change.raw, ...known, pending: true }
			: { ...found.past?.raw, ...known, pending: false };
	},
});
