import {
	additionalFieldsOf,
	includeInputFields,
	moment,
	optionsOf,
} from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import type { Reader } from '../../../../shared/reader/reader';
import { withoutEmpty } from '../../../../shared/values';
import type { ChangeRef } from '../../../api/inputs';
import { pendingRef } from '../../../api/inputs';
import type { Schedule } from '../../../api/schedule';
import { getSchedule, putSchedule } from '../../../api/schedule';
import { cpsOf } from '../../../transport/cps';
import { accountSwitchKey, enrollmentField, pendingChangeField } from '../fields';
import { type ChangeInput, readChange } from './readChange';

interface Input extends ChangeInput {
	notBefore?: string;
	notAfter?: string;
}

interface Thing {
	ref: ChangeRef;
	schedule: Schedule;
}

export const setDeploymentSchedule = defineWrite<Input, Thing>({
	name: 'Set Deployment Schedule',
	action: 'Set change deployment schedule',
	description:
		'Set the dates before and after which a change is not deployed; empty lets CPS decide',
	fields: [
		enrollmentField,
		pendingChangeField,
		moment(
			'Not Before',
			'notBefore',
			'Deploys no earlier; with change management both must be met',
		),
		moment('Not After', 'notAfter', 'Deploys no later'),
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields),
	],
	read: readSchedule,
	thing: async (ctx, input, before) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = before?.ref ?? (await pendingRef(cps, input.enrollmentId, input.changeId));
		return { ref, schedule: await getSchedule(cps, ref) };
	},
	stands: ({ schedule }, { notBefore, notAfter }) =>
		isSame(schedule.notBefore, notBefore) && isSame(schedule.notAfter, notAfter) ? 'done' : 'open',
	write: async (ctx, { notBefore, notAfter, accountSwitchKey: account }, { ref }) => {
		await putSchedule(await cpsOf(ctx, account), ref, { notBefore, notAfter });
		return { ref, schedule: { notBefore, notAfter, raw: {} } };
	},
	item: ({ ref, schedule: { notBefore = null, notAfter = null } }) => ({
		...ref,
		notBefore,
		notAfter,
	}),
	ids: ({ enrollmentId, changeId }, thing) =>
		withoutEmpty({ enrollmentId, changeId, ...thing?.ref }),
	deed: ({ ref }) => `the schedule of change ${ref.changeId} was set`,
});

function readSchedule(reader: Reader): Input {
	const [notBefore, notAfter] = [reader.instant('notBefore'), reader.instant('notAfter')];
	if (notBefore !== undefined && notAfter !== undefined && notAfter < notBefore) {
		return reader.refuse('notAfter', "is before 'Not Before'");
	}
	return { ...readChange(reader), notBefore: iso(notBefore), notAfter: iso(notAfter) };
}

/** The form that clients send and CPS prints: without milliseconds. */
const iso = (at: number | undefined): string | undefined =>
	at === undefined ? undefined : new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const isSame = (one: string | undefined, other: string | undefined): boolean =>
	one === other ||
	(one !== undefined && other !== undefined && Date.parse(one) === Date.parse(other));
