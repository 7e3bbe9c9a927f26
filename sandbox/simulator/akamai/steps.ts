import type { Change, Enrollment, StepName } from './model';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

export type InputName =
	| 'pre-verification-warnings'
	| 'third-party-csr'
	| 'post-verification-warnings'
	| 'lets-encrypt-challenges'
	| 'change-management-info';

export interface Step {
	/** The vendor's word, but for `cancelled`: the list is open, a client goes by state and input. */
	status: string;
	state: 'running' | 'awaiting-input' | 'suspended' | 'completed' | 'cancelled';
	description: string;
	/** Needed to proceed */
	input?: InputName;
	/** May be given, too */
	optionalInput?: InputName;
}

export const STEPS: Record<StepName, Step> = {
	safetyChecks: {
		status: 'pre-verification-safety-checks',
		state: 'running',
		description: 'Checking the enrollment before the certificate is requested.',
	},
	reviewSafetyChecks: {
		status: 'wait-review-pre-verification-safety-checks',
		state: 'awaiting-input',
		description: 'Waiting for you to review the warnings of the safety checks.',
		input: 'pre-verification-warnings',
	},
	generateCsr: {
		status: 'generate-csr',
		state: 'running',
		description: 'Making the key pair and the certificate signing request.',
	},
	uploadThirdParty: {
		status: 'wait-upload-third-party',
		state: 'awaiting-input',
		description:
			'Waiting for you to upload and submit your third party certificate and trust chain.',
		input: 'third-party-csr',
	},
	verifyThirdParty: {
		status: 'verify-third-party-cert',
		state: 'running',
		description: 'Verifying the certificate and trust chain that you uploaded.',
	},
	reviewThirdParty: {
		status: 'wait-review-third-party-cert',
		state: 'awaiting-input',
		description: 'Waiting for you to review the warnings about the uploaded certificate.',
		input: 'post-verification-warnings',
		optionalInput: 'third-party-csr',
	},
	validateDomains: {
		// The vendor's own spelling
		status: 'coodinate-domain-validation',
		// CPS looks for the tokens by itself, so that no input is needed to proceed.
		state: 'suspended',
		description: 'Waiting for you to prove that you control the domains.',
		optionalInput: 'lets-encrypt-challenges',
	},
	checkDomains: {
		status: 'coordinate-domain-validation',
		state: 'running',
		description: 'The certificate authority is looking for the tokens.',
	},
	orderCertificate: {
		status: 'check-for-cert',
		state: 'running',
		description: 'Waiting for the certificate authority.',
	},
	reviewCertificate: {
		status: 'wait-review-cert-warning',
		state: 'awaiting-input',
		description: 'Waiting for you to review the warnings about the certificate.',
		input: 'post-verification-warnings',
	},
	deployStaging: {
		status: 'deploy-cert-to-staging',
		state: 'running',
		description: 'Deploying the certificate to the staging network.',
	},
	ackChangeManagement: {
		status: 'wait-ack-change-management',
		state: 'awaiting-input',
		description: 'Waiting for you to acknowledge the certificate on the staging network.',
		input: 'change-management-info',
	},
	deployProduction: {
		status: 'deploy-cert-to-production',
		state: 'running',
		description: 'Deploying the certificate to the production network.',
	},
	remove: {
		status: 'deprovision-cert',
		state: 'running',
		description: 'Removing the certificate from the network.',
	},
	completed: { status: 'complete', state: 'completed', description: 'The change is complete.' },
	cancelled: { status: 'cancelled', state: 'cancelled', description: 'The change was cancelled.' },
};

/** Virtual time; no figures are published. */
export const DURATIONS: Partial<Record<StepName, number>> = {
	safetyChecks: 90 * SECOND,
	generateCsr: 30 * SECOND,
	verifyThirdParty: MINUTE,
	checkDomains: 5 * MINUTE,
	orderCertificate: 10 * MINUTE,
	deployStaging: 15 * MINUTE,
	deployProduction: 30 * MINUTE,
	remove: 10 * MINUTE,
};

/** After an acknowledgement the old status stays visible for a while. */
export const ANSWER_LAG = 2 * SECOND;

/** Without an acknowledgement CPS goes on so long before the live certificate expires. */
const GOES_ON_BEFORE_EXPIRY = 7 * DAY;

export interface Pace {
	durations: Partial<Record<StepName, number>>;
	answerLag: number;
	/** Virtual ms after which CPS finds the tokens of a domain validation by itself */
	selfValidation: number | null;
}

