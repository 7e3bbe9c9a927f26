import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, note, storeOf } from '../../../shared/once/notes';
import { FRESH_MS } from './orderBook';

/**
 * Notes of orders that are known or refused, kept until lists show them: more would push others out.
 * The limits of DigiCert allow 833 orders in the usual Visible Within of two minutes and the time
 * that a look-up holds.
 */
const MOST_SETTLED = 850;
/** So many go together then: each visit to the store reads and writes all that it holds. */
const SURPLUS = 50;

/** `own`: nobody had noted it. `earlier`: a run before, or another process, which may be sending it. */
export type Noted = 'own' | 'earlier';

interface Settled {
	/** Which holds the note: each node of a workflow has one of its own. */
	store: string;
	/** Moment from which every list shows the order; before all time where there is none. */
	shownBy: number;
}

/** Keys that are about to be sent: in this process until their outcome is known, and noted. */
export class Notes {
	/** Whether this process noted them itself. */
	private readonly inDoubt = new Map<string, boolean>();

	/** Of known or refused orders, oldest first: others may need them until the list shows the order. */
	private readonly settled = new Map<string, Settled>();

	async add(ctx: IExecuteFunctions, key: string): Promise<Noted> {
		const known = this.inDoubt.has(key);
		// Before the store answers: an order in flight is in doubt at once.
		if (!known) this.inDoubt.set(key, false);
		const isOwn = (await note(ctx, [key])).length === 0 || this.settled.has(key);
		this.settled.delete(key);
		if (!known) this.inDoubt.set(key, isOwn);
		return known || !isOwn ? 'earlier' : 'own';
	}

	/** The order is known here. Its note goes when the list shows it, or when there are too many. */
	async placed(ctx: IExecuteFunctions, key: string, visibleWithinMs: number): Promise<void> {
		if (!this.inDoubt.delete(key)) return;
		await this.settle(ctx, key, performance.now() + visibleWithinMs);
	}

	/** What was refused may show all the same. Another process's note may stand for a call under way. */
	async refused(ctx: IExecuteFunctions, key: string, visibleWithinMs: number): Promise<void> {
		const isOwn = this.inDoubt.get(key);
		this.inDoubt.delete(key);
		if (isOwn) await this.settle(ctx, key, performance.now() + visibleWithinMs);
	}

	/** Nothing was sent under this key here. */
	async unsent(ctx: IExecuteFunctions, key: string): Promise<void> {
		await this.refused(ctx, key, -Infinity);
	}

	private async settle(ctx: IExecuteFunctions, key: string, shownBy: number): Promise<void> {
		this.settled.set(key, { store: storeOf(ctx), shownBy });
		if (this.settled.size <= MOST_SETTLED) return;
		const surplus = new Set([...this.settled.keys()].slice(0, SURPLUS));
		await this.forgetOf(ctx, (key) => surplus.has(key));
	}

	/**
	 * Of orders that lists have shown for as long as a look-up holds: whoever looked before that, and
	 * would buy, has come to note it by now.
	 */
	async takeBack(ctx: IExecuteFunctions, isShown: (key: string) => boolean): Promise<void> {
		const now = performance.now();
		for (const [key, settled] of this.settled) {
			if (settled.shownBy > now && isShown(key)) settled.shownBy = now;
		}
		await this.forgetOf(ctx, (_key, { shownBy }) => shownBy + FRESH_MS <= now);
	}

	/** Of this node, since no other's store is at hand. */
	private async forgetOf(
		ctx: IExecuteFunctions,
		isOver: (key: string, settled: Settled) => boolean,
	): Promise<void> {
		const store = storeOf(ctx);
		const over = [...this.settled].flatMap(([key, settled]) =>
			settled.store === store && isOver(key, settled) ? [key] : [],
		);
		if (over.length === 0) return;
		for (const key of over) this.settled.delete(key);
		await forget(ctx, over);
	}
}
