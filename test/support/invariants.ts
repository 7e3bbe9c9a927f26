import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../sandbox/simulator/calls';
import type { Window } from '../../sandbox/simulator/limits';

/** What must hold in every run, whatever the services do (design, faults and invariants). */
export const INVARIANTS = {
	boughtOnce: 'paid orders ≤ distinct orders',
	nothingLost: 'every paid order is in an item, an error text, or adopted by an identical run',
	lookedUp: 'no paid call is repeated without a look-up before',
	limitsKept: 'the calls in any window are within the limit',
	accounted: 'each input gives exactly one item, over all outputs',
	quietRepeat: 'a run identical to one that did everything writes nothing',
	secrets: 'no secret is in an item or an error text',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
	invariant: Invariant;
	text: string;
}

/** Something paid in the books, and the fields by which an item shows it. */
export interface Paid {
	id: number;
	/** What it was bought for; two with the same name are the same order. */
	name: string;
	shownBy: IDataObject;
}

interface Item {
	json: IDataObject;
	/** Index of its input */
	input?: number;
}

/** One run of the node: the items of all outputs, or the error of Stop mode. */
export interface NodeRunRecord {
	inputs: number;
	items: Item[];
	error?: string;
	/** Sequence number of the last call before the run began */
	since: number;
	/** Of the last call when it was over */
	until: number;
	/** Everything was there already: nothing may be written. */
	repeats?: boolean;
}

export interface Evidence {
	books: Paid[];
	calls: Call[];
	runs: NodeRunRecord[];
	/** The names of all distinct orders that were wanted */
	wanted: string[];
	/** Kept by each process for itself */
	windows: Window[];
	/** Sequence numbers of the last calls of processes that ended */
	processEnds?: number[];
	secrets: string[];
}

const ORDER = /\/order\/certificate\/[a-z_]+$/;
const BULK = /\/automation\/createAutomation\/bulk$/;
const ORDER_LOOK_UP = /\/order\/certificate(\/\d+)?$/;
const HOST_LOOK_UP = /\/automatedips\/list$/;

interface PaidCall {
	/** What it buys, one thing each */
	things: string[];
	lookUp: RegExp;
}

/** What a call would buy; undefined for a call that costs nothing. */
function paidCall({ method, path, body }: Call): PaidCall | undefined {
	if (method !== 'POST' || body === '') return undefined;
	if (ORDER.test(path)) {
		const { certificate } = JSON.parse(body) as { certificate: { common_name: string } };
		return { things: [`order ${certificate.common_name}`], lookUp: ORDER_LOOK_UP };
	}
	if (!BULK.test(path)) return undefined;
	const { ipPortsToAutomate } = JSON.parse(body) as {
		ipPortsToAutomate: Array<{ ip: string; port: number; domainName?: string }>;
	};
	const things = ipPortsToAutomate.map(
		({ ip, port, domainName = '' }) => `host ${ip}:${port} ${domainName}`,
	);
	return { things, lookUp: HOST_LOOK_UP };
}

/** A refusal that reached the caller proves that nothing was bought: 4xx, but for 408. */
function wasRefused({ status = 0, faults }: Call): boolean {
	const answered = !faults.includes('connectionCut') && !faults.includes('stalledAnswer');
	return answered && status >= 400 && status < 500 && status !== 408;
}

function boughtOnce({ books, wanted }: Evidence): string[] {
	const names = books.map(({ name }) => name);
	const twice = [...new Set(names.filter((name, index) => names.indexOf(name) < index))];
	const strange = names.filter((name) => !wanted.includes(name));
	return [
		...twice.map((name) => `${name} was bought more than once`),
		...strange.map((name) => `${name} was bought, and nobody wanted it`),
	];
}

function shows(item: IDataObject, fields: IDataObject): boolean {
	const details = item.details as { ids?: IDataObject } | undefined;
	return [item, details?.ids ?? {}].some((place) =>
		Object.entries(fields).every(([name, value]) => place[name] === value),
	);
}

