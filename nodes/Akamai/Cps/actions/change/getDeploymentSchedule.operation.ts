import { additionalFieldsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { pendingRef } from '../../../api/inputs';
import { getSchedule } from '../../../api/schedule';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';
import { readChange, type ChangeInput } from './readChange';

export const getDeploymentSchedule = defineEach<ChangeInput>({
	name: 'Get Deployment Schedule',
	action: 'Get change deployment schedule',
	description: 'Read the dates before and after which a change is not deployed',
	fields: [enrollmentField, pendingChangeField, additionalFieldsOf([accountSwitchKey])],
	mayBeEmpty: ['changeId'],
	read: readChange,
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = await pendingRef(cps, input.enrollmentId, input.changeId);
		const { raw } = await getSchedule(cps, ref);
		return { ...raw, ...ref };
	},
});
