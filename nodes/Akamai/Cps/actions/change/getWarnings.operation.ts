import { additionalFieldsOf, includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineEach } from '../../../../shared/operation/each';
import { signalOf } from '../../../../shared/time/stop';
import { getChange } from '../../../api/changes';
import { pendingRef } from '../../../api/inputs';
import { getWarningsOf, stageOf } from '../../../api/warnings';
import { cpsOf } from '../../../transport/cps';
import { explained } from '../../../warnings';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

export const getWarnings = defineEach<ChangeInput>({
	name: 'Get Warnings',
	action: 'Get change warnings',
	description:
		'Read the warnings that a change waits to have reviewed, each with what it means and what accepting it leads to',
	fields: [
		enrollmentField,
		pendingChangeField,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields),
	],
	mayBeEmpty: ['changeId'],
	read: readChange,
	each: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = await pendingRef(cps, input.enrollmentId, input.changeId);
		const stage = stageOf(await getChange(cps, ref.enrollmentId, ref.changeId));
		// Nothing to review is an answer, too: a workflow asks before it knows.
		if (!stage) return { ...ref, stage: null, waiting: false, warnings: [] };
		const { warnings } = await getWarningsOf(cps, ref, stage, signalOf(ctx));
		return { ...ref, stage, waiting: true, warnings: warnings.map(explained) };
	},
});
