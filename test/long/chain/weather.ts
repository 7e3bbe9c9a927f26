import type { FaultName, FaultSetting } from '../../../sandbox/simulator/faults';
import { FAULTS } from '../../../sandbox/simulator/faults';
import type { TestSimulator } from '../../support/simulator';

/** All faults at once, each at a rate that leaves most calls alone. */

const LEFT_OUT: Partial<Record<FaultName, string>> = {
	retryAfterAbsurd: 'five minutes of real time in which nothing is sent',
	orderChanged: 'the certificate has other names then: it is not uploaded, and a person must act',
};

/** Whatever call it is: each of them may strike. */
const OF_ANY_CALL = 0.006;
/** Few calls are of the kind that these strike. */
const OF_FEW_CALLS = 0.08;
const MOST_STRIKES = 4;

/** So many that each costs a person, or two minutes. */
const FEWER: Partial<Record<FaultName, number>> = {
	stalledAnswer: 1,
	cpsUnknownWarning: 2,
	clockSkew: 2,
	cpsBurst: 2,
	tooManyRequests: 3,
};

const OWN_CALLS: FaultName[] = [
	'listLag',
	'infoLag',
	'keyHidden',
	'hiddenRows',
	'wrongCertificate',
	'cpsWarningsNotFound',
	'cpsWarningsEmpty',
	'cpsConflictInterval',
	'cpsConflictExists',
	'cpsInternalError',
	'cpsUnknownWarning',
	'cpsPendingMoves',
	'retryAfterSeconds',
	'retryAfterDate',
	'retryAfterPast',
	'cpsLimitInWords',
];

const settingOf = (name: FaultName, seed: number): FaultSetting => ({
	rate: OWN_CALLS.includes(name) ? OF_FEW_CALLS : OF_ANY_CALL,
	seed,
	remaining: FEWER[name] ?? MOST_STRIKES,
	delayMs: name === 'clockSkew' ? 60_000 : 1_500,
	seconds: 2,
	...(name === 'extraFields' ? { match: { path: '^/services/' } } : {}),
});

export async function allFaults(simulator: TestSimulator, seed: number): Promise<void> {
	const names = Object.keys(FAULTS) as FaultName[];
	for (const [at, name] of names.entries()) {
		if (!(name in LEFT_OUT)) await simulator.fault(name, settingOf(name, seed + at));
	}
}
