import type { IExecuteFunctions } from 'n8n-workflow';

import { toAscii } from '../../../../../shared/certificate/names';
import { asFailure, Failure } from '../../../../../shared/failure';
import type { Answer } from '../../../../../shared/http/exchange';
import { needsLook } from '../../../../../shared/once/needsLook';
import { unreadable } from '../../../../../shared/http/unreadable';
import type { Produced } from '../../../../../shared/operation/each';
import { OWN } from '../../../../../shared/ownCodes';
import { isStop } from '../../../../../shared/time/stop';
import { parseJson } from '../../../../../shared/values';
import { asEnrollmentStatus, ENROLLMENTS, getEnrollment } from '../../../../api/enrollments';
import type { Cps, CpsRequest } from '../../../../transport/cps';
import { cpsOf } from '../../../../transport/cps';
import { OTHER_CONFLICTS } from '../../../../transport/errors';
import { hasProblem } from '../../../../transport/problem';
import { MEDIA_TYPE } from '../../../../transport/mediaTypes';
import { checkClientAuthentication, setClientAuthentication } from './clientAuthentication';
import type { Existing } from './existing';
import { findElsewhere, findExisting, nameTaken, NOTHING_SEEN, rememberMade } from './existing';
import { awaitTurn, noTurn, untilNextLook, waitedHint } from './interval';
import type { NewEnrollment, Placed } from './newEnrollment';
import { allowsDuplicates } from './newEnrollment';
import { adopted, afterRefusal, recover } from './recover';
import { findBefore, rememberRefused } from './refused';
import { notChanged, notChangedHint } from './notChanged';

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

/**
 * With duplicates allowed the service refuses no second one, so each call has a look before it, and
 * no refusal is believed without one. Nor is one that is found after a lost answer known to be of
 * this call without it, and the update that sets client authentication cancels its change.
 */
async function createOrAdopt(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
	stepAside: () => void,
): Promise<Placed> {
	const lookBefore = async () => await findBefore(ctx, cps, wanted, stepAside);
	const mustLook = allowsDuplicates(wanted) || wanted.clientMutualAuthentication !== undefined;
	const started = performance.now();
	const left = () => wanted.patience - (performance.now() - started) / 1000;
	// Nobody waits for a turn to create what is there already.
	let patience = 0;
	let limited = 0;
	let seen = mustLook ? await lookBefore() : NOTHING_SEEN;
	while (!seen.same) {
		const request = creation(cps, wanted, patience);
		const answer = await cps.send(request).catch((error: unknown) => asFailure(error));
		if (answer instanceof Failure) {
			if (answer.class === 'unclear') return await recover(ctx, cps, wanted, answer);
			if (needsLook(answer, limited + 1)) {
				limited++;
				seen = await findExisting(ctx, cps, wanted);
				if (seen.same) return adopted(seen.same, { recovered: true });
				continue;
			}
			if (answer.code !== OWN.noSlot.code) throw answer;
			if (left() <= 0) throw noTurn(wanted, answer);
			// Whether another contract has the name CPS tells when the turn comes: that list takes minutes.
			seen = await inContract(ctx, cps, wanted);
			stepAside();
			patience = Math.max(0, Math.min(left(), untilNextLook(wanted)));
			continue;
		}
		if (answer.status >= 200 && answer.status < 300) {
			const placed = created(answer);
			if (placed && (await isWanted(cps, wanted, placed, seen))) return placed;
			const cause = unreadable('Akamai', answer.status, 'write');
			const { enrollmentId } = placed ?? {};
			return await recover(ctx, cps, wanted, cause.knowing({ enrollmentId }));
		}
		const refusal = cps.refusal(request, answer);
		if (refusal.class === 'unclear') return await recover(ctx, cps, wanted, refusal);
		rememberRefused(cps, wanted);
		if (answer.status !== 409) return await afterRefusal(ctx, cps, wanted, refusal);
		seen = await conflicting(ctx, cps, wanted);
		if (seen.same) break;
		if (OTHER_CONFLICTS.includes(refusal.code ?? '')) throw refusal;
		stepAside();
		await awaitTurn(ctx, wanted, { answer, refusal, waited: performance.now() - started });
		if (mustLook) seen = await lookBefore();
	}
	return adopted(seen.same, { reused: true });
}

/** Whether the enrollment that an answer names is new and has the name; Stop leaves it at the answer. */
async function isWanted(
	cps: Cps,
	{ body, fips }: NewEnrollment,
	{ enrollmentId }: Placed,
	{ others }: Existing,
): Promise<boolean> {
	if (others.some(({ id }) => id === enrollmentId)) return false;
	try {
		const { commonName } = await getEnrollment(cps, enrollmentId, fips);
		return toAscii(commonName) === body.csr.cn;
	} catch (error) {
		return isStop(asFailure(error));
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
	const body = parseJson(answer.text);
	const status = hasProblem(body) ? undefined : asEnrollmentStatus(body);
	if (!status) return undefined;
	const { enrollmentId, changeId, raw } = status;
	return { enrollmentId, changeId, answer: raw, reused: false, recovered: false };
}

/** A conflict by name is told at once; without one it is the interval between two creations. */
async function conflicting(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
): Promise<Existing> {
	const seen = await inContract(ctx, cps, wanted);
	if (seen.same || allowsDuplicates(wanted)) return seen;
	const elsewhere = await findElsewhere(cps, wanted);
	if (elsewhere) throw nameTaken(wanted, elsewhere, true);
	return seen;
}

async function inContract(
	ctx: IExecuteFunctions,
	cps: Cps,
	wanted: NewEnrollment,
): Promise<Existing> {
	const seen = await findExisting(ctx, cps, wanted);
	const [other] = seen.others;
	if (other && !seen.same && !allowsDuplicates(wanted)) throw nameTaken(wanted, other);
	return seen;
}
