import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { isStop } from '../../../shared/time/stop';
import { accountOf } from '../../api/account';
import type { Services } from '../../transport/services';
import type { KnownOrder } from './knownOrder';
import { isYoung } from './knownOrder';
import type { OrderBook } from './orderBook';
import type { OrderRequest } from './orderRequest';
import { Purchases, purchasesOf } from './purchases';
import { hiddenOrder, isHidden, notReadableYet } from './refusals';

const DAY_MS = 86_400_000;
/** For so many known orders one more reading of the list costs less than asking for each. */
const FEW = 5;

/** One run of Order > Create: what it believes of orders was told after it began. */
export class Round {
	readonly since = performance.now();

	private retold: Promise<void> | undefined;

	private takenBack: Promise<void> | undefined;

	constructor(
		readonly ctx: IExecuteFunctions,
		readonly services: Services,
		readonly purchases: Purchases,
		readonly book: OrderBook,
		private readonly requests: OrderRequest[],
	) {}

	/** Begins with a list that is fresh, or that was read since then. */
	async refresh(request: OrderRequest, since?: number): Promise<void> {
		await this.book.refresh(this.services, {
			backTo: Date.now() - request.lookBackDays * DAY_MS,
			lag: request.visibleWithin * 1000,
			since: Math.max(since ?? 0, this.purchases.doubtedAt(request.identity.commonName)),
		});
		// Where orders are counted that the key may not see, its own are asked for by name.
		if (this.book.isShort) {
			await this.book.readAllOf(this.services, request.identity.commonName);
		}
	}

	/** Notes of orders that the list shows by now: one look at them does for a run. */
	async takeBackNotes(): Promise<void> {
		const isShown = (key: string) => this.book.withKey(key).some(({ listed }) => listed);
		await (this.takenBack ??= this.purchases.notes.takeBack(this.ctx, isShown));
	}

	/** Whether the service is there at all. */
	async probe(): Promise<void> {
		const since = performance.now();
		await this.book.refresh(this.services, { backTo: Date.now(), lag: 0, since });
	}

	/** The order as it is now; undefined if it is gone. With `exactly` the list is not believed. */
	async confirm({ id }: KnownOrder, exactly = false): Promise<KnownOrder | undefined> {
		const isTold = (order: KnownOrder | undefined) =>
			order && (exactly ? order.readAt : order.toldAt) >= this.since && !order.unread;
		if (!exactly && !isTold(this.book.get(id))) await (this.retold ??= this.retell());
		const known = this.book.get(id);
		if (!known || isTold(known)) return known;
		if (await this.book.ask(this.services, known)) return this.book.get(id);
		throwIfNeeded(this.book.get(id) ?? known);
		return undefined;
	}

	/** What this run is likely to find, told by the list in a few calls for all of it. */
	private async retell(): Promise<void> {
		const known = this.requests.flatMap(({ identity }) => this.book.namesakes(identity));
		const stale = [...new Set(known)]
			.filter(({ key, toldAt }) => typeof key === 'string' && toldAt < this.since)
			.filter((order) => !this.book.wasMissed(order, this.since));
		if (stale.length < FEW) return;
		const ids = new Set(stale.map(({ id }) => id));
		await this.book.retell(this.services, ids).catch((error: unknown) => {
			const failure = asFailure(error);
			// Each may still be asked for.
			if (isStop(failure)) throw failure;
		});
	}
}

/** Keys of one account see what the others buy; where a key may not read whose it is, it is alone. */
export async function beginRound(
	ctx: IExecuteFunctions,
	services: Services,
	requests: OrderRequest[],
): Promise<Round> {
	const { client } = services;
	const isProtected = requests.some(({ protect }) => protect);
	const purchases = isProtected
		? purchasesOf(client, await accountOf(ctx, client))
		: new Purchases();
	return new Round(ctx, services, purchases, purchases.bookOf(client.identity), requests);
}

/** It could be the order that is wanted, and cannot be read: buying would be a guess. */
export function throwIfNeeded(order: KnownOrder): void {
	if (!order.unread) return;
	if (isHidden(order.unread)) throw hiddenOrder(order.unread, order.id);
	if (isYoung(order)) throw notReadableYet(order.id);
}
