import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Id } from '../../../shared/values';
import type { Client } from '../../transport/client';
import type { KnownOrder } from './knownOrder';
import { YOUNG_MS } from './knownOrder';
import { Notes } from './notes';
import { OrderBook } from './orderBook';

/** A book older than this is read anew anyway. */
const DOUBT_MS = 30_000;
const UNUSED_MS = 86_400_000;

/** What this process is buying, and has just bought, for one account, by whichever of its keys. */
export class Purchases {
	/** Executions of one process that want the same order wait for each other. */
	readonly inFlight = new Map<string, Promise<IDataObject>>();

	readonly notes = new Notes();

	/** Books of its keys: each sees what its key may see. */
	private readonly books = new Map<string, { book: OrderBook; usedAt: number }>();

	/** Bought here lately, by moment: a list may not show them yet. */
	private readonly placed = new Map<KnownOrder, number>();

	/** Common names whose last purchase was refused or lost, by moment: a list from before is outdated. */
	private readonly doubts = new Map<string, number>();

	/** Keys that were refused lately, by moment: what was done all the same may show later. */
	private readonly refusals = new Map<string, number>();

	/** The book of a key. One that nobody has used for a day is read anew. */
	bookOf(identity: string): OrderBook {
		const now = performance.now();
		for (const [name, { usedAt }] of this.books) {
			if (now - usedAt > UNUSED_MS) this.books.delete(name);
		}
		const book = this.books.get(identity)?.book ?? this.newBook(now);
		this.books.set(identity, { book, usedAt: now });
		return book;
	}

	private newBook(now: number): OrderBook {
		const book = new OrderBook();
		forgetBefore(this.placed, now - YOUNG_MS);
		for (const order of this.placed.keys()) book.enter(order);
		return book;
	}

	/** Orders placed here are known, to all keys, before the list shows them. */
	enter(order: KnownOrder): void {
		forgetBefore(this.placed, performance.now() - YOUNG_MS);
		this.placed.set(order, performance.now());
		for (const { book } of this.books.values()) book.enter(order);
	}

	/** A paid call had another answer than an order: what was read before it proves nothing. */
	doubt(commonName: string): void {
		const now = performance.now();
		forgetBefore(this.doubts, now - DOUBT_MS);
		this.doubts.set(commonName, now);
	}

	/** Nothing was bought under this key, says an answer; nobody knows before every list shows it. */
	async refused(ctx: IExecuteFunctions, key: string, visibleWithinMs: number): Promise<void> {
		forgetBefore(this.refusals, performance.now() - YOUNG_MS);
		this.refusals.set(key, performance.now());
		await this.notes.refused(ctx, key, visibleWithinMs);
	}

	/** Milliseconds until a list would show an order that was refused under this key. */
	showsInMs(key: string, visibleWithinMs: number): number {
		return (this.refusals.get(key) ?? -Infinity) + visibleWithinMs - performance.now();
	}

	doubtedAt(commonName: string): number {
		return this.doubts.get(commonName) ?? -Infinity;
	}
}

/** Noted in the order of time, so that what is younger ends the search; a straggler does no harm. */
function forgetBefore<K>(moments: Map<K, number>, oldest: number): void {
	for (const [key, at] of moments) {
		if (at >= oldest) return;
		moments.delete(key);
	}
}

const accounts = new Map<string, Purchases>();

/**
 * One for each account, by the URL of its service, and by each of its keys: one whose account
 * could not be read at first stays alone, so that its own executions go on seeing each other.
 */
export function purchasesOf({ identity, servicesUrl }: Client, account?: Id): Purchases {
	const name = account === undefined ? identity : `${servicesUrl} ${account}`;
	const purchases = accounts.get(identity) ?? accounts.get(name) ?? new Purchases();
	accounts.set(identity, purchases);
	if (!accounts.has(name)) accounts.set(name, purchases);
	return purchases;
}

export { accounts };
