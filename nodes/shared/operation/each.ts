import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asFailure, notTried } from '../failure';
import type { Reader } from '../reader/reader';
import { cancelled, signalOf } from '../time/stop';
import { defineOperation } from './execute';
import type { Job, Operation, Outcome, Presentation } from './operation';
import { RunEnd, UNCLEAR_IN_A_ROW } from './runEnd';

export interface Produced {
	json: IDataObject;
	output?: number;
	binary?: IBinaryKeyData;
	hint?: string;
}

/** One item's turn in a run. */
export interface Turn {
	item: number;
	/**
	 * Lets the next item begin, where finding this one's outcome takes long. After a lost answer
	 * `probe` is a cheap read that tells whether the service is there at all.
	 */
	stepAside(probe?: () => Promise<unknown>): void;
}

/** A wrong key or a service that is down meets so many items; each that works lets one more begin. */
export const AT_FIRST = 4;

/**
 * Items under way at once; the limiter decides how fast calls really go out. DigiCert allows 5.6
 * calls a second in the long run: so many reach it as long as an answer takes at most 3.6 s.
 */
export const AT_ONCE = 20;

/**
 * Runs one function for each job, a few at a time, until the run ends (`RunEnd`): the rest is told
 * "not tried". Stop ends what is under way and lets nothing begin; what is known by then is told
 * all the same, since it may have been paid. Three in a row whose answers were lost and that stepped aside are no verdict yet;
 * then a read tells whether the service is there at all, and nothing new begins until the last of
 * them is settled.
 */
export async function forEachJob<I>(
	ctx: IExecuteFunctions,
	jobs: Array<Job<I>>,
	work: (input: I, turn: Turn) => Promise<Produced[]>,
): Promise<Outcome[]> {
	const signal = signalOf(ctx);
	const outcomes: Outcome[][] = [];
	const end = new RunEnd();
	const besides: Array<Promise<unknown>> = [];
	let next = 0;
	let lost = 0;
	/** Nothing new begins while it is asked whether the service is there. */
	let probing: Promise<unknown> | undefined;

	/** Whether it went well; the outcome is noted, whatever it is. */
	const settle = async (index: number, { input, item }: Job<I>, stepAside: Turn['stepAside']) => {
		try {
			const produced = await work(input, { item, stepAside });
			outcomes[index] = produced.map((one) => ({ item, ...one }));
			end.after(undefined);
			lost = 0;
			return true;
		} catch (error) {
			const failure = asFailure(error);
			outcomes[index] = [{ item, failure }];
			end.after(failure);
			return false;
		}
	};

	/** Whether it went well so far: an item that steps aside is still under way. */
	const begin = async (index: number, job: Job<I>) => {
		let stepAside: Turn['stepAside'] = () => {};
		const aside = new Promise<{ probe?(): Promise<unknown> }>((resolve) => {
			stepAside = (probe) => resolve({ probe });
		});
		const outcome = settle(index, job, stepAside);
		const first = await Promise.race([outcome, aside]);
		if (typeof first === 'boolean') return first;
		besides.push(outcome);
		if (first.probe && ++lost % UNCLEAR_IN_A_ROW === 0) {
			probing = first
				.probe()
				.then(async () => await outcome)
				.catch((error: unknown) => end.because(asFailure(error)));
		}
		return false;
	};

	const worker = async (another: () => void) => {
		for (let index = next++; index < jobs.length; index = next++) {
			const job = jobs[index];
			if (!job) return;
			await probing;
			if (signal?.aborted) outcomes[index] = [{ item: job.item, failure: cancelled() }];
			else if (end.cause) outcomes[index] = [{ item: job.item, failure: notTried(end.cause) }];
			else if (await begin(index, job)) another();
		}
	};
	await sideBySide(worker, Math.min(AT_ONCE, jobs.length));
	await Promise.all(besides);
	return outcomes.flat();
}

/** A few workers at first, and another one whenever one asks for it, up to `most`. */
async function sideBySide(worker: (another: () => void) => Promise<void>, most: number) {
	let [begun, active] = [0, 0];
	await new Promise<void>((resolve, reject) => {
		const ended = () => {
			if (--active === 0) resolve();
		};
		const another = () => {
			if (begun === most) return;
			begun++;
			active++;
			worker(another).then(ended, reject);
		};
		for (let first = 0; first < AT_FIRST; first++) another();
		if (active === 0) resolve();
	});
}

interface ItemsSpec<I> extends Presentation {
	read(reader: Reader): I;
	/** The items that one input becomes, each with a hint if there is one. */
	items(ctx: IExecuteFunctions, input: I, item: number): Promise<Produced[]>;
}

/** An operation that makes one item, or none or several for a list, of each input. */
export const defineItems = <I>({ items, ...spec }: ItemsSpec<I>): Operation =>
	defineOperation<I>({
		...spec,
		run: async (ctx, jobs) =>
			await forEachJob(ctx, jobs, async (input, { item }) => await items(ctx, input, item)),
	});

interface EachSpec<I> extends Presentation {
	read(reader: Reader): I;
	/** The item, or the items of a list, that one input becomes. */
	each(ctx: IExecuteFunctions, input: I, item: number): Promise<IDataObject | IDataObject[]>;
}

/** The same for items that have nothing beside them. */
export const defineEach = <I>({ each, ...spec }: EachSpec<I>): Operation =>
	defineItems<I>({
		...spec,
		items: async (...given) => {
			const result = await each(...given);
			return (Array.isArray(result) ? result : [result]).map((json) => ({ json }));
		},
	});
