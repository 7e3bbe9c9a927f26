import type { IExecuteFunctions } from 'n8n-workflow';

import { additionalFieldsOf } from '../../../../shared/form/fields';
import { type Checked, defineCheck } from '../../../../shared/operation/check';
import { asObject, withoutEmpty } from '../../../../shared/values';
import { changeStatus, pastStatus } from '../../../api/changeStatus';
import { findChange } from '../../../api/changes';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, changeField, enrollmentField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

/** 35 calls in a minute, two for a change that has to be found first. */
const CHECKS_PER_MINUTE = 17;

export const checkStatus = defineCheck<ChangeInput>({
	action: 'Check change status',
	description: 'Tell whether a change is done, in progress, needs somebody to act, or has failed',
	fields: [enrollmentField, changeField, additionalFieldsOf([accountSwitchKey])],
	checksPerMinute: CHECKS_PER_MINUTE,
	mayBeEmpty: ['changeId'],
	read: readChange,
	round: (ctx) => ({ asked: async (input) => await checkOne(ctx, input) }),
});

async function checkOne(ctx: IExecuteFunctions, input: ChangeInput): Promise<Checked> {
	const cps = await cpsOf(ctx, input.accountSwitchKey);
	const found = await findChange(cps, input.enrollmentId, input.changeId);
	// A name that is not known must not hide that of the input.
	const known = withoutEmpty({ enrollmentId: found.enrollmentId, commonName: found.commonName });
	if (!found.change) {
		const { action, actionDescription, createdOn, lastUpdated } = found.past?.raw ?? {};
		const thing = { ...known, action, actionDescription, createdOn, lastUpdated };
		return { status: pastStatus(found.past), thing };
	}
	const { changeId, change } = found;
	const { description, error, deploymentSchedule } = asObject(change.raw.statusInfo);
	return {
		status: changeStatus(change),
		thing: {
			...known,
			changeId,
			vendorState: change.state,
			description,
			deploymentSchedule,
			allowedInput: change.raw.allowedInput,
			error,
		},
	};
}
