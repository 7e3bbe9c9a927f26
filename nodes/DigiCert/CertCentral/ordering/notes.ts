import type { IExecuteFunctions } from 'n8n-workflow';

/** Notes are needed for minutes only: until the order list shows what was placed. */
const OPTIONS = { mode: 'entries', maxEntries: 1000 } as const;

let turn: Promise<unknown> = Promise.resolve();

/** Keys sent in this process whose outcome is not known: cancelled, or unclear to the end. */
const inDoubt = new Set<string>();

/**
 * Notes a key that is about to be sent, and tells whether it was noted before: then an order may
 * exist that the list does not show yet. n8n's processed-data store tells other workers, and the
 * run after a crash. The store is a help, not a condition: where it cannot be had, ordering goes on.
 */
export async function noteKey(ctx: IExecuteFunctions, key: string): Promise<boolean> {
	const known = inDoubt.has(key);
	inDoubt.add(key);
	// The store reads and writes a whole list, so two notes must not overlap.
	const task = turn.then(async () => {
		const { processed } = await ctx.helpers.checkProcessedAndRecord([key], 'node', OPTIONS);
		return processed.includes(key);
	});
	turn = task.catch(() => {});
	try {
		return (await task) || known;
	} catch {
		ctx.logger.debug('The processed-data store is not available; no order key was noted');
		return known;
	}
}

/** The outcome is known; the note in the store stays, the book will show the order. */
export const settleKey = (key: string): boolean => inDoubt.delete(key);

/** The service refused: nothing was placed under this key. */
export async function forgetKey(ctx: IExecuteFunctions, key: string): Promise<void> {
	inDoubt.delete(key);
	const task = turn.then(async () => await ctx.helpers.removeProcessed([key], 'node', OPTIONS));
	turn = task.catch(() => {});
	await turn;
}