function nothingLost({ books, runs }: Evidence): string[] {
	const isTold = ({ id, shownBy }: Paid) =>
		runs.some(
			({ items, error }) =>
				items.some(({ json }) => shows(json, shownBy)) ||
				new RegExp(`\\b${id}\\b`).test(error ?? ''),
		);
	return books.filter((paid) => !isTold(paid)).map(({ id, name }) => `${id} (${name}) is lost`);
}

function lookedUp({ calls }: Evidence): string[] {
	const blind: string[] = [];
	const open = new Map<string, Call>();
	for (const call of calls) {
		const paid = paidCall(call);
		if (!paid) continue;
		for (const thing of paid.things) {
			const earlier = open.get(thing);
			const looked = calls.some(
				({ seq, path }) => earlier && seq > earlier.seq && seq < call.seq && paid.lookUp.test(path),
			);
			if (earlier && !looked) blind.push(`${thing}: call ${call.seq} repeats ${earlier.seq}`);
			if (wasRefused(call)) open.delete(thing);
			else open.set(thing, call);
		}
	}
	return blind;
}

/** Arrival times are whole milliseconds. */
const ROUNDING_MS = 1;

function limitsKept({ calls, windows, processEnds = [] }: Evidence): string[] {
	const borders = [0, ...processEnds, Infinity];
	return borders.slice(1).flatMap((end, index) => {
		const start = borders[index] ?? 0;
		const own = calls.filter(({ seq }) => seq > start && seq <= end);
		return windows.flatMap((window) => exceeded(own, window));
	});
}

function exceeded(calls: Call[], { requests, perMs }: Window): string[] {
	const first = calls.find((from, index) => {
		const beyond = calls[index + requests];
		return beyond !== undefined && beyond.at - from.at < perMs - ROUNDING_MS;
	});
	return first ? [`more than ${requests} calls in ${perMs} ms from call ${first.seq}`] : [];
}

function accounted({ runs }: Evidence): string[] {
	return runs.flatMap(({ inputs, items, error }, run) => {
		if (error !== undefined) {
			return items.length === 0 ? [] : [`run ${run} failed and gave ${items.length} items`];
		}
		const count = (input: number) => items.filter((item) => item.input === input).length;
		const wrong = Array.from({ length: inputs }, (_, input) => input).filter(
			(input) => count(input) !== 1,
		);
		const linked = items.every(({ input }) => input !== undefined && input < inputs);
		return [
			...wrong.map((input) => `run ${run}: input ${input} has ${count(input)} items`),
			...(linked ? [] : [`run ${run}: an item is linked to no input`]),
		];
	});
}

function quietRepeat({ calls, runs }: Evidence): string[] {
	return runs
		.filter(({ repeats }) => repeats)
		.flatMap(({ since, until }) =>
			calls
				.filter((call) => call.seq > since && call.seq <= until && paidCall(call))
				.map(({ seq, path }) => `call ${seq} writes again: ${path}`),
		);
}

function secrets({ runs, secrets: marks }: Evidence): string[] {
	return runs.flatMap(({ items, error = '' }, run) => {
		const shown = JSON.stringify(items) + error;
		return marks.flatMap((mark, index) =>
			shown.includes(mark) ? [`secret ${index} is shown by run ${run}`] : [],
		);
	});
}

const CHECKS: Record<Invariant, (evidence: Evidence) => string[]> = {
	boughtOnce,
	nothingLost,
	lookedUp,
	limitsKept,
	accounted,
	quietRepeat,
	secrets,
};

/** Every invariant that does not hold, with what shows it. */
export function violationsOf(evidence: Evidence): Violation[] {
	return Object.entries(CHECKS).flatMap(([invariant, check]) =>
		check(evidence).map((text) => ({ invariant: invariant as Invariant, text })),
	);
}
