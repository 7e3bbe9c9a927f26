import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure } from '../../../../shared/failure';
import { additionalFieldsOf, flag } from '../../../../shared/form/fields';
import { type Checked, defineCheck } from '../../../../shared/operation/check';
import { type Id, withoutEmpty } from '../../../../shared/values';
import { changeStatus, changeThing, deletedStatus, pastStatus } from '../../../api/changeStatus';
import type { FoundChange } from '../../../api/changes';
import { findChange, getChange } from '../../../api/changes';
import type { Enrollment } from '../../../api/enrollments';
import { getEnrollment, listEnrollments } from '../../../api/enrollments';
import { type Cps, cpsOf } from '../../../transport/cps';
import { saysNotFound } from '../../../transport/problem';
import { accountSwitchKey, changeField, enrollmentField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

/** 35 calls in a minute, two for a change that has to be found first. */
const CHECKS_PER_MINUTE = 17;

interface Input extends ChangeInput {
	/** The admin knows that this change deletes the enrollment. */
	isDeletion: boolean;
}

const isDeletion = flag(
	'Is a Deletion',
	'isDeletion',
	'Whether this is the change that Enrollment > Delete began: done when CPS no longer knows the enrollment. Use the ID that Delete gave: one of another account, or with a slip, is not found, either.',
);

export const checkStatus = defineCheck<Input>({
	action: 'Check change status',
	description: 'Tell whether a change is done, in progress, needs somebody to act, or has failed',
	fields: [enrollmentField, changeField, additionalFieldsOf([accountSwitchKey, isDeletion])],
	checksPerMinute: CHECKS_PER_MINUTE,
	mayBeEmpty: ['changeId'],
	read: (reader) => {
		const isDeletion = reader.boolean('additionalFields.isDeletion') ?? false;
		// The newest of the history would be another one.
		if (isDeletion) reader.requiredId('changeId');
		return { ...readChange(reader), isDeletion };
	},
	round: (ctx, inputs) => {
		const enrollmentOf = inOneList(inputs);
		return { asked: async (input) => await checkOne(ctx, input, enrollmentOf) };
	},
});

type EnrollmentOf = typeof getEnrollment;

/** Fewer enrollments than this are read one by one: lists of large accounts take minutes. */
const FEW = 20;

/** Of many enrollments whose changes have to be found, one list shows them all. */
function inOneList(inputs: Input[]): EnrollmentOf {
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
	input: Input,
	enrollmentOf: EnrollmentOf,
): Promise<Checked> {
	const cps = await cpsOf(ctx, input.accountSwitchKey);
	const { enrollmentId, changeId } = input;
	if (changeId === undefined || !input.isDeletion) {
		return tell(await findChange(cps, enrollmentId, changeId, enrollmentOf));
	}
	try {
		const change = await getChange(cps, enrollmentId, changeId);
		return tell({ enrollmentId, changeId, change });
	} catch (error) {
		const failure = asFailure(error);
		if (!saysNotFound(failure) || !(await isGone(cps, enrollmentId))) throw failure;
		return { status: deletedStatus(), thing: { enrollmentId, changeId, nextOperation: null } };
	}
}

/** CPS may know the enrollment, and the change no longer: then it was not this one that deletes. */
const isGone = async (cps: Cps, enrollmentId: Id): Promise<boolean> =>
	await getEnrollment(cps, enrollmentId).then(
		() => false,
		(error: unknown) => saysNotFound(asFailure(error)),
	);

function tell(found: FoundChange): Checked {
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
