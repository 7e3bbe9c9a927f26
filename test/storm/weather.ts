import fc from 'fast-check';

import type { FaultName, FaultSetting } from '../../sandbox/simulator/faults';

/** Storms, each drawn from one seed; which calls their faults strike is drawn from seeds of their own. */

const AFTER_THE_WORK: FaultName[] = [
	'connectionCut',
	'badGateway',
	'gatewayTimeout',
	'internalError',
	'htmlBody',
	'emptyBody',
	'truncatedJson',
	'drippingAnswer',
	'slowAnswer',
	'stalledAnswer',
];
const BEFORE_ANY_WORK: FaultName[] = ['requestLost', 'unavailable', 'tooManyRequests'];
const RETRY_AFTER: FaultName[] = [
	'retryAfterSeconds',
	'retryAfterDate',
	'retryAfterPast',
	'retryAfterAbsurd',
];
const AUTOMATION: FaultName[] = [
	'errorsInside200',
	'bulkIneligible',
	'bulkCountMismatch',
	'automationIdLate',
	'unknownStatus',
	'misspeltStatus',
	'retryNotEligible',
];
/** Of HTTP 200, and nobody can tell what became of the hosts. */
const CONTRADICTIONS: FaultName[] = ['failedToInitiate', 'oddError'];
/** Valid JSON of another shape, whatever was asked for */
const OTHER_BODIES: FaultName[] = [
	'emptyObject',
	'nullBody',
	'textBody',
	'errorsBody',
	'maintenanceBody',
];
/** Answers to reads that prove nothing */
const OTHER_READS: FaultName[] = [
	'missingList',
	'emptyList',
	'totalMismatch',
	'otherId',
	'dataEmpty',
	'dataNull',
	'dataText',
];
const CPS: FaultName[] = [
	'cpsConflictInterval',
	'clockSkew',
	'cpsBurst',
	'cpsLimitInWords',
	'cpsSuspended',
	'cpsErrorBeside',
	'cpsErrorList',
	'cpsStateInCapitals',
];
/** How much of an order the service shows */
const LITTLE_SHOWN: FaultName[] = ['keyHidden', 'infoLag', 'nameAsNull', 'bareCsr'];

const PAID_CALL = /\/order\/certificate\/ssl$|createAutomation\/bulk$|\/enrollments\?/.source;
const ANOTHER_CALL =
	/\/order\/certificate(\?|\/\d)|automatedips|viewAutomation|agent|download|\/enrollments(\/|$)/
		.source;

const BULK_CALL = /createAutomation\/bulk$|bulkretryautomationtask$/.source;

export type Blow = [FaultName, FaultSetting];

const blow = (
	names: FaultName[],
	highest: number,
	more: Pick<FaultSetting, 'match' | 'remaining'> = {},
): fc.Arbitrary<Blow> =>
	fc
		.record({
			name: fc.constantFrom(...names),
			percent: fc.integer({ min: 1, max: highest }),
			seed: fc.nat(1_000_000),
			delayMs: fc.integer({ min: 100, max: 20_000 }),
			seconds: fc.integer({ min: 1, max: 90 }),
		})
		.map(({ name, percent, seed, delayMs, seconds }) => [
			name,
			{
				...more,
				rate: percent / 100,
				seed,
				delayMs,
				seconds: name === 'retryAfterAbsurd' ? 86_400 : seconds,
			},
		]);

const on = (path: string) => ({ match: { path } });

/** What a good client never notices, at this rate for each. */
const fair = (rate: number, seed: number): Blow[] => [
	['smallPages', { rate, seed }],
	['movingRows', { rate, seed: seed + 1 }],
	['rowsWithoutDate', { rate, seed: seed + 2 }],
	['cpsUntoldChanges', { rate, seed: seed + 4 }],
	['extraFields', { rate, seed: seed + 3, match: { path: '^/(services|automationws)/' } }],
];

/** Also when all else has calmed down. */
export const FAIR_WEATHER = fair(0.1, 41);

const alone = (drawn: fc.Arbitrary<Blow>): fc.Arbitrary<Blow[]> => drawn.map((one) => [one]);

