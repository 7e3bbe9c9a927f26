import { additionalFieldsOf, includeInputFields, optionsOf } from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { signalOf } from '../../../../shared/time/stop';
import { withoutEmpty } from '../../../../shared/values';
import type { Change } from '../../../api/changes';
import { getChange } from '../../../api/changes';
import type { ChangeRef } from '../../../api/inputs';
import { asksFor, notAsked, pendingRef, sendInput, untilTaken } from '../../../api/inputs';
import { takenSince } from '../../../api/taken';
import { cpsOf } from '../../../transport/cps';
import { MEDIA_TYPE } from '../../../transport/mediaTypes';
import { type ChangeInput, readChange } from '../change/readChange';
import {
	accountSwitchKey,
	enrollmentField,
	pendingChangeField,
	readVisibleWithin,
	visibleWithin,
} from '../fields';

interface Thing {
	ref: ChangeRef;
	change: Change;
	/** It asked for the tokens when it was first looked at. */
	asked: boolean;
	/** CPS confirmed that it looks. */
	isConfirmed?: true;
}

const INPUT = 'lets-encrypt-challenges';

interface Input extends ChangeInput {
	visibleWithin: number;
}

export const acknowledge = defineWrite<Input, Thing>({
	name: 'Acknowledge',
	action: 'Acknowledge DV challenges',
	description:
		'Tell CPS that the tokens are published, so that it looks at once instead of by its own schedule',
	fields: [
		enrollmentField,
		pendingChangeField,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields, visibleWithin),
	],
	read: (reader) => ({ ...readChange(reader), visibleWithin: readVisibleWithin(reader) }),
	thing: async (ctx, input, before) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		const ref = before?.ref ?? (await pendingRef(cps, input.enrollmentId, input.changeId));
		const change = await getChange(cps, ref.enrollmentId, ref.changeId);
		return { ref, change, asked: before?.asked ?? asksFor(change, INPUT) };
	},
	stands: ({ ref, change, asked, isConfirmed }) => {
		if (isConfirmed) return 'done';
		if (asksFor(change, INPUT)) return 'open';
		return asked ? takenSince(ref, change, INPUT) : notAsked(ref, change);
	},
	write: async (ctx, input, thing) => {
		const cps = await cpsOf(ctx, input.accountSwitchKey);
		await sendInput(cps, thing.ref, {
			update: 'lets-encrypt-challenges-completed',
			contentType: MEDIA_TYPE.acknowledgement,
			body: { acknowledgement: 'acknowledge' },
		});
		const withinMs = input.visibleWithin * 1000;
		await untilTaken(cps, thing.ref, INPUT, { withinMs, signal: signalOf(ctx) });
		return { ...thing, isConfirmed: true };
	},
	visibleWithin: (input) => input.visibleWithin,
	item: ({ ref }) => ({ ...ref, acknowledged: true }),
	ids: ({ enrollmentId, changeId }, thing) =>
		withoutEmpty({ enrollmentId, changeId, ...thing?.ref }),
	deed: ({ ref }) => `the challenges of change ${ref.changeId} were acknowledged`,
});
