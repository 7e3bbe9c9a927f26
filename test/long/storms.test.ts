/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';

import type { Violation } from '../support/invariants';
import { INVARIANTS } from '../support/invariants';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';
import { stormOfAutomations } from './automations';
import { stormOfDownloads } from './downloads';
import { strikesOf, WINDOWS } from './observe';
import { stormOfOrders } from './orders';
import { report, tableOf } from './report';
import { automationStorm, downloadStorm, orderStorm } from './weather';

/** STORM_SEED gives other storms, STORM_RUNS more or fewer; the same seed gives the same. */
const SEED = Number(process.env.STORM_SEED ?? 20_260_301);
const RUNS = Number(process.env.STORM_RUNS ?? 200);
const AT_ONCE = 6;
const HOUR_MS = 3_600_000;

interface Kind<S> {
	name: string;
	share: number;
	storm: fc.Arbitrary<S>;
	blow(storm: S, look: (simulator: TestSimulator) => void): Promise<Violation[]>;
}

/** A storm over an account of its own. */
const withSimulator =
	<S>(blow: (simulator: TestSimulator, storm: S) => Promise<Violation[]>): Kind<S>['blow'] =>
	async (storm, look) => {
		const simulator = await startTestSimulator({ limits: { digicert: WINDOWS } });
		try {
			return await blow(simulator, storm);
		} finally {
			look(simulator);
			await simulator.stop();
		}
	};

const orders = {
	name: 'orders',
	share: 0.6,
	storm: orderStorm,
	blow: withSimulator(stormOfOrders),
};
const automations = {
	name: 'automations',
	share: 0.3,
	storm: automationStorm,
	blow: stormOfAutomations,
};
const downloads = {
	name: 'downloads',
	share: 0.1,
	storm: downloadStorm,
	blow: withSimulator(stormOfDownloads),
};

async function storms<S>({ name, share, storm, blow }: Kind<S>): Promise<void> {
	const drawn = fc.sample(storm, { seed: SEED, numRuns: Math.ceil(RUNS * share) });
	const strikes: Record<string, number> = {};
	let calls = 0;
	const look = (simulator: TestSimulator) => {
		calls += simulator.world.calls.all().length;
		for (const [fault, count] of Object.entries(strikesOf(simulator))) {
			strikes[fault] = (strikes[fault] ?? 0) + count;
		}
	};
	const broken: string[] = [];
	const open = drawn.entries();
	const worker = async () => {
		for (const [number, one] of open) {
			for (const { invariant, text } of await blow(one, look)) {
				const given = JSON.stringify(one);
				broken.push(`${name} ${number}: ${INVARIANTS[invariant]}: ${text}\n${given}`);
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	report(`Storms of ${name}`, [
		`${drawn.length} storms, seed ${SEED}, ${calls} calls. Invariants that did not hold: ${broken.length}.`,
		'',
		...tableOf(Object.fromEntries(Object.entries(strikes).sort()), ['Fault', 'Strikes']),
	]);
	expect(broken).toEqual([]);
}

describe('In bad weather the invariants hold', () => {
	test('ordering', async () => await storms(orders), HOUR_MS);
	test('automating, checking, retrying', async () => await storms(automations), HOUR_MS);
	test('downloading', async () => await storms(downloads), HOUR_MS);
});
