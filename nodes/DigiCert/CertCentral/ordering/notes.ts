import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { NOT_NEEDED, onAbort, pause, signalOf } from '../../../shared/pause';

/** Notes are needed for minutes only: until the order list shows what was placed. */
const OPTIONS = { mode: 'entries', maxEntries: 1000 } as const;

let turn: Promise<unknown> = Promise.resolve();

/** A store that does not answer must not stop ordering. */
const PATIENCE_MS = 2_000;

/** The store reads and writes a whole list, so two notes must not overlap. */
async function inTurn<T>(ctx: IExecuteFunctions, task: () => Promise<T>): Promise<T> {
	const ended = new AbortController();
	const late = pause(PATIENCE_MS, ended.signal).then(() => {
		throw new UserError('The processed-data store does not answer');
	});
	late.catch(() => {});
	const abort = onAbort(signalOf(ctx));
	const mine = turn.then(async () => await Promise.race([task(), late]));
	turn = mine.catch(() => {});
	return await Promise.race([mine, late, abort.promise]).finally(() => {
		ended.abort(NOT_NEEDED);
		abort.done();
	});
}

/**
 * Keys that are about to be sent: in this process until their outcome is known, and in n8n's
 * processed-data store, so that another worker or the run after a crash knows that an order may
 * exist which the list does not show yet. The store is a help, not a condition: where it cannot be
 * had, ordering goes on.
 */
export class Notes {
	private readonly inDoubt = new Set<string>();

	/** Notes the key; true if it was noted before. */
	async add(ctx: IExecuteFunctions, key: string): Promise<boolean> {
		const known = this.inDoubt.has(key);
		this.inDoubt.add(key);
		try {
			const { processed } = await inTurn(
				ctx,
				async () => await ctx.helpers.checkProcessedAndRecord([key], 'node', OPTIONS),
			);
			return known || processed.includes(key);
		} catch {
			ctx.logger.debug('The processed-data store is not available; no order key was noted');
			return known;
		}
	}

	/** The order is known here; other workers find it in the list, or by their note. */
	settle(key: string): void {
		this.inDoubt.delete(key);
	}

	/** The service refused: nothing was placed under this key. */
	async forget(ctx: IExecuteFunctions, key: string): Promise<void> {
		this.inDoubt.delete(key);
		await inTurn(ctx, async () => await ctx.helpers.removeProcessed([key], 'node', OPTIONS)).catch(
			() => {},
		);
	}
}
