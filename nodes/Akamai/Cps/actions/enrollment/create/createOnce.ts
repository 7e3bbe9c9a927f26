import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure, Failure } from '../../../../../shared/failure';
import type { Answer } from '../../../../../shared/http/exchange';
import { unreadable } from '../../../../../shared/http/unreadable';
import { searchFor } from '../../../../../shared/once/searchFor';
import type { Produced } from '../../../../../shared/operation/each';
import { OWN } from '../../../../../shared/ownCodes';
import { isStop, signalOf } from '../../../../../shared/time/stop';
import { parseJson } from '../../../../../shared/values';
import type { Enrollment } from '../../../../api/enrollments';
import { asEnrollmentStatus, ENROLLMENTS, newestPending } from '../../../../api/enrollments';
import type { Cps, CpsRequest } from '../../../../transport/cps';
import { cpsOf } from '../../../../transport/cps';
import { OTHER_CONFLICTS } from '../../../../transport/errors';
import { MEDIA_TYPE } from '../../../../transport/mediaTypes';
import { checkClientAuthentication, setClientAuthentication } from './clientAuthentication';
import { findElsewhere, findExisting, nameTaken, rememberMade } from './existing';
import { awaitTurn, noTurn, untilNextLook, waitedHint } from './interval';
import type { NewEnrollment, Placed } from './newEnrollment';
import { notChanged, notChangedHint } from './notChanged';

/** Look-ups for an enrollment whose answer was lost: one at once, then with growing pauses. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Creates an enrollment at most once: nothing is sent twice that could have been carried out. One
 * that has to wait for its turn lets the items of other contracts go on.
 */
export async function createOnce(
	ctx: IExecuteFunctions,
	wanted: NewEnrollment,
	stepAside: () => void,
): Promise<Produced> {
	const { contractId, convertedNames, body } = wanted;
	const known = { commonName: body.csr.cn, contractId };
	let hasWaited = false;
	const awaitTurnAside = () => {
		hasWaited = true;
		stepAside();
	};
	try {
		const placed = await createWithAuthentication(ctx, wanted, awaitTurnAside);
		const { answer, enrollmentId, changeId, found, reused, recovered } = placed;
		const left = found ? notChanged(wanted, found) : [];
		const hints = [
			hasWaited ? waitedHint(wanted) : undefined,
			wanted.hint,
			found && notChangedHint(left, found),
		];
		return {
			json: {
				...answer,
				...{ enrollmentId, changeId, ...known, reused, recovered },
				whoActs: 'nobody',
				nextStep: 'CPS works on it: follow it with Change > Check Status.',
				...(convertedNames ? { convertedNames } : {}),
				...(left.length > 0 ? { notChanged: left } : {}),
			},
			hint: hints.flatMap((hint) => hint ?? []).join('. ') || undefined,
		};
	} catch (error) {
		throw asFailure(error).knowing(known);
	}
}

async function createWithAuthentication(
	ctx: IExecuteFunctions,
	wanted: NewEnrollment,
	stepAside: () => void,
): Promise<Placed> {
	const cps = await cpsOf(ctx, wanted.accountSwitchKey);
	const placed = await createOrAdopt(ctx, cps, wanted, stepAside);
	rememberMade(ctx, cps, placed.enrollmentId);
	if (!placed.reused) return await setClientAuthentication(ctx, cps, wanted, placed);
	checkClientAuthentication(wanted, placed);
	return placed;
}

async function createOrAdopt(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
	stepAside: () => void,
): Promise<Placed> {
	// With duplicates allowed the service refuses no second one, so a second run looks first.
	if (wanted.query['allow-duplicate-cn']) {
		const { same } = await findExisting(ctx, cps, wanted);
		if (same) return adopted(same, { reused: true });
	}
	const started = performance.now();
	const left = () => wanted.patience - (performance.now() - started) / 1000;
	// Nobody waits for a turn to create what is there already.
	let patience = 0;
	for (;;) {
		const request = creation(cps, wanted, patience);
		const answer = await cps.send(request).catch((error: unknown) => asFailure(error));
		if (answer instanceof Failure) {
			if (answer.class === 'unclear') return await recover(ctx, cps, wanted, answer);
			if (answer.code !== OWN.noSlot.code) throw answer;
			if (left() <= 0) throw noTurn(wanted, answer);
			const same = await conflicting(ctx, cps, wanted);
			if (same) return adopted(same, { reused: true });
			stepAside();
			patience = Math.max(0, Math.min(left(), untilNextLook(wanted)));
			continue;
		}
		if (answer.status >= 200 && answer.status < 300) {
			const placed = created(answer);
			return (
				placed ?? (await recover(ctx, cps, wanted, unreadable('Akamai', answer.status, 'write')))
			);
		}
		const refusal = cps.refusal(request, answer);
		if (refusal.class === 'unclear') return await recover(ctx, cps, wanted, refusal);
		if (answer.status !== 409) throw refusal;
		const same = await conflicting(ctx, cps, wanted);
		if (same) return adopted(same, { reused: true });
		if (OTHER_CONFLICTS.includes(refusal.code ?? '')) throw refusal;
		stepAside();
		await awaitTurn(ctx, wanted, { answer, refusal, waited: performance.now() - started });
	}
}

function creation({ client }: Cps, wanted: NewEnrollment, patience: number): CpsRequest {
	const { contractId, query, body, fips, interval } = wanted;
	return {
		method: 'POST',
		path: ENROLLMENTS,
		query: { contractId, ...query },
		accept: MEDIA_TYPE.enrollmentStatus,
		contentType: fips ? MEDIA_TYPE.enrollmentFips : MEDIA_TYPE.enrollment,
		body,
		bucket: {
			name: `create ${client.identity} ${contractId}`,
			requests: 1,
			milliseconds: interval * 1000,
			patience: patience * 1000,
		},
		leavesBucket: (status) => status >= 400 && status < 500,
	};
}

function created(answer: Answer): Placed | undefined {
	const status = asEnrollmentStatus(parseJson(answer.text));
	if (!status) return undefined;
	const { enrollmentId, changeId, raw } = status;
	return { enrollmentId, changeId, answer: raw, reused: false, recovered: false };
}

/** The answer that the service would have given, made of the enrollment itself. */
function adopted(found: Enrollment, how: { reused?: true; recovered?: true }): Placed {
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

/** A conflict by name is told at once; without one it is the interval between two creations. */
async function conflicting(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
): Promise<Enrollment | undefined> {
	const { same, others } = await findExisting(ctx, cps, wanted);
	if (same || wanted.query['allow-duplicate-cn']) return same;
	if (others[0]) throw nameTaken(wanted, others[0]);
	const elsewhere = await findElsewhere(cps, wanted);
	if (elsewhere) throw nameTaken(wanted, elsewhere, true);
	return undefined;
}

async function recover(
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
		if (other && !wanted.query['allow-duplicate-cn']) throw nameTaken(wanted, other);
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
	const { contractId, body } = wanted;
	throw new Failure({
		class: 'unclear',
		code: cause.code,
		message: `${cause.message}. No enrollment for "${body.csr.cn}" shows up in contract ${contractId} yet`,
		nextStep:
			'Run this item again in some minutes: if the enrollment was created, it is found by its common name and adopted.',
	});
}
