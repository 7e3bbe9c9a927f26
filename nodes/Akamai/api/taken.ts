import { Failure } from '../../shared/failure';
import { AKAMAI_OWN } from '../transport/ownCodes';
import type { Change } from './changes';
import { isFailed, isVague } from './changeStatus';
import type { ChangeRef, InputName } from './inputs';

/** In which order a change asks. Source: the steps of a change in the vendor's clients. */
const STEPS: Record<InputName, number> = {
	'pre-verification-warnings': 1,
	'third-party-csr': 2,
	'lets-encrypt-challenges': 2,
	'post-verification-warnings': 3,
	'change-management-info': 4,
};

const isStep = (segment: string): segment is InputName => segment in STEPS;

/** Only what comes after an input tells that it was given. */
const isPast = ({ state, inputs }: Change, name: InputName): boolean =>
	state === 'running' ||
	state === 'completed' ||
	inputs.some(({ segment }) => isStep(segment) && STEPS[segment] > STEPS[name]);

/**
 * What became of an input that the change asked for and no longer asks for, where no answer confirms
 * that it was given. A change that merely stopped asking says nothing: that is no look at all.
 */
export function takenSince(ref: ChangeRef, change: Change, name: InputName): 'done' | Failure {
	if (isFailed(change)) return ended(ref, change);
	if (isPast(change, name)) return 'done';
	throw saysNothing(ref, change);
}

/** Where a change asks for no decision: whether it is one that goes on without. */
export function goesOn(ref: ChangeRef, change: Change): 'done' | Failure {
	if (isFailed(change)) return ended(ref, change);
	return isVague(change) ? saysNothing(ref, change) : 'done';
}

export const ended = (ref: ChangeRef, { vendorState, status, error }: Change): Failure =>
	new Failure({
		class: 'notEligible',
		code: AKAMAI_OWN.changeEnded.code,
		message: `Change ${ref.changeId} goes no further: it is ${vendorState} (${status})${error ? `, with the error "${error}"` : ''}`,
		ids: { ...ref },
		nextStep: AKAMAI_OWN.changeEnded.next,
	});

const saysNothing = ({ changeId }: ChangeRef, { vendorState, status }: Change): Failure =>
	new Failure({
		class: 'settle',
		code: AKAMAI_OWN.notAsked.code,
		message: `Change ${changeId} does not tell what it waits for: it is ${vendorState} (${status})`,
	});
