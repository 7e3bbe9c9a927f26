import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { onAbort, signalOf } from '../time/stop';
import { after } from '../time/timer';

/**
 * n8n keeps so many of a node and pushes the oldest out, whoever wrote them. Notes are taken back
 * when the outcome is known, so what fills it up are those that nobody came back for.
 */
const MOST_NOTES = 10_000;

/** Of one run at once; what is more has to wait, since others note at the same time. */
export const MOST_NOTES_OF_A_RUN = 2_500;

const OPTIONS = { mode: 'entries', maxEntries: MOST_NOTES } as const;

let turn: Promise<unknown> = Promise.resolve();

/** A store that does not answer must not stop ordering. */
const PATIENCE_MS = 2_000;

/** The store reads and writes a whole list, so two notes must not overlap. */
async function inTurn<T>(ctx: IExecuteFunctions, task: () => Promise<T>): Promise<T> {
	let callOff = () => {};
	const late = new Promise<never>((_resolve, reject) => {
		const error = 'The processed-data store does not answer';
		callOff = after(PATIENCE_MS, () => reject(new UserError(error)));
	});
	late.catch(() => {});
	const abort = onAbort(signalOf(ctx));
	const mine = turn.then(async () => await Promise.race([task(), late]));
	turn = mine.catch(() => {});
	return await Promise.race([mine, late, abort.promise]).finally(() => {
		callOff();
		abort.done();
	});
}

/**
 * Notes in n8n's processed-data store what is about to be sent, so that another worker, or the run
 * after a crash, knows that something may exist which no list shows yet. Gives what was noted
 * before. The store is a help, not a condition: where it cannot be had, sending goes on.
 */
export async function note(ctx: IExecuteFunctions, keys: string[]): Promise<string[]> {
	try {
		const { processed } = await inTurn(
			ctx,
			async () => await ctx.helpers.checkProcessedAndRecord(keys, 'node', OPTIONS),
		);
		return keys.filter((key) => processed.includes(key));
	} catch {
		ctx.logger.debug('The processed-data store is not available; no key was noted');
		return [];
	}
}

/** Which of these are noted. None of them is noted by this. */
export async function noted(ctx: IExecuteFunctions, keys: string[]): Promise<string[]> {
	const before = await note(ctx, keys);
	const known = new Set(before);
	await forget(
		ctx,
		keys.filter((key) => !known.has(key)),
	);
	return before;
}

/** Nobody needs to wait for these. It is carried out even if Stop comes meanwhile. */
export const forget = async (ctx: IExecuteFunctions, keys: string[]): Promise<void> =>
	await inTurn(ctx, async () => await ctx.helpers.removeProcessed(keys, 'node', OPTIONS)).catch(
		() => {},
	);
