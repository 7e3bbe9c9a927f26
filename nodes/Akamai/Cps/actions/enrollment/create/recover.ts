import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure } from '../../../../../shared/failure';
import { searchFor } from '../../../../../shared/once/searchFor';
import { isStop, signalOf } from '../../../../../shared/time/stop';
import type { Enrollment } from '../../../../api/enrollments';
import { ENROLLMENTS, newestPending } from '../../../../api/enrollments';
import type { Cps } from '../../../../transport/cps';
import { findExisting, nameTaken } from './existing';
import type { NewEnrollment, Placed } from './newEnrollment';
import { allowsDuplicates } from './newEnrollment';

/** Look-ups for an enrollment whose answer was lost: one at once, then with growing pauses. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** The answer that the service would have given, made of the enrollment itself. */
export function adopted(found: Enrollment, how: { reused?: true; recovered?: true }): Placed {
	const changeId = newestPending(found);
	const path = `${ENROLLMENTS}/${found.id}`;
	return {
		enrollmentId: found.id,
		changeId,
		answer: {
			enrollment: path,
			changes: changeId === undefined ? [] : [`${path}/changes/${changeId}`],
		},
		found,
		reused: how.reused ?? false,
		recovered: how.recovered ?? false,
	};
}

/** The service itself refuses a second one, but where duplicates are allowed. */
export async function afterRefusal(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
	refusal: Failure,
): Promise<Placed> {
	if (!allowsDuplicates(wanted)) throw refusal;
	const { same } = await findExisting(ctx, cps, wanted).catch(() => {
		// A key that may not create may not look either.
		throw refusal.everybody ? refusal : notKnown(wanted, refusal);
	});
	if (same) return adopted(same, { recovered: true });
	throw refusal;
}

/** Looks for an enrollment whose answer was lost; it is not sent again. */
export async function recover(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
	cause: Failure,
): Promise<Placed> {
	const look = async (): Promise<Placed | undefined | null> => {
		const found = await findExisting(ctx, cps, wanted).catch((error: unknown) => asFailure(error));
		if (found instanceof Failure) {
			if (isStop(found)) throw found;
			return null;
		}
		if (found.same) return adopted(found.same, { recovered: true });
		const [other] = found.others;
		// The service would have refused the name: nothing was created.
		if (other && !allowsDuplicates(wanted)) throw nameTaken(wanted, other);
		return undefined;
	};
	const found = await searchFor(look, {
		firstPauseMs: FIRST_PAUSE_MS,
		longestPauseMs: LONGEST_PAUSE_MS,
		withinMs: wanted.visibleWithin * 1000,
		signal: signalOf(ctx),
	}).catch((error: unknown) => {
		// Stopped or not: the outcome stays unclear.
		if (isStop(asFailure(error))) return undefined;
		throw asFailure(error);
	});
	if (found) return found;
	throw notKnown(wanted, cause);
}

const notKnown = ({ contractId, body }: NewEnrollment, cause: Failure): Failure =>
	new Failure({
		class: 'unclear',
		code: cause.code,
		ids: cause.ids,
		message: `${cause.message}. No enrollment for "${body.csr.cn}" shows up in contract ${contractId} yet`,
		nextStep:
			'Run this item again in some minutes: if the enrollment was created, it is found by its common name and adopted.',
	});
