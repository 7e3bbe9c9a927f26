import type { IExecuteFunctions } from 'n8n-workflow';

/** Notes are needed for minutes only: until the order list shows what was placed. */
const OPTIONS = { mode: 'entries', maxEntries: 1000 } as const;

let turn: Promise<unknown> = Promise.resolve();

/**
 * Keys that are about to be sent, in n8n's processed-data store, so that another worker or the run
 * after a crash knows that an order may exist which the list does not show yet. The store is a
 * help, not a condition: where it cannot be had, ordering goes on.
 */
export async function noteKey(ctx: IExecuteFunctions, key: string): Promise<boolean> {
	// The store reads and writes a whole list, so two notes must not overlap.
	const task = turn.then(async () => {
		const { processed } = await ctx.helpers.checkProcessedAndRecord([key], 'node', OPTIONS);
		return processed.includes(key);
	});
	turn = task.catch(() => {});
	try {
		return await task;
	} catch {
		ctx.logger.debug('The processed-data store is not available; no order key was noted');
		return false;
	}
}

/** The service refused: nothing was placed under this key. */
export async function forgetKey(ctx: IExecuteFunctions, key: string): Promise<void> {
	const task = turn.then(async () => await ctx.helpers.removeProcessed([key], 'node', OPTIONS));
	turn = task.catch(() => {});
	await turn;
}
