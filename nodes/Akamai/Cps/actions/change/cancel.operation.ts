import { asFailure, Failure } from '../../../../shared/failure';
import {
	additionalFieldsOf,
	includeInputFields,
	notice,
	optionsOf,
} from '../../../../shared/form/fields';
import { defineWrite } from '../../../../shared/operation/write';
import { getChange } from '../../../api/changes';
import type { ChangeRef } from '../../../api/inputs';
import { changePath, confirms } from '../../../api/inputs';
import { cpsOf } from '../../../transport/cps';
import { MEDIA_TYPE } from '../../../transport/mediaTypes';
import { AKAMAI_OWN } from '../../../transport/ownCodes';
import { saysNotFound } from '../../../transport/problem';
import { accountSwitchKey, enrollmentField, readSwitchKey, seenChangeField } from '../fields';

interface Input extends ChangeRef {
	accountSwitchKey?: string;
}

interface Thing {
	ref: ChangeRef;
	/** `gone`: CPS drops an enrollment that was never deployed together with its only change. */
	state: string;
}

const GONE = 'gone';
const CANCELLED = 'cancelled';

export const cancel = defineWrite<Input, Thing>({
	name: 'Cancel',
	action: 'Cancel change',
	description: 'End a pending change, so that it is not deployed',
	fields: [
		notice(
			'cancelNotice',
			'The CSR of the change becomes void, and with it a certificate that was ordered for it. An enrollment that was never deployed is deleted together with its only change.',
		),
		enrollmentField,
		seenChangeField,
		additionalFieldsOf([accountSwitchKey]),
		optionsOf(includeInputFields),
	],
	read: (reader) => ({
		enrollmentId: reader.requiredId('enrollmentId'),
		changeId: reader.requiredId('changeId'),
		accountSwitchKey: readSwitchKey(reader),
	}),
	thing: async (ctx, { accountSwitchKey: account, ...ref }, before) => {
		const cps = await cpsOf(ctx, account);
		try {
			const { state } = await getChange(cps, ref.enrollmentId, ref.changeId);
			return { ref, state };
		} catch (error) {
			const failure = asFailure(error);
			// Only what was there a moment ago can be gone.
			if (before && saysNotFound(failure)) return { ref, state: GONE };
			throw failure;
		}
	},
	stands: ({ state }, { changeId }) => {
		if (state === CANCELLED || state === GONE) return 'done';
		return state === 'completed' ? over(changeId) : 'open';
	},
	write: async (ctx, { accountSwitchKey: account, ...ref }) => {
		const cps = await cpsOf(ctx, account);
		await cps.narrowed(
			{ method: 'DELETE', path: changePath(ref), accept: MEDIA_TYPE.changeId },
			(answer) => confirms(answer, ref),
		);
		return { ref, state: CANCELLED };
	},
	item: ({ ref }) => ({ ...ref, cancelled: true }),
	ids: ({ enrollmentId, changeId }) => ({ enrollmentId, changeId }),
	deed: () => 'the change was cancelled',
});

const over = (changeId: Input['changeId']): Failure =>
	new Failure({
		class: 'notEligible',
		code: AKAMAI_OWN.changeOver.code,
		message: `Change ${changeId} is completed`,
		nextStep: AKAMAI_OWN.changeOver.next,
	});
