import type { IExecuteFunctions } from 'n8n-workflow';

import { additionalFieldsOf } from '../../../../shared/form/fields';
import { type Checked, defineCheck } from '../../../../shared/operation/check';
import { withoutEmpty } from '../../../../shared/values';
import { changeStatus, changeThing, pastStatus } from '../../../api/changeStatus';
import { findChange } from '../../../api/changes';
import type { Enrollment } from '../../../api/enrollments';
import { getEnrollment, listEnrollments } from '../../../api/enrollments';
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
	round: (ctx, inputs) => {
		const enrollmentOf = inOneList(inputs);
		return { asked: async (input) => await checkOne(ctx, input, enrollmentOf) };
	},
});

type EnrollmentOf = typeof getEnrollment;

/** Fewer enrollments than this are read one by one: lists of large accounts take minutes. */
const FEW = 20;

/** Of many enrollments whose changes have to be found, one list shows them all. */
function inOneList(inputs: ChangeInput[]): EnrollmentOf {
	if (inputs.filter(({ changeId }) => changeId === undefined).length < FEW) return getEnrollment;
	const lists = new Map<string, Promise<Enrollment[]>>();
	return async (cps, enrollmentId) => {
		const { identity } = cps.client;
		const list = lists.get(identity) ?? listEnrollments(cps).then(({ enrollments }) => enrollments);
		lists.set(identity, list);
		// One that cannot be had, or does not show it, proves nothing.
		const listed = await list.catch(() => []);
		return listed.find(({ id }) => id === enrollmentId) ?? (await getEnrollment(cps, enrollmentId));
	};
}

async function checkOne(
	ctx: IExecuteFunctions,
	input: ChangeInput,
	enrollmentOf: EnrollmentOf,
): Promise<Checked> {
	const cps = await cpsOf(ctx, input.accountSwitchKey);
	const found = await findChange(cps, input.enrollmentId, input.changeId, enrollmentOf);
	// A name that is not known must not hide that of the input.
	const known = withoutEmpty({ enrollmentId: found.enrollmentId, commonName: found.commonName });
	if (!found.change) {
		const { action, actionDescription, createdOn, lastUpdated } = found.past?.raw ?? {};
		const what = { action, actionDescription, createdOn, lastUpdated };
		const { changeId } = found;
		const thing = { ...known, ...withoutEmpty({ changeId }), ...what, nextOperation: null };
		return { status: pastStatus(found.past, changeId), thing };
	}
	const { changeId, change } = found;
	return { status: changeStatus(change), thing: { ...known, changeId, ...changeThing(change) } };
}
