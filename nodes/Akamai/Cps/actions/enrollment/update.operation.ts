import type { IDataObject } from 'n8n-workflow';

import {
	additionalFieldsOf,
	flag,
	includeInputFields,
	notice,
	optionsOf,
} from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Id } from '../../../../shared/values';
import { withoutEmpty } from '../../../../shared/values';
import { getDeployments } from '../../../api/deployments';
import type { UpdateQuery, WholeEnrollment } from '../../../api/enrollmentChange';
import { getWhole, putEnrollment } from '../../../api/enrollmentChange';
import { getEnrollment, isRenewal, onlyPending } from '../../../api/enrollments';
import { changeTurn } from '../../../api/inputs';
import { fingerprintsOf } from '../../../api/leafFacts';
import { type Cps, cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, readSwitchKey } from '../fields';
import type { Edits } from './parts/edits';
import { edited, isAsWanted, readEdits, updateFields } from './parts/edits';
import { deployDays, readDeployDays } from './parts/schedule';

interface Input {
	enrollmentId: Id;
	edits: Edits;
	query: UpdateQuery;
	accountSwitchKey?: string;
}

interface Thing {
	enrollment: WholeEnrollment;
	isAsWanted: boolean;
	/** One of two certificates is to be added, and nothing that could bring it is pending. */
	lacksOne: boolean;
	changeId?: Id;
	/** CPS began a change that neither its answer nor the enrollment names. */
	isUnnamed?: boolean;
}

const MISSING = 'allowMissingCertificateAddition';
const BOTH = 2;

export const update = defineWrite<Input, Thing>({
	name: 'Update',
	action: 'Update enrollment',
	description:
		'Change names or settings of an enrollment and leave all else as it is; it is no renewal',
	idFields: ['enrollmentId', 'changeId'],
	fields: [
		notice(
			'updateNotice',
			'An update renews nothing: new names bring a new CSR, other settings do not. A pending change is never cancelled for it; where CPS would have to, the item fails.',
		),
		enrollmentField,
		updateFields,
		additionalFieldsOf([
			accountSwitchKey,
			flag(
				'Allow Missing Certificate Addition',
				MISSING,
				'Whether the missing one of the two certificates of a dual-stack enrollment may be added',
			),
			...deployDays,
		]),
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		edits: readEdits(reader, reader.boolean(`additionalFields.${MISSING}`) === true),
		query: {
			...readDeployDays(reader),
			'allow-missing-certificate-addition':
				reader.boolean(`additionalFields.${MISSING}`) || undefined,
		},
		accountSwitchKey: readSwitchKey(reader),
	}),
	thing: async (ctx, input) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const enrollment = await getWhole(cps, input.enrollmentId);
		const adds = input.query['allow-missing-certificate-addition'] === true;
		return {
			enrollment,
			isAsWanted: isAsWanted(enrollment.raw, input.edits),
			lacksOne: adds && (await lacksOne(cps, enrollment)),
			changeId: onlyPending(enrollment),
		};
	},
	stands: (thing) => (thing.isAsWanted && !thing.lacksOne ? 'done' : 'open'),
	write: async (ctx, { edits, query, accountSwitchKey: account }, { enrollment }) => {
		const edit = (raw: IDataObject) => edited(raw, edits);
		const cps = await cpsOf(ctx, account);
		const { changeId, isBegun } = await putEnrollment(cps, enrollment, edit, query);
		const after = { enrollment, isAsWanted: true, lacksOne: false };
		if (changeId !== undefined || !isBegun) return { ...after, changeId };
		const begun = await pendingSince(cps, enrollment).catch(() => undefined);
		return { ...after, changeId: begun, isUnnamed: begun === undefined };
	},
	turn: async (ctx, { enrollmentId, accountSwitchKey: account }) =>
		changeTurn(await cpsOf(ctx, account), enrollmentId),
	item: ({ enrollment, changeId, isUnnamed = false }) => ({
		enrollmentId: enrollment.id,
		commonName: enrollment.commonName,
		/** None where CPS has nothing to deploy. */
		changeId: changeId ?? null,
		nextStep:
			changeId !== undefined
				? 'Change > Check Status tells what the change waits for.'
				: isUnnamed
					? 'CPS began a change and shows none yet: its ID comes with Enrollment > Get. Without it Change > Check Status would tell of an earlier one.'
					: 'Nothing is left to do.',
	}),
	ids: ({ enrollmentId }, thing) =>
		withoutEmpty({
			enrollmentId,
			changeId: thing?.changeId,
			commonName: thing?.enrollment.commonName,
		}),
	deed: ({ enrollment }) => `enrollment ${enrollment.id} was updated`,
});

async function pendingSince(cps: Cps, before: WholeEnrollment): Promise<Id | undefined> {
	const known = before.pendingChanges.map(({ changeId }) => changeId);
	const { pendingChanges } = await getEnrollment(cps, before.id);
	return pendingChanges.find((one) => !known.includes(one.changeId) && !isRenewal(one))?.changeId;
}

/** Of a dual-stack enrollment, whose production network serves less than two. */
async function lacksOne(cps: Cps, { id, raw, pendingChanges }: WholeEnrollment): Promise<boolean> {
	if (raw.enableMultiStackedCertificates !== true || pendingChanges.length > 0) return false;
	const { production } = await getDeployments(cps, id);
	return fingerprintsOf(production ?? {}).length < BOTH;
}