const faults = fc
	.array(
		fc.oneof(
			{ arbitrary: alone(blow(AFTER_THE_WORK, 100, on(PAID_CALL))), weight: 8 },
			{ arbitrary: alone(blow(BEFORE_ANY_WORK, 60, on(PAID_CALL))), weight: 3 },
			{
				arbitrary: alone(blow([...AFTER_THE_WORK, ...BEFORE_ANY_WORK], 20, on(ANOTHER_CALL))),
				weight: 3,
			},
			{
				arbitrary: alone(blow([...OTHER_BODIES, ...OTHER_READS], 20, on(ANOTHER_CALL))),
				weight: 4,
			},
			{ arbitrary: alone(blow(['orderChanged'], 100)), weight: 2 },
			{ arbitrary: alone(blow(LITTLE_SHOWN, 100)), weight: 3 },
			// The total counts them in every answer, or in none.
			{ arbitrary: fc.constant<Blow[]>([['hiddenRows', { rate: 1 }]]), weight: 1 },
			{ arbitrary: alone(blow(RETRY_AFTER, 100, { remaining: 3 })), weight: 2 },
			{ arbitrary: alone(blow(AUTOMATION, 60)), weight: 4 },
			{ arbitrary: alone(blow(CONTRADICTIONS, 60, on(BULK_CALL))), weight: 2 },
			{
				arbitrary: fc.tuple(blow(['bulkIneligible'], 60), blow(['ineligibleUnreadable'], 100)),
				weight: 1,
			},
			{ arbitrary: alone(blow(CPS, 60, { remaining: 2 })), weight: 3 },
			{ arbitrary: alone(blow(['wrongCertificate'], 60)), weight: 1 },
			// Refused and carried out all the same, or answered in another shape
			{ arbitrary: alone(blow(OTHER_BODIES, 100, on(PAID_CALL))), weight: 4 },
			{ arbitrary: alone(blow(['refusedButDone'], 60, on(PAID_CALL))), weight: 3 },
			{
				arbitrary: fc.tuple(
					blow(['refusedButDone'], 60, on(PAID_CALL)),
					blow(['refusalNamesIt'], 100),
				),
				weight: 2,
			},
			{
				arbitrary: fc
					.record({ rate: fc.double({ min: 0.1, max: 0.6, noNaN: true }), seed: fc.nat(1_000_000) })
					.map(({ rate, seed }) => fair(rate, seed)),
				weight: 3,
			},
		),
		{ minLength: 1, maxLength: 5 },
	)
	.map((drawn) => drawn.flat());

/** Seconds for which an order is not on the list; the node looks for `VISIBLE_WITHIN`. */
export const VISIBLE_WITHIN = 120;
const lag = fc.oneof(
	{ arbitrary: fc.constant(0), weight: 3 },
	{ arbitrary: fc.integer({ min: 1, max: VISIBLE_WITHIN }), weight: 3 },
	{ arbitrary: fc.integer({ min: VISIBLE_WITHIN + 1, max: 900 }), weight: 2 },
);

const SCRIPTS = ['succeeds', 'installFailsOnce', 'failsForever', 'needsAction'] as const;

export const storm = fc.record({
	orders: fc.integer({ min: 1, max: 5 }),
	/** Items that are the same order as another one */
	twins: fc.integer({ min: 0, max: 2 }),
	hosts: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 })),
	script: fc.constantFrom(...SCRIPTS),
	enrollments: fc.oneof(
		{ arbitrary: fc.constant(0), weight: 5 },
		{ arbitrary: fc.integer({ min: 1, max: 2 }), weight: 1 },
	),
	mode: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	/** How the first run ends, if not by itself, and who runs beside it */
	interruption: fc.constantFrom('none', 'none', 'twice', 'stop', 'crash'),
	/** Of virtual time */
	stopAfterMs: fc.integer({ min: 20, max: 150_000 }),
	faults,
	lag,
	/** The account requires unique alternative order IDs */
	uniqueIds: fc.boolean(),
	idsInList: fc.boolean(),
});

export type Storm = typeof storm extends fc.Arbitrary<infer T> ? T : never;

/** The same number gives the same storm. */
export const stormOf = (seed: number): Storm => {
	const [drawn] = fc.sample(storm, { seed, numRuns: 1 });
	if (!drawn) throw new Error('No storm was drawn');
	return drawn;
};
