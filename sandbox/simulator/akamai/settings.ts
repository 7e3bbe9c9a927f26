import type { EnrollmentFields, StepName } from './model';
import { ANSWER_LAG } from './steps';

/** Its certificate is live on both networks. */
export interface SeededEnrollment {
	contractId?: string;
	fields: EnrollmentFields;
	/** Age of the certificate, which lives 199 days */
	ageDays?: number;
}

/** What POST /_sandbox/seed may change under `akamai`, beside `enrollments` that it adds. */
export interface AkamaiSettings {
	/** As the Contracts API lists them; `world.keys.contractId` is always among them */
	contracts: string[];
	/** Account switch keys and the contracts behind them */
	accounts: Record<string, string[]>;
	grants: { cps: 'READ-WRITE' | 'READ-ONLY' | 'NONE'; contracts: boolean };
	/** false: the API client is disabled */
	active: boolean;
	/** Documents print ids as text, live data as numbers */
	idForm: 'number' | 'string';
	/** The newest version of an enrollment that is printed, and that is taken: 11 or 12 */
	enrollmentVersions: { printed: number; taken: number };
	/** Whether an update beside a pending change opens another one, instead of being refused */
	concurrentChanges: boolean;
	/** Virtual ms after which a change that is over is no longer known; null: never. Nobody says. */
	forgetsChangesAfter: number | null;
	/** Virtual ms per step, instead of the usual ones */
	durations: Partial<Record<StepName, number>>;
	/** Virtual ms until an answer shows in the status */
	answerLag: number;
	/** Names or texts of warnings that stop every new change at its safety checks */
	preVerificationWarnings: string[];
	/** The same about every certificate that comes, beside what the checks find */
	postVerificationWarnings: string[];
	/** Each warning as a line, or behind its name as the portal has it */
	warningForm: 'lines' | 'named';
	/**
	 * What becomes of a change whose certificate cannot be used: it asks for another one, ends in an
	 * error that only cancelling ends, or warns like of anything else. Which CPS does is not published.
	 */
	badUpload: 'again' | 'over' | 'warned';
	/** Errors that change management reports of what waits on staging */
	managementErrors: string[];
	/** Virtual ms until a domain validation shows its tokens; until then its list is empty */
	tokensAfter: number;
	/** Whether a second enrollment of a contract within five minutes is refused: CPS can, not must */
	creationInterval: boolean;
	/** Virtual ms after which CPS finds the tokens of a domain validation by itself; null: never */
	selfValidation: number | null;
	/** How a change that waits for tokens is told: both were seen */
	validationState: 'suspended' | 'awaiting-input';
	/** Domains whose validation fails */
	failingDomains: string[];
}

export function firstSettings(contractId: string): AkamaiSettings {
	return {
		contracts: [`ctr_${contractId}`, 'K-0N7RAK71'],
		accounts: { '1-5C0YLB:1-8BYUX': ['ctr_1-1TJZH5'] },
		grants: { cps: 'READ-WRITE', contracts: true },
		active: true,
		idForm: 'number',
		enrollmentVersions: { printed: 12, taken: 12 },
		concurrentChanges: false,
		forgetsChangesAfter: null,
		durations: {},
		answerLag: ANSWER_LAG,
		preVerificationWarnings: [],
		postVerificationWarnings: [],
		warningForm: 'lines',
		badUpload: 'again',
		managementErrors: [],
		tokensAfter: 0,
		creationInterval: true,
		selfValidation: null,
		validationState: 'suspended',
		failingDomains: [],
	};
}

export function changeSettings(settings: AkamaiSettings, input: Record<string, unknown>): void {
	for (const [name, value] of Object.entries(input)) {
		if (!(name in settings)) throw new Error(`There is no Akamai setting "${name}"`);
		Object.assign(settings, { [name]: value });
	}
}
