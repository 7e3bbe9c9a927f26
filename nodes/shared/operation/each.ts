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

/** A result that takes long to find: the other items go on meanwhile. */
export interface Later {
	later: Promise<Produced>;
	/** After a lost answer: a cheap read that tells whether the service is there at all. */
	probe?(): Promise<unknown>;
}

/** A wrong key or a service that is down meets so many items; each that works lets one more begin. */
export const AT_FIRST = 4;

/**
 * Items under way at once; the limiter decides how fast calls really go out. DigiCert allows 5.6
 * calls a second in the long run: so many reach it as long as an answer takes at most 3.6 s.
 */
export const AT_ONCE = 20;

/**
 * Runs one function for each job, a few at a time. An outcome that concerns everybody, or three
 * unclear ones in a row, ends the run: the rest is told "not tried". Three in a row that are set
 * aside are no verdict yet; then a read tells whether the service is there at all, and nothing
 * new begins until the last of them is settled.
 */
export async function forEachJob<I>(
	ctx: IExecuteFunctions,
	jobs: Array<Job<I>>,
	work: (input: I, item: number) => Promise<Produced[] | Later>,
): Promise<Outcome[]> {
	const signal = signalOf(ctx);
	const outcomes: Outcome[][] = [];
	let next = 0;
	const end = new RunEnd();
	let lost = 0;
	/** Nothing new begins while it is asked whether the service is there. */
	let probing: Promise<unknown> | undefined;
	const settling: Array<Promise<void>> = [];
	const failed = (index: number, { item }: Job<I>, error: unknown) => {
		const failure = asFailure(error);
		end.after(failure);
		outcomes[index] = [{ item, failure }];
	};
	const succeeded = (index: number, { item }: Job<I>, produced: Produced[]) => {
		end.after(undefined);
		lost = 0;
		outcomes[index] = produced.map((one) => ({ item, ...one }));
	};
	const worker = async (another: () => void) => {
		for (let index = next++; index < jobs.length; index = next++) {
			const job = jobs[index];
			if (!job) return;
			await probing;
			if (signal?.aborted) throw cancelled();
			if (end.cause) {
				outcomes[index] = [{ item: job.item, failure: notTried(end.cause) }];
				continue;
			}
			try {
				const produced = await work(job.input, job.item);
				if (!('later' in produced)) {
					succeeded(index, job, produced);
					another();
					continue;
				}
				settling.push(
					produced.later.then(
						(one) => succeeded(index, job, [one]),
						(error: unknown) => failed(index, job, error),
					),
				);
				if (produced.probe && ++lost % UNCLEAR_IN_A_ROW === 0) {
					const settled = settling.at(-1);
					probing = produced
						.probe()
						.then(async () => await settled)
						.catch((error: unknown) => end.because(asFailure(error)));
				}
			} catch (error) {
				failed(index, job, error);
			}
		}
	};
	await sideBySide(worker, Math.min(AT_ONCE, jobs.length));
	await Promise.all(settling);
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

interface EachSpec<I> extends Presentation {
	read(reader: Reader): I;
	/** The item, or the items of a list, that one input becomes. */
	each(ctx: IExecuteFunctions, input: I, item: number): Promise<IDataObject | IDataObject[]>;
}

/** An operation that makes one item, or none or several for a list, of each input. */
export const defineEach = <I>({ each, ...spec }: EachSpec<I>): Operation =>
	defineOperation<I>({
		...spec,
		run: async (ctx, jobs) =>
			await forEachJob(ctx, jobs, async (input, item) => {
				const result = await each(ctx, input, item);
				return (Array.isArray(result) ? result : [result]).map((json) => ({ json }));
			}),
	});
