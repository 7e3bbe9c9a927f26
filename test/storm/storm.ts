import { randomUUID } from 'node:crypto';

import { sleep } from 'n8n-workflow';

import type { NodeRunRecord } from '../../sandbox/simulator/invariants/evidence';
import type { InvariantReport } from '../../sandbox/simulator/invariants/report';
import { newLicenseKey } from '../../sandbox/simulator/digicert/seed';
import type { TestSimulator } from '../support/simulator';
import { automationsPart, fleetOf } from './automations';
import { enrollmentsPart } from './enrollments';
import type { StormRun, Observed, Part } from './observe';
import { lastCall, strikesOf } from './observe';
import { ordersPart } from './orders';
import type { Blow, Storm } from './weather';
import { FAIR_WEATHER, VISIBLE_WITHIN } from './weather';
import { otherProcess, startAnew } from '../support/simulator';

export interface Outcome {
	/** Invariants that did not hold, with what shows it; nothing is what a storm should leave */
	broken: string[];
	/** Bought twice where nothing can prevent it: the list lags too long, any ID may come again */
	unpreventable: number;
	/** Items of the first runs that tell an unclear outcome */
	unclear: number;
	calls: number;
	strikes: Record<string, number>;
}

/** After an absurd Retry-After the node refuses to ask for so long. */
const LONGEST_REFUSAL_SECONDS = 300;

/** A request that its client gave up may arrive so much later; the next storm has books of its own. */
const STRAGGLERS_MS = 60_000;

/** The list shows an order too late for the look-up. */
export const isBeyond = ({ lag }: Storm): boolean => lag > VISIBLE_WITHIN;

/**
 * Everything is placed in bad weather, with what may interrupt it, then again in fine weather, and
 * again: the second run buys or adopts what is missing, the third one has nothing to do. Then,
 * in bad weather, it is looked what has become of it.
 */
export async function blow(
	simulator: TestSimulator,
	drawn: Storm,
	csrs: string[],
): Promise<Outcome> {
	const storm: StormRun = { ...drawn, workflowId: randomUUID() };
	await startAnew(simulator);
	const licenseKey = newLicenseKey();
	await simulator.seed({
		settings: {
			listLagRealSeconds: storm.lag,
			uniqueAlternativeOrderIds: storm.uniqueIds,
			alternativeOrderIdInList: storm.idsInList,
		},
		agents: [{ agentName: 'agent-01', type: 'Agent', licenseKey }],
		hosts: fleetOf(storm),
	});
	const parts: Part[] = [
		ordersPart(simulator, storm, csrs),
		...(storm.hosts > 0 && storm.interruption !== 'crash'
			? [automationsPart(simulator, storm)]
			: []),
		...(storm.enrollments > 0 ? [enrollmentsPart(simulator, storm)] : []),
	];
	const runs: NodeRunRecord[] = [];
	const problems: string[] = [];
	const processEnds: number[] = [];
	const all = async (work: (part: Part) => Promise<Observed[]>) => {
		const observed = await Promise.all(parts.map(work));
		runs.push(...observed.flat());
		return observed.flat();
	};

	const { interruption, stopAfterMs } = storm;
	const stops = interruption === 'stop' || interruption === 'crash';
	await badWeather(simulator, storm);
	const first = await all(
		async ({ place }) =>
			await Promise.all([
				place(stops ? stopAfterMs : undefined),
				...(interruption === 'twice' ? [place()] : []),
			]),
	);

	await fairWeather(simulator);
	await sleep(Math.max(storm.lag, LONGEST_REFUSAL_SECONDS) * 1000 + 1000);
	if (interruption === 'crash') {
		otherProcess(simulator);
		processEnds.push(lastCall(simulator));
	}
	await all(async (part) => {
		const run = await part.place();
		const missing = await part.missing(run);
		problems.push(...missing.map((text) => `in fine weather: ${text}`));
		return [run];
	});
	await all(async ({ place }) => [{ ...(await place()), repeats: true }]);

	await badWeather(simulator, storm);
	await all(async ({ follow }) => await follow());
	await fairWeather(simulator);
	await sleep(STRAGGLERS_MS);

	const { data } = await simulator.sandbox.post<InvariantReport>('/invariants', {
		runs,
		processEnds,
		secrets: [licenseKey],
		wanted: parts.flatMap(({ wanted }) => wanted),
	});
	const broken = data.broken.filter(({ text }) => !isUnpreventable(storm, text));
	return {
		broken: [
			...broken.map(
				({ rule, text, calls }) => `${rule}: ${text}, calls ${calls.map(({ seq }) => seq)}`,
			),
			...problems,
		],
		unpreventable: data.broken.filter(
			({ invariant, text }) => invariant === 'boughtOnce' && isUnpreventable(storm, text),
		).length,
		unclear: first.flatMap(({ items }) => items.filter(isUnclear)).length,
		calls: simulator.world.calls.all().length,
		strikes: strikesOf(simulator),
	};
}

const weather = async (simulator: TestSimulator, faults: Blow[]): Promise<void> => {
	await simulator.sandbox.delete('/faults');
	for (const [name, setting] of faults) await simulator.fault(name, setting);
};

const badWeather = async (simulator: TestSimulator, { faults }: Storm): Promise<void> =>
	await weather(simulator, [...FAIR_WEATHER, ...faults]);

const fairWeather = async (simulator: TestSimulator): Promise<void> =>
	await weather(simulator, FAIR_WEATHER);

/**
 * What nobody can prevent: with a list that lags too long only the account's setting prevents a
 * second order; an automation that was late, or that nobody looked for in time (after Stop, or since
 * the list was answered minutes late), may be over, and then no list names it.
 */
const isUnpreventable = (storm: Storm, text: string): boolean =>
	(isBeyond(storm) && !storm.uniqueIds && /\border /.test(text)) ||
	// Sent again once its note is gone, under a key that an account with that setting refuses.
	(isBeyond(storm) && /^writes again: POST .*order\/certificate/.test(text)) ||
	(/\(host .*\) is lost/.test(text) && isFoundLate(storm));

const isFoundLate = ({ faults, interruption }: Storm): boolean =>
	interruption === 'stop' || faults.some(([name]) => LATE.includes(name));

const LATE: string[] = ['automationIdLate', 'stalledAnswer', 'retryAfterAbsurd'];

const isUnclear = ({ json }: NodeRunRecord['items'][number]): boolean =>
	json.unclear === true || /unclear|not known/.test(String(json.error ?? ''));
