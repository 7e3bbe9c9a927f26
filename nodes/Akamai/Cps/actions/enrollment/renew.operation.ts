import {
	additionalFieldsOf,
	flag,
	includeInputFields,
	notice,
	optionsOf,
} from '../../../../shared/form/fields';
import { Failure } from '../../../../shared/failure';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import { withoutEmpty } from '../../../../shared/values';
import type { UpdateQuery, WholeEnrollment } from '../../../api/enrollmentChange';
import { getWhole, putEnrollment } from '../../../api/enrollmentChange';
import { isRenewal, onlyPending } from '../../../api/enrollments';
import { changeTurn } from '../../../api/inputs';
import { type Cps, cpsOf } from '../../../transport/cps';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import { accountSwitchKey, enrollmentField, readSwitchKey } from '../fields';
import { nothingBegun } from './nothingBegun';
import { deployDays, readDeployDays } from './parts/schedule';

interface Input {
	enrollmentId: Id;
	query: UpdateQuery;
	accountSwitchKey?: string;
}

interface Thing {
	enrollment: WholeEnrollment;
	/** The renewal, as the enrollment or the answer names it. */
	changeId?: Id;
}

export const renew = defineWrite<Input, Thing>({
	name: 'Renew',
	action: 'Renew enrollment',
	description:
		'Begin a renewal, so that CPS makes a new key and CSR; a renewal that is pending is taken up',
	idFields: ['enrollmentId', 'changeId'],
	fields: [
		notice(
			'renewNotice',
			'A renewal begins whenever this runs and none is pending, however long the certificate still lives. Any other pending change is left alone, and the item fails.',
		),
		enrollmentField,
		additionalFieldsOf([
			accountSwitchKey,
			...deployDays,
			flag(
				'Renewal Date Check Override',
				'renewalDateCheckOverride',
				'Whether to renew although the certificate is about to expire and CPS may not be in time',
			),
		]),
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		accountSwitchKey: readSwitchKey(reader),
		query: {
			...readDeployDays(reader),
			'force-renewal': true,
			'renewal-date-check-override':
				reader.boolean('additionalFields.renewalDateCheckOverride') || undefined,
		},
	}),
	thing: async (ctx, input) =>
		await seen(await cpsOf(ctx, input.accountSwitchKey), input.enrollmentId),
	stands: ({ enrollment, changeId }) => {
		if (changeId !== undefined) return 'done';
		return enrollment.pendingChanges.length > 0 ? otherChange(enrollment) : 'open';
	},
	write: async (ctx, { query, accountSwitchKey: account }, { enrollment }) => {
		const [cps, asItIs] = [await cpsOf(ctx, account), () => ({})];
		const { changeId } = await putEnrollment(cps, enrollment, asItIs, query);
		if (changeId !== undefined) return { enrollment, changeId };
		// A look that cannot be had is made once more, since the answer proves no success.
		const after = await seen(cps, enrollment.id).catch(() => undefined);
		if (after?.changeId === undefined) throw nothingBegun(enrollment);
		return after;
	},
	turn: async (ctx, { enrollmentId, accountSwitchKey: account }) =>
		changeTurn(await cpsOf(ctx, account), enrollmentId),
	item: ({ enrollment, changeId }) => ({
		enrollmentId: enrollment.id,
		commonName: enrollment.commonName,
		changeId: changeId ?? null,
		nextStep: 'Change > Check Status until the change asks for the certificate.',
	}),
	ids: ({ enrollmentId }, thing) =>
		withoutEmpty({
			enrollmentId,
			changeId: thing?.changeId,
			commonName: thing?.enrollment.commonName,
		}),
	deed: ({ enrollment }) => `the renewal of enrollment ${enrollment.id} was begun`,
});

async function seen(cps: Cps, enrollmentId: Id): Promise<Thing> {
	const enrollment = await getWhole(cps, enrollmentId);
	const renewals = enrollment.pendingChanges.filter(isRenewal);
	return { enrollment, changeId: onlyPending({ ...enrollment, pendingChanges: renewals }) };
}

function otherChange({ id, pendingChanges }: WholeEnrollment): Failure {
	const named = pendingChanges.map(({ changeId, changeType }) => `${changeId} (${changeType})`);
	return new Failure({
		class: 'fixWorld',
		code: AKAMAI_OWN.pendingChange.code,
		message: `Enrollment ${id} has another pending change: ${named.join(', ')}`,
		nextStep: AKAMAI_OWN.pendingChange.next,
	});
}
