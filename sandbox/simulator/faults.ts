export const FAULTS = {
	// After the work was done
	connectionCut: 'the work is done, then the connection is cut',
	badGateway: 'the work is done, the answer is a 502 page',
	gatewayTimeout: 'the work is done, the answer is a 504 page',
	internalError: 'the work is done, the answer is a 500 in HTML',
	emptyBody: 'the work is done, the body is empty',
	htmlBody: 'the work is done, the body is a web page under the same status',
	truncatedJson: 'the work is done, the body ends in the middle',
	slowAnswer: 'the answer takes `delayMs` of real time longer',
	drippingAnswer: 'the answer drips out over `delayMs` of real time',
	stalledAnswer: 'half of the answer is sent, then nothing more',
	refusedButDone: 'the work of a write is done, the answer refuses it (`status`, else drawn)',
	refusalNamesIt: 'what refusedButDone answers holds what was made, too',
	// After the work was done: valid JSON of another shape, under the same status
	emptyObject: 'the body is {}',
	nullBody: 'the body is null',
	textBody: 'the body is a text',
	errorsBody: 'the body holds errors and nothing else',
	maintenanceBody: 'the body is {"status": "maintenance"}',
	missingList: 'the arrays are left out of a list',
	emptyList: 'the array of a list is empty beside a total of one or more',
	totalMismatch: 'the total of a list is one more than there are',
	otherId: 'what was asked for by ID has another one',
	dataEmpty: 'automation: `data` is {}',
	dataNull: 'automation: `data` is null',
	dataText: 'automation: `data` is a text',
	// After the work was done: what a service may do at any time
	extraFields: 'the answer and its rows have fields that nobody documented',
	rowsWithoutDate: 'every second row of a list has no date',
	smallPages: 'a page holds half of the rows that are left, two at least',
	movingRows: 'a page after the first is shifted: a row before it has come or gone since',
	// Before any work
	requestLost: 'the connection is cut before any work',
	tooManyRequests: '429 although the window has room',
	unavailable: '503 before any work',
	// On every 429
	retryAfterSeconds: 'Retry-After in seconds (`seconds`, else the true wait)',
	retryAfterDate: 'Retry-After as an HTTP date',
	retryAfterPast: 'Retry-After as a date in the past',
	retryAfterAbsurd: 'Retry-After of a whole day (`seconds`)',
	// DigiCert
	listLag: 'List orders hides orders younger than `delayMs` of real time',
	infoLag: 'Order info does not find orders younger than `delayMs` of real time',
	keyHidden: 'Order info shows no alternative_order_id',
	nameAsNull: 'the last of several names of an order or certificate is shown as null',
	bareCsr: 'a CSR is shown without the lines of PEM',
	hiddenRows: 'the total of List orders counts three orders that the key may not see',
	orderChanged: 'names, product or organization of an order are changed once it is placed',
	wrongCertificate: 'a download returns another certificate of the same order',
	errorsInside200: 'automation answers 200 with data.errors and has done nothing',
	bulkIneligible: 'createBulk refuses this host',
	bulkCountMismatch: 'createBulk counts one host too few in its message',
	failedToInitiate: 'createAutomation answers 200 with "Failed to initiate" and has done nothing',
	ineligibleUnreadable: 'createBulk names the hosts that it refuses in a way nobody can read',
	oddError: 'an automation answer has an `error` that is empty beside its success',
	retryNotEligible: 'retry of this host answers 1028',
	unknownStatus: 'an automation status nobody knows',
	misspeltStatus: 'the other spelling of SUCCESSFULLY_RENEWED',
	automationIdLate: 'a new automation shows up in no list for `delayMs` of real time',
	// Akamai
	cpsWarningsNotFound: '404 on warnings that exist',
	cpsWarningsEmpty: 'an empty text in place of the warnings',
	cpsConflictInterval: '409: the five-minute interval',
	cpsConflictExists: '409: the common name exists',
	cpsInternalError: '500 in mid-deployment',
	cpsUnknownWarning: 'a warning nobody knows',
	cpsBurst: 'the gateway blocks a burst: 400 with a WAF rule, before any work',
	cpsLimitInWords: 'a 429 says when to come back in its detail alone',
	cpsPendingMoves: 'what waits on staging becomes another once it was looked at',
	cpsAwaitsNothing: 'a running change is told as awaiting input, without one',
	cpsSuspended: 'a running change is told as suspended, without an input',
	cpsStateInCapitals: 'the state of a change is told in capital letters',
	cpsErrorList: 'a running change tells a list of errors beside its state',
	cpsErrorBeside: 'a running change tells an error beside its state',
	cpsUntoldChanges: 'every second row of List enrollments does not tell its pending changes',
	clockSkew: 'the server clock differs by `delayMs`',
} as const;

