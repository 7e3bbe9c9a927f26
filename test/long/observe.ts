import type { Window } from '../../sandbox/simulator/limits';
import { textOf } from '../support/certCentral';
import type { NodeRun } from '../support/engine';
import type { NodeRunRecord } from '../support/invariants';
import type { TestSimulator } from '../support/simulator';
import type { Blow } from './weather';

/** Small windows, so that a short storm meets them; the simulator counts the same. */
export const WINDOWS: Window[] = [
	{ requests: 30, perMs: 1_000 },
	{ requests: 200, perMs: 10_000 },
];

export const PACING = {
	pacing: 'custom',
	burstRequests: 30,
	burstSeconds: 1,
	sustainedRequests: 200,
	sustainedSeconds: 10,
};

export const lastCall = ({ world }: TestSimulator): number => world.calls.all().at(-1)?.seq ?? 0;

/** Runs the node and writes down what came out of it. */
export async function observe(
	simulator: TestSimulator,
	inputs: number,
	run: () => Promise<NodeRun>,
	repeats = false,
): Promise<NodeRunRecord> {
	const since = lastCall(simulator);
	const result = await run();
	const record = { inputs, since, until: lastCall(simulator), repeats };
	const { outputs, error, run: execution } = result;
	// A stopped execution hands nothing on: its second run must tell everything.
	if (execution.status === 'canceled') return { ...record, items: [], error: 'stopped' };
	const items = outputs.flat().map(asItem);
	return error ? { ...record, items, error: textOf(result) } : { ...record, items };
}

function asItem({ json, pairedItem }: NodeRun['outputs'][number][number]) {
	const link = Array.isArray(pairedItem) ? undefined : pairedItem;
	return { json, input: typeof link === 'object' ? link.item : link };
}

export async function breakOut(simulator: TestSimulator, faults: Blow[]): Promise<void> {
	for (const [name, setting] of faults) await simulator.fault(name, setting);
}

/** How often each fault struck. */
export function strikesOf({ world }: TestSimulator): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { faults } of world.calls.all()) {
		for (const name of faults) counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}
