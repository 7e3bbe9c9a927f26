/** Phases an automation walks through, with their length in virtual seconds. */
export const PHASES = [
	{ name: 'scheduled', seconds: 30 },
	{ name: 'csr', seconds: 20 },
	{ name: 'order', seconds: 40 },
	{ name: 'ready', seconds: 10 },
	{ name: 'install', seconds: 40 },
	{ name: 'validation', seconds: 30 },
] as const;

export type PhaseName = (typeof PHASES)[number]['name'];

export interface Failure {
	/** It breaks at the end of this phase */
	phase: PhaseName;
	/** In automationStatus, and in the progress of CSR or installation */
	status: string;
	retryable: boolean;
	causeOfFailure: string;
	solution: string;
}

export interface Script {
	/** One failure for each run; after the last one it succeeds */
	failures: Failure[];
	/** The last failure repeats for ever */
	forever?: true;
	/** createBulk names it among ineligibleIpPorts */
	ineligible?: true;
	/** A word nobody documented, while it installs */
	oddInstallStatus?: string;
	/** The list's spelling in the details, too */
	otherSpelling?: true;
	/** Virtual seconds before a list shows a new automation */
	lateSeconds?: number;
	/** What a client that retries at most three times must find */
	expected: { state: 'done' | 'failed' | 'needsAction' | 'rejected'; retries: number };
}

const validationFailed: Failure = {
	phase: 'validation',
	status: 'INSTALL_VALIDATION_FAILED',
	retryable: true,
	causeOfFailure:
		'Post install validation is unsuccessful, could be due to installation failure / scan failure',
	solution:
		'Verify certificate manually on website and cancel this automation request if installed, otherwise retry. Contact customer support for additional help.',
};

const installFailed: Failure = {
	phase: 'install',
	status: 'INSTALL_FAILED',
	retryable: true,
	causeOfFailure: 'The web server did not come back after the certificate was put in place',
	solution: 'Check the configuration of the web server, then retry.',
};

const profileBroken: Failure = {
	phase: 'csr',
	status: 'AUTOMATION_FAILED',
	retryable: false,
	causeOfFailure: 'The automation profile does not cover this domain',
	solution: 'Set up a profile for this domain and request a new automation.',
};

const approvalMissing: Failure = {
	phase: 'csr',
	status: 'ACTION_REQUIRED',
	retryable: false,
	causeOfFailure: 'The organization on the profile has to be validated again',
	solution: 'Submit the organization for validation.',
};

const done = (retries: number): Script['expected'] => ({ state: 'done', retries });

export const SCRIPTS = {
	succeeds: { failures: [], expected: done(0) },
	succeedsOtherSpelling: { failures: [], otherSpelling: true, expected: done(0) },
	succeedsOddStatus: {
		failures: [],
		oddInstallStatus: 'INSTALL_QUEUED_ON_SENSOR',
		expected: done(0),
	},
	succeedsLateId: { failures: [], lateSeconds: 20, expected: done(0) },
	installFailsOnce: { failures: [installFailed], expected: done(1) },
	validationFailsOnce: { failures: [validationFailed], expected: done(1) },
	failsTwice: { failures: [installFailed, validationFailed], expected: done(2) },
	failsForever: {
		failures: [validationFailed],
		forever: true,
		expected: { state: 'failed', retries: 3 },
	},
	failsFinally: {
		failures: [profileBroken],
		forever: true,
		expected: { state: 'failed', retries: 0 },
	},
	needsAction: {
		failures: [approvalMissing],
		forever: true,
		expected: { state: 'needsAction', retries: 0 },
	},
	ineligible: { failures: [], ineligible: true, expected: { state: 'rejected', retries: 0 } },
} satisfies Record<string, Script>;

export type ScriptName = keyof typeof SCRIPTS;

export const scriptOf = (name: ScriptName): Script => SCRIPTS[name];
