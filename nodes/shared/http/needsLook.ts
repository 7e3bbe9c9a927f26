import type { Failure } from '../failure';
import { OWN } from '../ownCodes';
import { LIMITED_TRIES } from './exchange';

/**
 * Whether a write has to be looked up anew before it is sent (again), after so many looks: its slot
 * came too late, or the limit refused it, which is no proof that it was not carried out.
 */
export const needsLook = (failure: Failure | undefined, looks: number): boolean =>
	failure?.code === OWN.outdated.code ||
	(failure?.code === OWN.tooManyRequests.code && looks < LIMITED_TRIES);
