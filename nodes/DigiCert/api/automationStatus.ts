import type { State, Status } from '../../shared/operation/status';
import { asObject, asText } from '../../shared/values';
import type { AutomationDetails } from './automationDetails';

/**
 * Statuses of View automation details and of the automated-IP list, which spells one of
 * them differently. Either field can say that an automation failed.
 */
const FAILED = ['AUTOMATION_FAILED', 'INSTALL_FAILED', 'INSTALL_VALIDATION_FAILED', 'ERROR'];
const NEEDS_ACTION = ['ACTION_REQUIRED'];
/** Values of `certInstallProgress` that say that it is still running. */
const RUNNING = [
	'AUTOMATION_SCHEDULED',
	'CERT_READY_TO_INSTALL',
	'INSTALL_IN_PROGRESS',
	'INSTALL_VALIDATION_IN_PROGRESS',
];
const DONE = [
	'SUCCESFULLY_RENEWED',
	'SUCCESSFULLY_RENEWED',
	'AUTO_RENEW_SCHEDULED',
	'INSTALL_VALIDATED',
];
const CONFIGURED = 'CONFIGURED';
const INSTALLED = ['INSTALL_SUCCEEDED', 'INSTALL_VALIDATED'];
/** The agent knows the host, nobody has asked for an automation (agentIPPortDetails). */
const NOT_CONFIGURED = 'NOT_CONFIGURED';

const KNOWN = [
	...FAILED,
	...NEEDS_ACTION,
	...RUNNING,
	...DONE,
	...INSTALLED,
	CONFIGURED,
	NOT_CONFIGURED,
];

/** Details and lists spell one status differently. */
export const isSameStatus = (one: string, other: string): boolean =>
	correct(one) === correct(other);

const correct = (status: string): string =>
	status.toUpperCase().replace('SUCCESFULLY', 'SUCCESSFULLY');

/** Offered as filter of the automated-IP list. */
export const LISTED_STATUSES = [
	'ACTION_REQUIRED',
	'AUTOMATION_FAILED',
	'AUTOMATION_SCHEDULED',
	'AUTO_RENEW_SCHEDULED',
	'CONFIGURED',
	'ERROR',
	'INSTALL_FAILED',
	'INSTALL_VALIDATION_FAILED',
	'SUCCESSFULLY_RENEWED',
] as const;

export interface Progress {
	automationStatus?: string;
	certInstallProgress?: string;
}

export interface Judged {
	state: State;
	/** The value that decided. */
	vendorStatus: string;
	/** A value that no table knows: it counts as in progress. */
	unknown: boolean;
}

/** Precedence: failed, needs action, unknown, still running, done, in progress. */
export function judge({ automationStatus, certInstallProgress }: Progress): Judged {
	const both = [automationStatus, certInstallProgress].flatMap((value) => value ?? []);
	const overall = automationStatus ?? certInstallProgress ?? '';
	const judged = (state: State, vendorStatus: string, unknown = false) => ({
		state,
		vendorStatus,
		unknown,
	});
	const failed = both.find((value) => FAILED.includes(value));
	if (failed) return judged('failed', failed);
	const waiting = both.find((value) => NEEDS_ACTION.includes(value));
	if (waiting) return judged('needsAction', waiting);
	const unknown = both.find((value) => !KNOWN.includes(value));
	if (unknown) return judged('inProgress', unknown, true);
	if (certInstallProgress && RUNNING.includes(certInstallProgress)) {
		return judged('inProgress', certInstallProgress);
	}
	const done = both.find((value) => DONE.includes(value));
	if (done) return judged('done', overall);
	const installed = certInstallProgress !== undefined && INSTALLED.includes(certInstallProgress);
	return judged(automationStatus === CONFIGURED && installed ? 'done' : 'inProgress', overall);
}

/** The list's status alone decides, or the details have to be read as well. */
export const listDecides = ({ state, vendorStatus }: Judged): boolean =>
	state === 'done' || (state === 'inProgress' && vendorStatus !== CONFIGURED);

/** An automation is under way or waits for somebody: a new one would be a second order. */
export function isOpen(automationStatus: string | undefined): boolean {
	if (automationStatus === undefined || automationStatus === NOT_CONFIGURED) return false;
	const { state } = judge({ automationStatus });
	return state === 'needsAction' || (state === 'inProgress' && automationStatus !== CONFIGURED);
}

/** What the service says about the reason, from the step that it came to last. */
export function reasonOf({ raw }: AutomationDetails): {
	causeOfFailure?: string;
	solution?: string;
} {
	const { certInstallResponse, postCsrGenResponse, csrGenResponse } = asObject(
		raw.autoOrderProgressResponse,
	);
	const steps = [certInstallResponse, postCsrGenResponse, csrGenResponse].map(asObject);
	const step = steps.find(({ causeOfFailure, solution }) => causeOfFailure ?? solution) ?? {};
	return { causeOfFailure: asText(step.causeOfFailure), solution: asText(step.solution) };
}

export function statusOf(details: AutomationDetails): Status {
	const judged = judge(details);
	const retryable = judged.state === 'failed' && details.isRetryApplicable;
	return { ...adviceOn(judged, retryable, reasonOf(details).solution), retryable };
}

export const statusOfListed = (automationStatus: string | undefined): Status => ({
	...adviceOn(judge({ automationStatus }), false),
	retryable: false,
});

function adviceOn(
	{ state, vendorStatus, unknown }: Judged,
	retryable: boolean,
	solution?: string,
): Omit<Status, 'retryable'> {
	const told = (whoActs: string, nextStep: string) => ({ state, vendorStatus, whoActs, nextStep });
	if (unknown) {
		return told(
			'nobody',
			`The status "${vendorStatus}" is unknown to this node and counts as in progress. Check again later.`,
		);
	}
	if (state === 'done') return told('nobody', 'Nothing: the certificate is in place.');
	if (state === 'inProgress') return told('nobody', 'Check again later.');
	const advice = solution ? `${solution.replace(/\.?$/, '.')} ` : '';
	if (state === 'needsAction') {
		return told(
			'certificate manager',
			`${advice}Do in CertCentral what this automation waits for.`,
		);
	}
	return retryable
		? told('nobody', `${advice}Retry it with Retry in Bulk.`)
		: told(
				'certificate manager',
				`${advice}It cannot be retried: put the cause right, then request a new automation.`,
			);
}
