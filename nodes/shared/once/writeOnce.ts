import { asFailure, Failure } from '../failure';
import { needsLook } from './needsLook';
import { isStop } from '../time/stop';
import { searchFor } from './searchFor';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** What a look says: the write is still to be made, it stands (by whomever), or it cannot be made. */
export type Look<T> = { is: 'open' | 'stands'; thing: T } | { is: 'refused'; failure: Failure };

export interface Write<T> {
	/** Looks at the service; throws where that cannot be done. */
	look(): Promise<Look<T>>;
	/** The call; gives the thing as its answer shows it. */
	send(thing: T): Promise<T>;
	/** What the user is told while nobody knows whether it was carried out. */
	unclear(cause: Failure): Failure;
	/** Milliseconds until what was written shows: 0 for the state of a thing, more for a list. */
	visibleWithinMs?: number;
	signal?: AbortSignal;
	/** Called when finding the outcome takes long. */
	stepAside?(): void;
}

export interface Written<T> {
	thing: T;
	/** `found`: it stood before, or somebody was faster; `recovered`: its answer was lost. */
	how: 'sent' | 'found' | 'recovered';
}

/**
 * Writes at most once: looks first, and again after every answer that does not prove success. A
 * refusal is believed after a look. After a lost answer the call is made once more, by a look that
 * began after `visibleWithinMs` and still shows it open, unless it named what it made: another one
 * would be the second. Stop wins over recovery.
 */
export async function writeOnce<T>(write: Write<T>): Promise<Written<T>> {
	let lost: Failure | undefined;
	let limited = 0;
	for (let seen = await write.look(); ; ) {
		if (seen.is === 'refused') {
			// What stands in its way may be what it has made.
			const own = lost && (isNaming(lost) || mayBeOwn(write, seen.failure)) ? lost : undefined;
			throw own ? write.unclear(own).knowing(own.ids) : seen.failure;
		}
		if (seen.is === 'stands') return { thing: seen.thing, how: lost ? 'recovered' : 'found' };
		try {
			return { thing: await write.send(seen.thing), how: 'sent' };
		} catch (error) {
			const failure = asFailure(error);
			// Not carried out, as far as this answer says; but the call before it may have been.
			if (failure.class === 'wait') {
				const told = (cause: Failure) => (lost ? write.unclear(lost) : cause);
				if (!needsLook(failure, ++limited)) throw told(failure);
				seen = await write.look().catch((cause: unknown) => {
					throw told(asFailure(cause));
				});
				continue;
			}
			if (isStop(failure)) throw failure;
			const mayRepeat = lost === undefined && !isNaming(failure);
			if (failure.class === 'unclear') lost = failure;
			seen = await lookAgain(write, failure);
			if (seen.is === 'open' && failure.class !== 'unclear') throw failure;
			if (seen.is === 'open' && !mayRepeat) throw write.unclear(failure).knowing(failure.ids);
		}
	}
}

/** What is under way may be what was written, and does not show as such at once. */
const mayBeOwn = <T>({ visibleWithinMs = 0 }: Write<T>, { class: kind }: Failure): boolean =>
	kind === 'settle' && visibleWithinMs > 0;

/** What its answer names was made. */
const isNaming = ({ ids }: Failure): boolean => Object.keys(ids).length > 0;

/** One look tells what a refusal was; what an answer was lost of may take time to show. */
async function lookAgain<T>(write: Write<T>, failure: Failure): Promise<Look<T>> {
	const isLost = failure.class === 'unclear';
	if (isLost) write.stepAside?.();
	let unsettled: Look<T> | undefined;
	let unseen: Failure | undefined;
	const look = async () => {
		const seen = await write.look().catch((error: unknown) => asFailure(error));
		if (seen instanceof Failure) {
			if (isStop(seen)) throw seen;
			unseen = seen;
			return null;
		}
		if (seen.is === 'stands') return seen;
		if (seen.is === 'refused' && !(isLost && mayBeOwn(write, seen.failure))) return seen;
		unsettled = seen;
		return undefined;
	};
	const found = await searchFor(look, {
		firstPauseMs: FIRST_PAUSE_MS,
		longestPauseMs: LONGEST_PAUSE_MS,
		withinMs: isLost ? (write.visibleWithinMs ?? 0) : 0,
		signal: write.signal,
	}).catch(() => null);
	const seen = found ?? (found === undefined ? unsettled : undefined);
	if (seen) return seen;
	// A key that may not write may not look either.
	const isKeyRefused = failure.everybody && unseen?.class === failure.class;
	throw isKeyRefused ? failure : write.unclear(failure).knowing(failure.ids);
}
