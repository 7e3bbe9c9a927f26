import type { IDataObject } from 'n8n-workflow';

import { asFailure, Failure } from '../../shared/failure';
import { searchFor } from '../../shared/once/searchFor';
import { pause } from '../../shared/time/pause';
import type { Id } from '../../shared/values';
import { asObject } from '../../shared/values';
import { AKAMAI_OWN } from '../transport/ownCodes';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { Change } from './changes';
import { getChange } from './changes';
import type { Enrollment } from './enrollments';
import { ENROLLMENTS, getEnrollment, theOnlyPending } from './enrollments';
import { idsOf } from './narrow';

/** What a change may ask for, by the last segment of the path that reads it. */
export type InputName =
	| 'third-party-csr'
	| 'pre-verification-warnings'
	| 'post-verification-warnings'
	| 'change-management-info'
	| 'lets-encrypt-challenges';

/** A change and the enrollment that it belongs to. */
export interface ChangeRef {
	enrollmentId: Id;
	changeId: Id;
}

/** CPS offers an input some moments after it has said so. */
const OFFERED_WITHIN_MS = 60_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 20_000;

export const changePath = ({ enrollmentId, changeId }: ChangeRef): string =>
	`${ENROLLMENTS}/${enrollmentId}/changes/${changeId}`;

/**
 * Answers to one change go one after the other: two runs that see it asking would both answer. By
 * its enrollment, since the change may have to be found first.
 */
export const changeTurn = ({ client }: Cps, enrollmentId: Id): string =>
	`change of ${enrollmentId} ${client.identity}`;

/** The change that was named, else the only one that is pending. */
export async function pendingRef(cps: Cps, enrollmentId: Id, changeId?: Id): Promise<ChangeRef> {
	if (changeId !== undefined) return { enrollmentId, changeId };
	return refIn(await getEnrollment(cps, enrollmentId));
}

export function refIn(enrollment: Enrollment, changeId = theOnlyPending(enrollment)): ChangeRef {
	const { id: enrollmentId } = enrollment;
	if (changeId !== undefined) return { enrollmentId, changeId };
	throw new Failure({
		class: 'notEligible',
		code: AKAMAI_OWN.noPendingChange.code,
		message: `Enrollment ${enrollmentId} has no pending change`,
		ids: { enrollmentId },
		nextStep: 'Change > Check Status tells what became of its last one.',
	});
}

export const asksFor = ({ inputs }: Change, name: InputName): boolean =>
	inputs.some(({ segment }) => segment === name);

/** The change, if it asks for one of these inputs now; else a Failure that says what it does. */
export async function askingFor(
	cps: Cps,
	ref: ChangeRef,
	names: readonly InputName[],
): Promise<{ change: Change; name: InputName }> {
	const change = await getChange(cps, ref.enrollmentId, ref.changeId);
	const name = names.find((one) => asksFor(change, one));
	if (name) return { change, name };
	throw notAsked(ref, change);
}

export function notAsked(ref: ChangeRef, { state, status }: Change): Failure {
	const isUnderWay = state === 'running' || state === 'new';
	return new Failure({
		class: isUnderWay ? 'settle' : 'notEligible',
		code: AKAMAI_OWN.notAsked.code,
		message: `Change ${ref.changeId} does not ask for this: it is ${state} (${status})`,
		ids: { ...ref },
		nextStep: 'Change > Check Status tells what it waits for.',
	});
}

/**
 * Reads what an input shows: what is shown is asked for. Where nothing is, the change is looked at
 * once, and CPS gets a moment only if it says that it asks.
 */
export async function readInput<T>(
	cps: Cps,
	ref: ChangeRef,
	{ name, accept }: { name: InputName; accept: string },
	narrow: (body: unknown) => T | undefined,
	signal: AbortSignal | undefined,
): Promise<T> {
	const path = `${changePath(ref)}/input/info/${name}`;
	let late: Failure | undefined;
	const look = async () =>
		await cps.narrowed({ method: 'GET', path, accept }, narrow).catch(async (error: unknown) => {
			const failure = asFailure(error);
			if (failure.code !== '404' && failure.class !== 'settle') throw failure;
			if (!late) await askingFor(cps, ref, [name]);
			late = failure;
			return undefined;
		});
	const found = await searchFor<T>(look, {
		firstPauseMs: FIRST_PAUSE_MS,
		longestPauseMs: LONGEST_PAUSE_MS,
		withinMs: OFFERED_WITHIN_MS,
		signal,
	});
	if (found !== undefined && found !== null) return found;
	throw asFailure(late).knowing({ ...ref });
}

const TAKEN_PAUSE_MS = 1_000;

/**
 * Waits until the change no longer asks for what was answered: whoever looked before would answer it
 * again. A look that cannot be had ends the wait; the answer was given all the same.
 */
export async function untilTaken(
	cps: Cps,
	ref: ChangeRef,
	name: InputName,
	{ withinMs, signal }: { withinMs: number; signal: AbortSignal | undefined },
): Promise<void> {
	const look = async () => {
		const change = await getChange(cps, ref.enrollmentId, ref.changeId);
		return asksFor(change, name) ? undefined : true;
	};
	const [firstPauseMs, longestPauseMs] = [TAKEN_PAUSE_MS, LONGEST_PAUSE_MS];
	await pause(Math.min(firstPauseMs, withinMs), signal)
		.then(async () => await searchFor(look, { firstPauseMs, longestPauseMs, withinMs, signal }))
		.catch(() => {});
}

/** Answers an input. CPS confirms with the path of the change. */
export async function sendInput(
	cps: Cps,
	ref: ChangeRef,
	{ update, contentType, body }: { update: string; contentType: string; body: IDataObject },
): Promise<void> {
	await cps.narrowed(
		{
			method: 'POST',
			path: `${changePath(ref)}/input/update/${update}`,
			accept: MEDIA_TYPE.changeId,
			contentType,
			body,
		},
		(answer) => confirms(answer, ref),
	);
}

/** Anything else proves no success: the change is looked at. */
export function confirms(answer: unknown, { enrollmentId, changeId }: ChangeRef): true | undefined {
	const ids = idsOf(asObject(answer).change);
	return ids.enrollmentId === enrollmentId && ids.changeId === changeId ? true : undefined;
}
