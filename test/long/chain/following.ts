/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';

import { readExecution } from '../../../sandbox/launcher/executions';
import type { Rest } from '../../../sandbox/launcher/rest';
import { formOf, release } from '../../n8n/support/releaseForm';
import { booksOf, isServed } from './books';
import type { Place } from './place';
import { TEMPLATES } from './templates';

/** Runs a template, and waits until nothing of it is at work any more. */

const LOOK_EVERY_MS = 700;
const MOST = 100;

interface Row {
	id: string;
	workflowId: string;
	status: string;
}

async function underWay(rest: Rest): Promise<Row[]> {
	const filter = encodeURIComponent(JSON.stringify({ status: ['new', 'running', 'waiting'] }));
	const { results } = await rest.get<{ results: Row[] }>(
		`/executions?filter=${filter}&limit=${MOST}`,
	);
	return results;
}

/** Executions that a killed process left behind, and that nobody goes on with. */
export async function leftBehind({ n8n }: Place): Promise<string[]> {
	return (await underWay(n8n.rest)).flatMap(({ id, status }) => (status === 'waiting' ? [] : [id]));
}

const isAsked = ({ workflowId, status }: Row) =>
	workflowId === TEMPLATES.release && status === 'waiting';

/** Whoever is asked by a form releases what it shows; once for each form. */
export function person() {
	const answered = new Set<string>();
	return async ({ n8n }: Place, rows: Row[]): Promise<void> => {
		for (const { id } of rows.filter(isAsked)) {
			const form = answered.has(id) ? undefined : formOf(await readExecution(n8n.rest, id));
			if (form === undefined) continue;
			answered.add(id);
			await release(form);
		}
	};
}

export interface Patience {
	deadline: number;
	/** Nobody waits for these. */
	apart?: Set<string>;
	meanwhile?: (place: Place, rows: Row[]) => Promise<void>;
}

/** Until two looks in a row find nothing at work; what ends in this moment is in no list. */
export async function untilQuiet(
	place: Place,
	{ deadline, apart = new Set(), meanwhile }: Patience,
): Promise<void> {
	for (let quiet = 0; quiet < 2; ) {
		if (Date.now() > deadline)
			throw new Error(`Still at work: ${JSON.stringify(await underWay(place.n8n.rest))}`);
		const rows = await underWay(place.n8n.rest);
		await meanwhile?.(place, rows);
		const busy = rows.filter(({ id }) => !apart.has(id));
		quiet = busy.length === 0 ? quiet + 1 : 0;
		await pause(LOOK_EVERY_MS);
	}
}

export interface Job {
	template: string;
	names: string[];
}

/** Runs it until production serves all; gives how many runs that took. */
export async function againUntilServed(
	place: Place,
	{ template, names }: Job,
	patience: Patience,
	between: () => Promise<unknown> = async () => {},
): Promise<number> {
	for (let runs = 1; ; runs++) {
		await place.begin(template);
		await untilQuiet(place, patience);
		await between();
		const { enrollments } = await booksOf(place.simulator, names);
		if (enrollments.length === names.length && enrollments.every(isServed)) return runs;
	}
}