/** The time at which change management ends by itself; only with a live certificate. */
export function acknowledgementDeadline({ production }: Enrollment): number | undefined {
	const expiry = production?.certificates[0]?.expiry;
	return expiry ? Date.parse(expiry) - GOES_ON_BEFORE_EXPIRY : undefined;
}

function afterIssue(change: Change): StepName {
	return change.postWarnings.length > 0 ? 'reviewCertificate' : 'deployStaging';
}

function obtaining({ fields }: Enrollment, { needsCertificate }: Change): StepName {
	if (!needsCertificate) return 'deployStaging';
	if (fields.validationType === 'third-party') return 'generateCsr';
	return fields.validationType === 'dv' ? 'validateDomains' : 'orderCertificate';
}

/** Words that follow each other while a step runs. Their order is not published. */
const PHASES: Partial<Record<StepName, string[]>> = {
	deployStaging: ['create-slot-files', STEPS.deployStaging.status, 'live-check-action'],
	deployProduction: [
		'forward-create-slot-files',
		STEPS.deployProduction.status,
		'forward-live-check-action',
	],
	remove: [STEPS.remove.status, 'delete-csr', 'abandon-slots-action'],
};

/** The vendor's word at this virtual time. */
export function statusOf(
	{ step, since, needsCertificate }: Change,
	now: number,
	{ durations }: Pick<Pace, 'durations'>,
): string {
	const words = PHASES[step] ?? [STEPS[step].status];
	const share = (now - since) / Math.max(1, durations[step] ?? DURATIONS[step] ?? 0);
	const at = Math.min(words.length - 1, Math.floor(share * words.length));
	const word = words[at] ?? STEPS[step].status;
	const isSettingsOnly = step === 'deployStaging' && !needsCertificate;
	return isSettingsOnly && word === STEPS.deployStaging.status ? 'deploy-changes-to-staging' : word;
}

type Following = (change: Change, enrollment: Enrollment) => StepName;

const FOLLOWING: Partial<Record<StepName, Following>> = {
	safetyChecks: (change, enrollment) =>
		change.preWarnings.length > 0 ? 'reviewSafetyChecks' : obtaining(enrollment, change),
	reviewSafetyChecks: (change, enrollment) => obtaining(enrollment, change),
	generateCsr: () => 'uploadThirdParty',
	uploadThirdParty: () => 'verifyThirdParty',
	verifyThirdParty: (change) => {
		if (change.error) return 'uploadThirdParty';
		return change.postWarnings.length > 0 ? 'reviewThirdParty' : 'deployStaging';
	},
	reviewThirdParty: () => 'deployStaging',
	validateDomains: () => 'checkDomains',
	checkDomains: (change) =>
		change.failedDomains.length > 0 ? 'validateDomains' : afterIssue(change),
	orderCertificate: (change) => afterIssue(change),
	reviewCertificate: ({ type }) => (type === 'delete-certificate' ? 'remove' : 'deployStaging'),
	deployStaging: (_change, { fields }) =>
		fields.changeManagement ? 'ackChangeManagement' : 'deployProduction',
	ackChangeManagement: () => 'deployProduction',
	deployProduction: () => 'completed',
	remove: () => 'completed',
};

/** Virtual time at which the change leaves its step; undefined: it stays. */
function leavesAt(change: Change, enrollment: Enrollment, pace: Pace): number | undefined {
	const { step, since, answeredAt, schedule } = change;
	const { state } = STEPS[step];
	if (state === 'running') {
		const earliest = since + (pace.durations[step] ?? DURATIONS[step] ?? 0);
		const notBefore = step === 'deployProduction' ? schedule.notBefore : null;
		return notBefore ? Math.max(earliest, Date.parse(notBefore)) : earliest;
	}
	if (state !== 'awaiting-input' && state !== 'suspended') return undefined;
	if (answeredAt !== undefined) return answeredAt + pace.answerLag;
	if (step === 'validateDomains') {
		return pace.selfValidation === null ? undefined : since + pace.selfValidation;
	}
	const deadline = step === 'ackChangeManagement' ? acknowledgementDeadline(enrollment) : undefined;
	return deadline === undefined ? undefined : Math.max(since, deadline);
}

/** One step forward if its time has come; returns the step that was left. */
export function moveOn(
	change: Change,
	enrollment: Enrollment,
	now: number,
	pace: Pace,
): StepName | undefined {
	const at = leavesAt(change, enrollment, pace);
	const following = FOLLOWING[change.step];
	if (at === undefined || at > now || !following) return undefined;
	const left = change.step;
	// What a denial does is not published; here it ends the change.
	const entered = change.denied ? 'cancelled' : following(change, enrollment);
	Object.assign(change, { step: entered, since: at, answeredAt: undefined, denied: undefined });
	return left;
}
