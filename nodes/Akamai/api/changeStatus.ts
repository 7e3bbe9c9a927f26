import type { IDataObject } from 'n8n-workflow';

import type { State, Status } from '../../shared/operation/status';
import type { Id } from '../../shared/values';
import { asObject, isEmpty } from '../../shared/values';
import type { AllowedInput, Change, PastChange } from './changes';
import { stateWord } from './stateWord';

/**
 * Closed list of `statusInfo.state`. Source: CPS OpenAPI description, change.v2. Suspended is no
 * end: a DV change that waits for its tokens is, in the tests of Akamai's own Terraform provider.
 */
const STATES: Record<string, State> = {
	new: 'inProgress',
	running: 'inProgress',
	'awaiting-input': 'inProgress',
	error: 'failed',
	suspended: 'inProgress',
	cancelled: 'failed',
	completed: 'done',
};

/** `status` of a change in the history, where CPS no longer tells the state. */
const PAST_STATES: Record<string, State> = {
	completed: 'done',
	cancelled: 'failed',
	error: 'failed',
	incomplete: 'inProgress',
};

/** States in which an input decides what comes next, and what to say while there is none. */
const WAITS: Record<string, string> = {
	'awaiting-input': 'CPS says that it awaits input, but offers none yet.',
	suspended: 'CPS suspended the change and asks for no input; it has not failed.',
};

interface Next {
	whoActs: string;
	nextStep: string;
	/** Resource and operation of this package that begins it, for a Switch to lead to. */
	operation?: string;
}

/** What an input asks for, by the last segment of its `info` path: the `type` is named otherwise. */
const INPUTS: Record<string, Next> = {
	'third-party-csr': {
		operation: 'change.getCsr',
		whoActs: 'certificate manager',
		nextStep:
			'Read the CSR with Change > Get CSR, have it signed, e.g. with DigiCert CertCentral > Order > Create, and upload certificate and chain with Change > Upload Certificate.',
	},
	'pre-verification-warnings': {
		operation: 'change.getWarnings',
		whoActs: 'certificate manager',
		nextStep:
			'Read the warnings of the safety checks with Change > Get Warnings, then let Change > Acknowledge Warnings accept them, or correct what they name.',
	},
	'post-verification-warnings': {
		operation: 'change.getWarnings',
		whoActs: 'certificate manager',
		nextStep:
			'Read the warnings about the certificate with Change > Get Warnings, then let Change > Acknowledge Warnings accept them, or correct what they name.',
	},
	'change-management-info': {
		operation: 'change.getChangeManagement',
		whoActs: 'certificate manager',
		nextStep:
			'Test the certificate on the staging network, look at it with Change > Get Management Info, then release it with Change > Approve Deployment.',
	},
	'lets-encrypt-challenges': {
		operation: 'dvChallenge.getAll',
		whoActs: 'domain owner',
		nextStep:
			'Publish the tokens that DV Challenge > Get Many lists, by DNS or HTTP; DV Challenge > Acknowledge lets CPS look at once.',
	},
};

const OTHER_INPUT: Next = {
	whoActs: 'certificate manager',
	nextStep: 'Open the change in Akamai Control Center and give the input that it waits for.',
};

const NEXT: Record<State, Next> = {
	done: { whoActs: 'nobody', nextStep: 'See what is deployed with Deployment > Get.' },
	inProgress: { whoActs: 'nobody', nextStep: 'Check again later with Change > Check Status.' },
	needsAction: OTHER_INPUT,
	failed: {
		whoActs: 'certificate manager',
		nextStep: 'Read why in Akamai Control Center; this change ends here, a new one is needed.',
	},
};

const asks = ({ segment }: AllowedInput): Next => INPUTS[segment] ?? OTHER_INPUT;

/**
 * Decided by state and inputs; the list of `status` values is open. One that is not required is
 * told as well: what waits for DV tokens goes on by itself only when somebody has published them.
 */
export function changeStatus({ state: word, vendorState, status, error, inputs }: Change): Status {
	const waits = WAITS[word];
	const input = inputs[0];
	const state = waits && input ? 'needsAction' : (STATES[word] ?? 'inProgress');
	const asked = askedOf(state, inputs);
	const { whoActs, nextStep } = asked ? asks(asked) : NEXT[state];
	return {
		state,
		vendorStatus: status,
		retryable: false,
		whoActs,
		nextStep: [
			...(word in STATES ? [] : [unknownState(vendorState)]),
			...(waits && !input ? [waits] : []),
			...(error ? [`CPS reports the error "${error}".`] : []),
			nextStep,
			...(asked && !asked.isRequired
				? ['CPS does not require it: the change may go on by itself.']
				: []),
		].join(' '),
	};
}

/** The input that decides what comes next; after an error only one that is required repairs it. */
function askedOf(state: State, inputs: AllowedInput[]): AllowedInput | undefined {
	const required = inputs.find(({ isRequired }) => isRequired);
	if (state === 'needsAction') return required ?? inputs[0];
	return state === 'failed' ? required : undefined;
}

/** It waits and does not say for what, or is in no state that is known: no word on what it asked before. */
export const isVague = ({ state: word, inputs }: Change): boolean =>
	!(word in STATES) || (word in WAITS && inputs.length === 0);

export const isFailed = ({ state }: Change): boolean => STATES[state] === 'failed';

export const isCancelled = ({ state }: Change): boolean => state === 'cancelled';

/** What an item tells of a change beside its status. */
export function changeThing(change: Change): IDataObject {
	const { description, error, deploymentSchedule } = asObject(change.raw.statusInfo);
	return {
		vendorState: change.vendorState,
		description,
		deploymentSchedule,
		allowedInput: change.raw.allowedInput,
		nextOperation: nextOperation(change),
		...(isEmpty(error) ? {} : { vendorError: error }),
	};
}

/** The operation that begins what the change waits for; null where nobody has to do anything here. */
export function nextOperation(change: Change): string | null {
	const asked = askedOf(changeStatus(change).state, change.inputs);
	return (asked && INPUTS[asked.segment]?.operation) ?? null;
}

/** With the ID of a change that CPS no longer knows, the entry is taken for it. */
export function pastStatus(past: PastChange | undefined, gone?: Id): Status {
	const vendorStatus = past?.status ?? '';
	const word = stateWord(vendorStatus);
	const state = PAST_STATES[word] ?? 'inProgress';
	const { whoActs, nextStep } = NEXT[state];
	const remark = !past
		? ['CPS lists no change of this enrollment, neither pending nor past.']
		: word in PAST_STATES
			? []
			: [unknownState(vendorStatus)];
	return {
		state,
		vendorStatus,
		retryable: false,
		whoActs,
		nextStep: [
			...(gone === undefined
				? []
				: [
						`CPS no longer knows change ${gone}: this is how the last one of its enrollment ended.`,
					]),
			...remark,
			nextStep,
		].join(' '),
	};
}

/** The enrollment that a change was to delete is not there any more. */
export const deletedStatus = (): Status => ({
	state: 'done',
	vendorStatus: '',
	retryable: false,
	whoActs: 'nobody',
	nextStep: 'CPS no longer knows the enrollment: it was deleted.',
});

const unknownState = (word: string): string =>
	`CPS reports the unknown state "${word}", taken as in progress.`;
