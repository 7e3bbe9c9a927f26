import type { Failure } from '../failure';
import { OWN } from '../ownCodes';
import { LONGEST_PAUSE_MS } from '../time/pause';

/** So often a write is made that the limit refuses, as long as its pauses are no longer than one may be. */
const LIMITED_TRIES = 8;

/**
 * Whether a write has to be looked up anew before it is sent (again), after so many looks: its slot
 * came too late, or the limit refused it, which is no proof that it was not carried out.
 */
export const needsLook = (failure: Failure | undefined, looks: number): boolean =>
	failure?.code === OWN.outdated.code ||
	(failure?.code === OWN.tooManyRequests.code &&
		looks < LIMITED_TRIES &&
		looks * (failure.askedMs ?? 0) <= LONGEST_PAUSE_MS);
