import fc from 'fast-check';

import type { FaultName, FaultSetting } from '../../sandbox/simulator/faults';

/** Fault mixes for storms, drawn from a seed; which of them strike is drawn from their own seeds. */

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
];
const BEFORE_ANY_WORK: FaultName[] = ['requestLost', 'unavailable', 'tooManyRequests'];
const RETRY_AFTER: FaultName[] = ['retryAfterSeconds', 'retryAfterDate', 'retryAfterPast'];
const AUTOMATION: FaultName[] = [
	'errorsInside200',
	'bulkIneligible',
	'bulkCountMismatch',
	'automationIdLate',
	'unknownStatus',
	'misspeltStatus',
	'retryNotEligible',
];

const DELAY_MS = 400;
const PAID_CALL = /\/order\/certificate\/ssl$|createAutomation\/bulk/.source;
const ANOTHER_CALL = /\/order\/certificate(\?|\/\d)|metadata|automatedips|viewAutomation|agent/
	.source;

export type Blow = [FaultName, FaultSetting];

const blow = (names: FaultName[], highest: number, path?: string): fc.Arbitrary<Blow> =>
	fc
		.record({
			name: fc.constantFrom(...names),
			percent: fc.integer({ min: 1, max: highest }),
			seed: fc.nat(1_000_000),
		})
		.map(({ name, percent, seed }) => [
			name,
			{
				rate: percent / 100,
				seed,
				delayMs: DELAY_MS,
				seconds: 1,
				...(path === undefined ? {} : { match: { path } }),
			},
		]);

/** Half an answer, then silence until the node gives up: once in a storm, for it takes minutes. */
const stall: fc.Arbitrary<Blow> = fc
	.record({ seed: fc.nat(1_000_000) })
	.map(({ seed }) => [
		'stalledAnswer',
		{ rate: 0.3, seed, remaining: 1, match: { path: PAID_CALL } },
	]);

/** Longer than the node waits: told instead. */
const absurd: fc.Arbitrary<Blow> = fc
	.nat(1_000_000)
	.map((seed) => ['retryAfterAbsurd', { rate: 0.2, seed, remaining: 1 }]);

const common = [
	{ arbitrary: blow(AFTER_THE_WORK, 100, PAID_CALL), weight: 6 },
	{ arbitrary: blow(BEFORE_ANY_WORK, 40, PAID_CALL), weight: 3 },
	{ arbitrary: blow([...AFTER_THE_WORK, ...BEFORE_ANY_WORK], 15, ANOTHER_CALL), weight: 3 },
	{ arbitrary: blow(RETRY_AFTER, 100), weight: 2 },
	{ arbitrary: absurd, weight: 1 },
	{ arbitrary: stall, weight: 1 },
];

const mode = fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput');

/** How the first run ends, if not by itself, and who runs beside it. */
const interruption = fc.constantFrom('none', 'none', 'twice', 'stop', 'crash');

const storm = {
	seed: fc.nat(1_000_000_000),
	things: fc.integer({ min: 4, max: 12 }),
	mode,
	interruption,
	stopAfterMs: fc.integer({ min: 20, max: 1500 }),
};

export const orderStorm = fc.record({
	...storm,
	/** Items that are the same order as another one */
	twins: fc.integer({ min: 0, max: 3 }),
	faults: fc.array(fc.oneof(...common), { minLength: 1, maxLength: 4 }),
	lagSeconds: fc.constantFrom(0, 0, 0.4, 1),
	uniqueIds: fc.boolean(),
	idsInList: fc.boolean(),
});

export const automationStorm = fc.record({
	...storm,
	interruption: interruption.filter((kind) => kind !== 'crash'),
	faults: fc.array(fc.oneof(...common, { arbitrary: blow(AUTOMATION, 60), weight: 9 }), {
		minLength: 1,
		maxLength: 4,
	}),
	script: fc.constantFrom('succeeds', 'installFailsOnce', 'failsForever', 'needsAction'),
});

export const downloadStorm = fc.record({
	seed: fc.nat(1_000_000_000),
	things: fc.integer({ min: 2, max: 6 }),
	faults: fc.array(
		blow(
			[
				'wrongCertificate',
				'wrongCertificate',
				'htmlBody',
				'emptyBody',
				'truncatedJson',
				'badGateway',
			],
			70,
			'/download/',
		),
		{ minLength: 1, maxLength: 3 },
	),
});

export type OrderStorm = typeof orderStorm extends fc.Arbitrary<infer T> ? T : never;
export type AutomationStorm = typeof automationStorm extends fc.Arbitrary<infer T> ? T : never;
export type DownloadStorm = typeof downloadStorm extends fc.Arbitrary<infer T> ? T : never;
