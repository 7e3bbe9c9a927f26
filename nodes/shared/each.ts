import type { IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Failure } from './failure';
import { asFailure, notTried } from './failure';
import type { Job, Outcome } from './operation';
import { cancelled, signalOf } from './pause';

export interface Produced {
	json: IDataObject;
	output?: number;
	binary?: IBinaryKeyData;
	hint?: string;
}

/** Items under way at once; the limiter decides how fast calls really go out. */
const CONCURRENCY = 8;

const UNCLEAR_IN_A_ROW = 3;

/**
 * Runs one function for each job, a few at a time. An outcome that concerns everybody, or three
 * unclear ones in a row, ends the run: the rest is told "not tried".
 */
export async function forEachJob<I>(
	ctx: IExecuteFunctions,
	jobs: Array<Job<I>>,
	work: (input: I, item: number) => Promise<Produced[]>,
): Promise<Outcome[]> {
	const signal = signalOf(ctx);
	const outcomes: Outcome[][] = [];
	let next = 0;
	let unclear = 0;
	let ended: Failure | undefined;
	const worker = async () => {
		for (let index = next++; index < jobs.length; index = next++) {
			const job = jobs[index];
			if (!job) return;
			if (signal?.aborted) throw cancelled();
			if (ended) {
				outcomes[index] = [{ item: job.item, failure: notTried(ended) }];
				continue;
			}
			try {
				const produced = await work(job.input, job.item);
				outcomes[index] = produced.map((one) => ({ item: job.item, ...one }));
				unclear = 0;
			} catch (error) {
				const failure = asFailure(error);
				unclear = failure.class === 'unclear' ? unclear + 1 : 0;
				if (failure.everybody || unclear >= UNCLEAR_IN_A_ROW) ended ??= failure;
				outcomes[index] = [{ item: job.item, failure }];
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENCY, jobs.length) }, worker));
	return outcomes.flat();
}

/** `run` of an operation that makes one item, or none or several for a list, of each input. */
export const eachItem =
	<I>(
		work: (ctx: IExecuteFunctions, input: I, item: number) => Promise<IDataObject | IDataObject[]>,
	) =>
	async (ctx: IExecuteFunctions, jobs: Array<Job<I>>): Promise<Outcome[]> =>
		await forEachJob(ctx, jobs, async (input, item) => {
			const result = await work(ctx, input, item);
			return (Array.isArray(result) ? result : [result]).map((json) => ({ json }));
		});
