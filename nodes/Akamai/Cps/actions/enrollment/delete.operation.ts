import { asFailure, Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	includeInputFields,
	notice,
	optionsOf,
	text,
} from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { isTypedAgain } from '../../../../shared/reader/typedAgain';
import type { Id } from '../../../../shared/values';
import { withoutEmpty } from '../../../../shared/values';
import { deleteEnrollment } from '../../../api/enrollmentChange';
import type { Enrollment } from '../../../api/enrollments';
import { getEnrollment } from '../../../api/enrollments';
import { changeTurn } from '../../../api/inputs';
import { type Cps, cpsOf } from '../../../transport/cps';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import { saysNotFound } from '../../../transport/problem';
import { accountSwitchKey, enrollmentField, readSwitchKey } from '../fields';
import { nothingBegun } from './nothingBegun';
import { deployDays, readDeployDays } from './parts/schedule';

interface Input {
	enrollmentId: Id;
	isConfirmed: boolean;
	query: ReturnType<typeof readDeployDays>;
	accountSwitchKey?: string;
}

interface Thing {
	enrollment: Enrollment;
	isGone: boolean;
	/** Pending already when it was first looked at. */
	known: Id[];
	/** The deletion, where the certificate has to be taken off the network first. */
	changeId?: Id;
}

/** Word of its own: `delete` is none that a constant can have. */
export const deletion = defineWrite<Input, Thing>({
	name: 'Delete',
	action: 'Delete enrollment',
	description:
		'Take the certificate off the network and delete its enrollment; at once only where it was never deployed',
	idFields: ['enrollmentId', 'changeId'],
	fields: [
		notice(
			'deleteNotice',
			'Visitors are no longer served by this certificate. A deletion is a change of its own, and may wait until its warnings are acknowledged. With another change pending nothing is deleted.',
		),
		enrollmentField,
		text(
			'Enrollment ID Again',
			'enrollmentIdAgain',
			'The ID of the enrollment, typed once more. Left empty, the error tells what would be deleted, and nothing is sent.',
			{ placeholder: 'e.g. 10002' },
		),
		additionalFieldsOf([accountSwitchKey, ...deployDays]),
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		isConfirmed: isTypedAgain(reader, 'enrollmentIdAgain', 'enrollmentId'),
		query: readDeployDays(reader),
		accountSwitchKey: readSwitchKey(reader),
	}),
	thing: async (ctx, input, before) =>
		await seen(await cpsOf(ctx, input.accountSwitchKey), input.enrollmentId, before),
	stands: ({ enrollment, isGone, known, changeId }, { isConfirmed }) => {
		if (isGone || changeId !== undefined) return 'done';
		if (!isConfirmed) return notConfirmed(enrollment);
		return known.length > 0 ? pendingChange(enrollment) : 'open';
	},
	write: async (ctx, { enrollmentId, query, accountSwitchKey: account }, thing) => {
		const cps = await cpsOf(ctx, account);
		const { changeId } = await deleteEnrollment(cps, enrollmentId, {
			...query,
			'allow-cancel-pending-changes': false,
		});
		if (changeId !== undefined) return { ...thing, changeId };
		// A look that cannot be had is made once more, since the answer proves no success.
		const after = await seen(cps, enrollmentId, thing).catch(() => undefined);
		if (!after?.isGone && after?.changeId === undefined) throw nothingBegun(thing.enrollment);
		return after;
	},
	turn: async (ctx, { enrollmentId, accountSwitchKey: account }) =>
		changeTurn(await cpsOf(ctx, account), enrollmentId),
	item: ({ enrollment, isGone, changeId }) => ({
		enrollmentId: enrollment.id,
		commonName: enrollment.commonName,
		deleted: isGone,
		...(isGone
			? {}
			: {
					changeId: changeId ?? null,
					nextStep:
						'Change > Check Status with Is a Deletion until it is done; it may wait until its warnings are acknowledged.',
				}),
	}),
	ids: ({ enrollmentId }, thing) =>
		withoutEmpty({
			enrollmentId,
			changeId: thing?.changeId,
			commonName: thing?.enrollment.commonName,
		}),
	deed: ({ enrollment }) => `enrollment ${enrollment.id} was deleted`,
});

/** The documented types all make a certificate; that of a deletion is none of them, or none at all. */
const MAKES = /^(new|modify)-|^renewal$/i;

async function seen(cps: Cps, enrollmentId: Id, before?: Thing): Promise<Thing> {
	try {
		const enrollment = await getEnrollment(cps, enrollmentId);
		const pending = enrollment.pendingChanges.map(({ changeId }) => changeId);
		const known = before?.known ?? pending;
		const deletion = enrollment.pendingChanges.find(
			({ changeId, changeType }) => !known.includes(changeId) && !MAKES.test(changeType),
		);
		return { enrollment, isGone: false, known, changeId: deletion?.changeId };
	} catch (error) {
		const failure = asFailure(error);
		// Only what was there a moment ago can be gone.
		if (before && saysNotFound(failure)) return { ...before, isGone: true };
		throw failure;
	}
}

const notConfirmed = ({ id, commonName, raw }: Enrollment): Failure =>
	new Failure({
		class: 'fixRequest',
		code: AKAMAI_OWN.notConfirmed.code,
		message: `This would delete enrollment ${id} of "${commonName}"${raw.productionSlots ? ', which is served in production' : ''}`,
		nextStep: AKAMAI_OWN.notConfirmed.next,
	});

const pendingChange = ({ id, pendingChanges }: Enrollment): Failure =>
	new Failure({
		class: 'fixWorld',
		code: AKAMAI_OWN.pendingChange.code,
		message: `Enrollment ${id} has a pending change: ${pendingChanges.map(({ changeId }) => changeId).join(', ')}`,
		nextStep: AKAMAI_OWN.pendingChange.next,
	});