export type FaultName = keyof typeof FAULTS;

export interface FaultMatch {
	/** `digicert.services`, `digicert.automation` or `akamai` */
	api?: string;
	method?: string;
	/** Regular expression over path and query */
	path?: string;
}

export interface FaultSetting {
	/** Share of the matching calls that it strikes, 0 to 1 */
	rate: number;
	seed?: number;
	/** Strikes left; none given: without end */
	remaining?: number;
	/** Matching calls that pass before the first strike */
	after?: number;
	match?: FaultMatch;
	delayMs?: number;
	seconds?: number;
	/** HTTP status of `refusedButDone` */
	status?: number;
}

export interface FaultContext {
	api?: string;
	method?: string;
	path?: string;
}

interface ActiveFault {
	setting: FaultSetting;
	random: () => number;
	seen: number;
	struck: number;
}

/** mulberry32: small, seeded, good enough to choose calls. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

function matches({ api, method, path }: FaultMatch, context: FaultContext): boolean {
	if (api && context.api !== api) return false;
	if (method && context.method !== method) return false;
	return !path || new RegExp(path).test(context.path ?? '');
}

/** Reads only: a good client never notices them in its results. */
export const HARMLESS_FAULTS: Partial<Record<FaultName, FaultSetting>> = {
	slowAnswer: { rate: 0.02, seed: 11, delayMs: 250 },
	badGateway: { rate: 0.01, seed: 12, match: { method: 'GET' } },
	connectionCut: { rate: 0.01, seed: 13, match: { path: 'viewAutomationDetails|automatedips' } },
	tooManyRequests: { rate: 0.005, seed: 14 },
	retryAfterSeconds: { rate: 0.5, seed: 15, seconds: 1 },
	smallPages: { rate: 0.05, seed: 16 },
	movingRows: { rate: 0.05, seed: 17 },
	rowsWithoutDate: { rate: 0.02, seed: 18 },
	cpsLimitInWords: { rate: 0.3, seed: 20 },
	cpsSuspended: { rate: 0.05, seed: 21 },
	cpsErrorBeside: { rate: 0.02, seed: 22 },
	cpsStateInCapitals: { rate: 0.05, seed: 23 },
	cpsErrorList: { rate: 0.02, seed: 24 },
	cpsUntoldChanges: { rate: 0.05, seed: 25 },
	// A client of CPS sends back what it got, and CPS refuses what it does not know.
	extraFields: { rate: 0.05, seed: 19, match: { path: '^/(services|automationws)/' } },
};

export class Faults {
	private readonly active = new Map<string, ActiveFault>();

	constructor(private readonly initial: Partial<Record<FaultName, FaultSetting>> = {}) {
		this.reset();
	}

	list(): Record<string, FaultSetting & { struck: number; text: string }> {
		const entries = [...this.active].map(([name, { setting, struck }]) => [
			name,
			{ ...setting, struck, text: FAULTS[name as FaultName] },
		]);
		return Object.fromEntries(entries);
	}

	set(name: FaultName, setting: FaultSetting): void {
		if (!(name in FAULTS)) throw new Error(`There is no fault "${name}"`);
		const random = seededRandom(setting.seed ?? 1);
		this.active.set(name, { setting: { ...setting }, random, seen: 0, struck: 0 });
	}

	clear(name: string): void {
		this.active.delete(name);
	}

	off(): void {
		this.active.clear();
	}

	reset(): void {
		this.off();
		for (const [name, setting] of Object.entries(this.initial)) {
			this.set(name as FaultName, setting);
		}
	}

	setting(name: FaultName): FaultSetting | undefined {
		return this.active.get(name)?.setting;
	}

	/** One of these, by the fault's own seed. */
	draw<T>(name: FaultName, choices: readonly [T, ...T[]]): T {
		const random = this.active.get(name)?.random() ?? 0;
		return choices[Math.floor(random * choices.length)] ?? choices[0];
	}

	strike(name: FaultName, context: FaultContext = {}): boolean {
		const fault = this.active.get(name);
		if (!fault || !matches(fault.setting.match ?? {}, context)) return false;
		fault.seen += 1;
		const chosen = fault.random() < fault.setting.rate;
		if (!chosen || fault.seen <= (fault.setting.after ?? 0)) return false;
		if (fault.setting.remaining === 0) return false;
		if (fault.setting.remaining !== undefined) fault.setting.remaining -= 1;
		fault.struck += 1;
		return true;
	}
}
