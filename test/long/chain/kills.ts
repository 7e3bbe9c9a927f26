/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';

import { seededRandom } from '../../../sandbox/simulator/faults';
import { lastCall } from '../../storm/observe';
import type { TestSimulator } from '../../support/simulator';
import { leftBehind } from './following';
import type { Place } from './place';

/** n8n is killed among the writes to both vendors, and the template run again each time. */

const ANSWER_AFTER_MS = 150;
const LONGEST_WAIT_MS = 250;
const LOST_ANSWERS = 0.05;
const MOMENT_WITHIN_MS = 240_000;

export interface Plan {
	template: string;
	kills: number;
	/** About so many writes there will be */
	writes: number;
	seed: number;
}

/** What was sent to be done; an enrollment that is there already was not. */
const writesOf = ({ world }: TestSimulator): number =>
	world.calls.all().filter(({ method, status }) => method !== 'GET' && status !== 409).length;

export interface Killed {
	/** Writes at each kill */
	writesAtKill: number[];
	processEnds: number[];
	/** Executions that nobody goes on with */
	apart: Set<string>;
}

export async function killedAgainAndAgain(place: Place, plan: Plan): Promise<Killed> {
	const { simulator, n8n } = place;
	const match = { method: 'POST' };
	const { seed, kills, template } = plan;
	await simulator.fault('slowAnswer', { rate: 1, seed, delayMs: ANSWER_AFTER_MS, match });
	await simulator.fault('connectionCut', { rate: LOST_ANSWERS, seed, match });
	const random = seededRandom(seed);
	const killed: Killed = { writesAtKill: [], processEnds: [], apart: new Set() };
	for (let kill = 0; kill < kills; kill++) {
		const drawn = Math.ceil((kill + random()) * (plan.writes / kills));
		const until = Math.max(writesOf(simulator) + 1, drawn);
		const begun = place.begin(template).catch(() => '');
		const deadline = Date.now() + MOMENT_WITHIN_MS;
		while (writesOf(simulator) < until) {
			if (Date.now() > deadline) throw new Error(`There is no write number ${until}`);
			await pause(5);
		}
		await pause(random() * LONGEST_WAIT_MS);
		await n8n.kill();
		await begun;
		killed.writesAtKill.push(writesOf(simulator));
		await n8n.startAgain();
		killed.processEnds.push(lastCall(simulator));
		for (const id of await leftBehind(place)) killed.apart.add(id);
	}
	return killed;
}
