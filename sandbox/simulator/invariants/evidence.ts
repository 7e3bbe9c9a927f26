import type { Call } from '../calls';
import type { Bucket, Window } from '../limits';

/** What must hold in every run, whatever the services do (docs/reliability.md#invariants). */
export const INVARIANTS = {
	boughtOnce: 'paid orders ≤ distinct orders',
	nothingLost: 'every paid order is in an item, an error text, or adopted by an identical run',
	lookedUp: 'no paid call is repeated without a look-up before',
	limitsKept: 'the calls in any window are within the limit',
	accounted: 'each input gives exactly one item, over all outputs',
	quietRepeat: 'a run identical to one that did everything writes nothing',
	documented: 'no request has a field that the service does not document',
	secrets: 'no secret is in an item, an error text, a URL or a body',
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
	invariant: Invariant;
	text: string;
	/** Sequence numbers of the calls that show it */
	calls: number[];
}

/** Something paid, as the books hold it. */
export interface Paid {
	id: number;
	/** What was asked for, as a paid call names it (`thingsOf`) */
	thing: string;
	/** Two with the same text are the same order. */
	sameAs: string;
	/** The fields by which an item tells it */
	shownBy: Record<string, unknown>;
	boughtAt: number;
	/** From then on the same may be bought again; none while it is good */
	overAt?: number;
}

interface Item {
	json: Record<string, unknown>;
	/** Index of its input */
	input?: number;
}

/** One run of a node: the items of all outputs, or the error of Stop mode. */
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

/** What only the client's side can tell. */
export interface Testimony {
	/** Without runs, what only they can show is not checked. */
	runs?: NodeRunRecord[];
	/** All things that were wanted; anything else that was bought is too much. */
	wanted?: string[];
	/** Sequence numbers of the last calls of processes that ended: each keeps the limits for itself. */
	processEnds?: number[];
	/** What must not be shown, beside the keys */
	secrets?: string[];
}

export interface Evidence extends Testimony {
	paid: Paid[];
	calls: Call[];
	windows: Partial<Record<Bucket, Window[]>>;
	/** API keys and tokens: never in a URL or body */
	keys: string[];
}
