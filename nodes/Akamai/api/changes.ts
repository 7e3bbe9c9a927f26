import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/failure';
import { asFailure } from '../../shared/failure';
import type { Id } from '../../shared/values';
import { asObject, asText, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { saysNotFound } from '../transport/problem';
import { ENROLLMENTS, getEnrollment, theOnlyPending } from './enrollments';
import { everyOne, idsOf, listIn } from './narrow';
import { stateWord } from './stateWord';

/** An input that a change takes now. */
export interface AllowedInput {
	/** Last segment of the path that reads it; the `type` is named otherwise. */
	segment: string;
	/** Whether the change stands still without it. */
	isRequired: boolean;
}

/** A change that is not over, or was a moment ago. */
export interface Change {
	/** In the documented spelling, whatever that of the answer. */
	state: string;
	vendorState: string;
	/** The vendor's word, from an open list. */
	status: string;
	/** In words; may be there in any state. */
	error?: string;
	inputs: AllowedInput[];
	raw: IDataObject;
}

/** A change as the history prints it: without state and IDs. */
export interface PastChange {
	status: string;
	raw: IDataObject;
}

export type FoundChange = {
	enrollmentId: Id;
	/** Known if the enrollment had to be read. */
	commonName?: string;
} & (
	| { changeId: Id; change: Change }
	/** Nothing is pending: the newest entry of the history, if there is one. The ID where CPS no longer knows it. */
	| { changeId?: Id; change?: undefined; past?: PastChange }
);

/** Undefined where it is none, or is about another change than `path`. */
export function asChange(raw: unknown, path: string): Change | undefined {
	const { statusInfo, allowedInput } = asObject(raw);
	const { state, status, error } = asObject(statusInfo);
	const word = asText(state);
	const inputs = everyOne(allowedInput, (entry) => asInput(entry, path));
	if (!isObject(raw) || word === undefined || inputs === undefined) return undefined;
	return {
		state: stateWord(word),
		vendorState: word,
		status: asText(status) ?? word,
		error: spoken(error),
		inputs,
		raw,
	};
}

function asInput(entry: unknown, path: string): AllowedInput | undefined {
	if (!isObject(entry)) return undefined;
	const info = asText(entry.info) ?? '';
	const [own, { enrollmentId, changeId }] = [idsOf(path), idsOf(info)];
	const isOther = changeId !== undefined && changeId !== own.changeId;
	if (isOther || (enrollmentId !== undefined && enrollmentId !== own.enrollmentId)) {
		return undefined;
	}
	const [bare = ''] = info.split('?');
	const segment = bare.replace(/\/$/, '').split('/').at(-1) ?? '';
	return { segment, isRequired: entry.requiredToProceed === true };
}

/** Code and description, else whatever text there is, of one error or of several. */
function spoken(error: unknown): string | undefined {
	if (Array.isArray(error)) {
		const list: unknown[] = error;
		return list.flatMap((one) => spoken(one) ?? []).join('; ') || undefined;
	}
	if (!isObject(error)) return asText(error);
	const texts = (parts: unknown[]) => parts.flatMap((part) => asText(part) ?? []);
	const known = texts([error.code, error.description]).join(': ');
	return known || texts(Object.values(error)).join(' ') || undefined;
}

/** Without an ID: the only pending change; none pending: the newest of the history. */
export async function findChange(
	cps: Cps,
	enrollmentId: Id,
	changeId?: Id,
	enrollmentOf = getEnrollment,
): Promise<FoundChange> {
	if (changeId !== undefined) {
		return await getChange(cps, enrollmentId, changeId).then(
			(change) => ({ enrollmentId, changeId, change }),
			async (error: unknown) =>
				await goneChange(cps, { enrollmentId, changeId }, asFailure(error), enrollmentOf),
		);
	}
	const enrollment = await enrollmentOf(cps, enrollmentId);
	const { commonName } = enrollment;
	const pending = theOnlyPending(enrollment);
	if (pending === undefined) {
		return { enrollmentId, commonName, past: await newestPast(cps, enrollmentId) };
	}
	const change = await getChange(cps, enrollmentId, pending);
	return { enrollmentId, changeId: pending, commonName, change };
}

/**
 * Nobody says how long CPS knows a change that is over. With another one pending, or without an
 * enrollment, it may as well be one that never was.
 */
async function goneChange(
	cps: Cps,
	{ enrollmentId, changeId }: { enrollmentId: Id; changeId: Id },
	notFound: Failure,
	enrollmentOf: typeof getEnrollment,
): Promise<FoundChange> {
	if (!saysNotFound(notFound)) throw notFound;
	const { commonName, pendingChanges } = await enrollmentOf(cps, enrollmentId).catch(
		(error: unknown) => {
			throw asFailure(error).status === 404 ? notFound : error;
		},
	);
	const past = pendingChanges.length === 0 ? await newestPast(cps, enrollmentId) : undefined;
	if (!past) throw notFound;
	return { enrollmentId, changeId, commonName, past };
}

export async function getChange(cps: Cps, enrollmentId: Id, changeId: Id): Promise<Change> {
	const path = `${ENROLLMENTS}/${enrollmentId}/changes/${changeId}`;
	return await cps.narrowed({ method: 'GET', path, accept: MEDIA_TYPE.change }, (body) =>
		asChange(body, path),
	);
}

const newestPast = async (cps: Cps, enrollmentId: Id): Promise<PastChange | undefined> =>
	(await changeHistory(cps, enrollmentId))[0];

/** Newest first: examples are so, the date decides. */
export async function changeHistory(cps: Cps, enrollmentId: Id): Promise<PastChange[]> {
	const all = await cps.narrowed(
		{
			method: 'GET',
			path: `${ENROLLMENTS}/${enrollmentId}/history/changes`,
			accept: MEDIA_TYPE.changeHistory,
		},
		(body, status) => everyOne(listIn(body, 'changes', status), asPast),
	);
	const made = ({ raw }: PastChange) => Date.parse(asText(raw.createdOn) ?? '') || 0;
	return all.sort((a, b) => made(b) - made(a));
}

function asPast(raw: unknown): PastChange | undefined {
	if (!isObject(raw)) return undefined;
	const status = asText(raw.status);
	return status === undefined ? undefined : { status, raw };
}
