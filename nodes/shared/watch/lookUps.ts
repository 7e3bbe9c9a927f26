import { asFailure, type Failure } from '../failure';
import type { Id } from '../values';
import { compareIds } from '../values';

/** Those that come after `last`, round and round, `most` of them. */
export function inTurn(ids: Id[], last: Id | undefined, most: number): Id[] {
	const sorted = [...new Set(ids)].sort(compareIds);
	const next = last === undefined ? 0 : sorted.findIndex((id) => compareIds(id, last) > 0);
	const from = Math.max(0, next);
	return [...sorted.slice(from), ...sorted.slice(0, from)].slice(0, most);
}

interface LookUps<T> {
	found: Array<[id: Id, T]>;
	/** The last one that was looked at. */
	last: Id | undefined;
	/** One at which nothing could be found out; its turn comes again. */
	failure?: Failure;
}

/**
 * One after the other, until the time is over or the service is not to be had. What is gone
 * meanwhile is no failure.
 */
export async function lookUps<T>(
	ids: Id[],
	until: number,
	lookAt: (id: Id) => Promise<T>,
): Promise<LookUps<T>> {
	const found: Array<[Id, T]> = [];
	let last: Id | undefined;
	let failure: Failure | undefined;
	for (const id of ids) {
		if (found.length > 0 && performance.now() >= until) break;
		try {
			found.push([id, await lookAt(id)]);
		} catch (error) {
			const reason = asFailure(error);
			if (reason.status !== 404) failure = reason;
			if (reason.everybody) break;
		}
		last = id;
	}
	return { found, last, ...(failure ? { failure } : {}) };
}
