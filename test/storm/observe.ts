import type { IDataObject, OnError } from 'n8n-workflow';

import type { NodeRunRecord } from '../../sandbox/simulator/invariants/evidence';
import { textOf } from '../support/certCentral';
import type { NodeRun } from '../support/engine';
import type { TestSimulator } from '../support/simulator';
import type { Storm } from './weather';

/** One kind of work in a storm: what it sends, and what it asks afterwards. */
export interface Part {
	/** Places everything that this part wants; given the milliseconds until Stop is pressed. */
	place(cancelAfter?: number): Promise<Observed>;
	/** Looks at what has become of it, and repeats what failed. */
	follow(): Promise<Observed[]>;
	/** The things it wants, as the simulator's books call them */
	wanted: string[];
	/** Why a run in fine weather did not do everything; nothing if it did */
	missing(run: Observed): string[] | Promise<string[]>;
}

export type Observed = NodeRunRecord;

/** A storm as it is blown once: what its nodes note is kept for a workflow of its own. */
export type StormRun = Storm & { workflowId: string };

export const lastCall = ({ world }: TestSimulator): number => world.calls.all().at(-1)?.seq ?? 0;

interface Settings {
	onError: OnError;
	/** Milliseconds until Stop is pressed */
	cancelAfter?: number;
	workflowId: string;
}

/** Runs the node as the storm sets it and writes down what came out of it. */
export async function observe(
	simulator: TestSimulator,
	{ mode, workflowId }: StormRun,
	items: IDataObject[],
	run: (settings: Settings) => Promise<NodeRun>,
	cancelAfter?: number,
): Promise<Observed> {
	const since = lastCall(simulator);
	const result = await run({ onError: mode, cancelAfter, workflowId });
	const record = { inputs: items.length, since, until: lastCall(simulator) };
	const { outputs, error, run: execution } = result;
	// A stopped execution hands nothing on: its second run must tell everything.
	if (execution.status === 'canceled') return { ...record, items: [], error: 'stopped' };
	const told = outputs.flat().map(asItem);
	return { ...record, items: told, ...(error ? { error: textOf(result) } : {}) };
}

function asItem({ json, pairedItem }: NodeRun['outputs'][number][number]) {
	const link = Array.isArray(pairedItem) ? undefined : pairedItem;
	return { json, input: typeof link === 'object' ? link.item : link };
}

/** Items that do not show this field, or the error. */
export const without =
	(field: string) =>
	({ items, error }: Observed): string[] => [
		...(error === undefined ? [] : [error]),
		...items
			.filter(({ json }) => json[field] === undefined)
			.map(({ json }) => JSON.stringify(json)),
	];

/** How often each fault struck. */
export function strikesOf({ world }: TestSimulator): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { faults } of world.calls.all()) {
		for (const name of faults) counts[name] = (counts[name] ?? 0) + 1;
	}
	return counts;
}
