import type { IDataObject } from 'n8n-workflow';

import type { State, Status } from '../../shared/operation/status';
import { asObject, asObjects, asText } from '../../shared/values';

/** Closed list of `statusInfo.state`. Source: CPS OpenAPI description, change.v2. */
const STATES: Record<string, State> = {
	new: 'inProgress',
	running: 'inProgress',
	'awaiting-input': 'inProgress',
	error: 'failed',
	suspended: 'failed',
	cancelled: 'failed',
	completed: 'done',
};

/** `status` of a change in the history, where CPS no longer tells the state. */
const PAST_STATES: Record<string, State> = {
	completed: 'done',
	cancelled: 'failed',
	incomplete: 'inProgress',
};

interface NeededInput {
	whoActs: string;
	nextStep: string;
}

/**
 * What an input asks for, by the last segment of its `info` path: the `type` is named otherwise.
 * In brackets the CPS operations that read and answer it.
 */
const INPUTS: Record<string, NeededInput> = {
	'third-party-csr': {
		whoActs: 'certificate manager',
		nextStep:
			'Have the CSR of this change signed, e.g. with DigiCert CertCentral > Order > Create, and upload certificate and chain (Get CSR, Upload Certificate).',
	},
	'pre-verification-warnings': {
		whoActs: 'certificate manager',
		nextStep:
			'Read the warnings of the safety checks and acknowledge or deny them (Get Warnings, Acknowledge).',
	},
	'post-verification-warnings': {
		whoActs: 'certificate manager',
		nextStep:
			'Read the warnings about the certificate and acknowledge or deny them (Get Warnings, Acknowledge).',
	},
	'change-management-info': {
		whoActs: 'certificate manager',
		nextStep:
			'Test the certificate on the staging network (Deployment > Get), then acknowledge the change (Acknowledge).',
	},
	'lets-encrypt-challenges': {
		whoActs: 'domain owner',
		nextStep:
			'Publish the tokens of the domains by HTTP or DNS, then tell CPS (DV Challenge: Get Many, Acknowledge).',
	},
};

const OTHER_INPUT: NeededInput = {
	whoActs: 'certificate manager',
	nextStep: 'Open the change in Akamai Control Center and give the input that it waits for.',
};

const NEXT: Record<State, { whoActs: string; nextStep: string }> = {
	done: { whoActs: 'nobody', nextStep: 'See what is deployed with Deployment > Get.' },
	inProgress: { whoActs: 'nobody', nextStep: 'Check again later with Change > Check Status.' },
	needsAction: OTHER_INPUT,
	failed: {
		whoActs: 'certificate manager',
		nextStep: 'Read why in Akamai Control Center; this change ends here, a new one is needed.',
	},
};

/** The first input that the change cannot go on without; several can be open at once. */
function requiredInput(allowedInput: unknown): NeededInput | undefined {
	const required = asObjects(allowedInput).find((input) => input.requiredToProceed === true);
	if (!required) return undefined;
	const segment = (asText(required.info) ?? '').split('/').at(-1) ?? '';
	return INPUTS[segment] ?? OTHER_INPUT;
}

/** Decided by state and required input; the list of `status` values is not published. */
export function changeStatus({ statusInfo, allowedInput }: IDataObject): Status {
	const info = asObject(statusInfo);
	const word = asText(info.state) ?? '';
	const input = requiredInput(allowedInput);
	const known = STATES[word];
	const state = word === 'awaiting-input' && input ? 'needsAction' : (known ?? 'inProgress');
	const next = state === 'needsAction' || state === 'failed' ? (input ?? NEXT[state]) : NEXT[state];
	return {
		state,
		vendorStatus: asText(info.status) ?? word,
		retryable: false,
		whoActs: next.whoActs,
		nextStep: known ? next.nextStep : unknownState(word, next.nextStep),
	};
}

export function pastStatus(past: IDataObject): Status {
	const vendorStatus = asText(past.status) ?? '';
	const known = PAST_STATES[vendorStatus];
	const state = known ?? 'inProgress';
	const { whoActs, nextStep } = NEXT[state];
	return {
		state,
		vendorStatus,
		retryable: false,
		whoActs,
		nextStep: known ? nextStep : unknownState(vendorStatus, nextStep),
	};
}

const unknownState = (word: string, nextStep: string): string =>
	`CPS reports the unknown state "${word}", taken as in progress. ${nextStep}`;
