import type { Failure } from '../failure';
import { OWN } from '../ownCodes';

/** So often a write is made that the limit refuses. */
const LIMITED_TRIES = 8;

/**
 * Whether a write has to be looked up anew before it is sent (again), after so many looks: its slot
 * came too late, or the limit refused it, which is no proof that it was not carried out.
 */
export const needsLook = (failure: Failure | undefined, looks: number): boolean =>
	failure?.code === OWN.outdated.code ||
	(failure?.code === OWN.tooManyRequests.code && looks < LIMITED_TRIES);
