import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import type { Read } from '../../../shared/memo';
import { remember } from '../../../shared/memo';
import { isStop, onAbort } from '../../../shared/time/stop';
import type { Id } from '../../../shared/values';
import { compareIds } from '../../../shared/values';
import { readRows, readShownRows } from '../../api/lists';
import type { OrderInfo } from '../../api/orderInfo';
import { orderRow } from '../../api/orderInfo';
import { getOrder, ORDERS, whileCheaper } from '../../api/orders';
import type { Services } from '../../transport/services';
import type { Identity } from './fingerprint';
import { type IdIndex, link, unlink, unlinkAll } from './idIndex';
import type { KnownOrder } from './knownOrder';
import { asListed, asRead, couldBe, isYoung } from './knownOrder';
import { descends } from './newestFirst';
import { hiddenOrders, isHidden, isNotFound } from './refusals';

export const FRESH_MS = 30_000;
const DAY_MS = 86_400_000;
/** Some 20 MB; more is kept only where it is within the look back. */
const MOST_ORDERS = 50_000;
/** However slow the list is, a free slot is used. */
const LEAST_FRESH_MS = 1_000;

/** How much of the list somebody needs. */
export interface Reach {
	/** Day back to which orders have to be known. */
	backTo: number;
	/** How late, in milliseconds, the list may show an order that was placed before others. */
	lag: number;
	/** What was read before this moment is not trusted. */
	since?: number;
}

/** Orders as one API key sees them, newest first, shared by all executions of this process. */
export class OrderBook {
	private readonly orders = new Map<Id, KnownOrder>();

	private readonly byName: IdIndex = new Map();

	private readonly byKey: IdIndex = new Map();

	private readonly asked = new Map<Id, Read<OrderInfo | undefined>>();

	private readAt = -Infinity;

	private readBackTo = Infinity;

	/** When the newest order was placed that the last reading has shown. */
	private newest = Infinity;

	/** When the oldest order was placed that it has shown. */
	private oldest = Infinity;

	/** Whether the list counts orders that it does not show: then it proves no absence by itself. */
	isShort = false;

	/** The longest look back that was asked for, in milliseconds. */
	private deepest = 0;

	/** The longest time that anybody grants the list to show an order. */
	private lag = 0;

	private reading: Promise<void> = Promise.resolve();

	/** A reading that waits for its turn; whoever comes meanwhile joins it. */
	private queued: Promise<void> | undefined;

	/** Whether what it shows may still be bought by. */
	isFresh(): boolean {
		return this.readAt + FRESH_MS > performance.now();
	}

	/** Milliseconds until the book is too old for a paid call. */
	freshFor(): number {
		return Math.max(LEAST_FRESH_MS, this.readAt + FRESH_MS - performance.now());
	}

	/** Reads what is new, unless the book is fresh enough. */
	async refresh(services: Services, { backTo, lag, since = -Infinity }: Reach): Promise<void> {
		this.deepest = Math.max(this.deepest, Date.now() - backTo);
		this.lag = Math.max(this.lag, lag);
		const freshSince = Math.max(performance.now() - FRESH_MS, since);
		if (this.readAt >= freshSince && this.readBackTo <= backTo) return;
		for (;;) {
			this.queued ??= this.reading
				.catch(() => {})
				.then(async () => {
					this.queued = undefined;
					await this.readNews(services, backTo);
				});
			this.reading = this.queued;
			const abort = onAbort(services.client.signal);
			const others = await Promise.race([this.queued, abort.promise])
				.catch((error: unknown) => {
					// Another execution began this reading and was stopped: that is no answer to this one.
					if (isStop(asFailure(error)) && !services.client.signal?.aborted) return 'stopped';
					throw asFailure(error);
				})
				.finally(abort.done);
			// Whoever joins a reading that does not go back far enough needs one of its own.
			if (others !== 'stopped' && this.readBackTo <= backTo) return;
		}
	}

	private async readNews(services: Services, backTo: number): Promise<void> {
		const started = performance.now();
		const deeper = this.readBackTo > backTo;
		// An order may show late, behind others that are known already.
		const settled = deeper ? backTo : Math.max(backTo, this.newest - this.lag);
		const { rows, hidden } = await readShownRows(services, ORDERS, listed, () => (page) => {
			// Without dates, or not sorted as asked, only the end of the list is the end.
			const oldest = descends(page) ? page.at(-1)?.created : undefined;
			if (oldest === undefined) return false;
			const news = !deeper && page.some(({ id }) => !this.orders.get(id)?.listed);
			return oldest < backTo || (!news && oldest < settled);
		});
		// Entered together: a reading that breaks off half-way must not pass for known.
		this.enterRows(rows, started);
		this.isShort ||= hidden > 0;
		this.newest = rows[0]?.created ?? 0;
		this.oldest = rows.at(-1)?.created ?? 0;
		this.readAt = started;
		this.readBackTo = Math.min(this.readBackTo, backTo);
		this.prune();
	}

	/** Whether a reading since then was to show an order, and did not: one more would not, either. */
	wasMissed({ created = 0, toldAt }: KnownOrder, since: number): boolean {
		return toldAt < since && this.readAt >= since && created >= this.oldest;
	}

	/** Reads what the list says of these orders now. */
	async retell(services: Services, ids: ReadonlySet<Id>): Promise<void> {
		const started = performance.now();
		this.enterRows(await readRows(services, ORDERS, listed, whileCheaper(ids)), started);
	}

	/** Every order of a common name, however old. */
	async readAllOf(services: Services, commonName: string): Promise<void> {
		const started = performance.now();
		const query = { ...ORDERS.query, 'filters[common_name]': commonName };
		const { rows, hidden } = await readShownRows(services, { ...ORDERS, query }, listed);
		if (hidden > 0) throw hiddenOrders(commonName, hidden);
		this.enterRows(rows, started);
	}

	private enterRows(rows: OrderInfo[], at: number): void {
		for (const row of rows) this.enter(asListed(row, this.orders.get(row.id), at));
	}

	enter(order: KnownOrder): void {
		const before = this.orders.get(order.id);
		if (before) unlinkAll(this.byName, namesOf(before), order.id);
		this.orders.set(order.id, order);
		for (const name of namesOf(order)) link(this.byName, name, order.id);
		if (order.key) link(this.byKey, order.key, order.id);
	}

	/**
	 * Orders of this common name, those that show none, and those in which another of their names has
	 * become it since; newest first.
	 */
	namesakes(identity: Identity): KnownOrder[] {
		const { commonName } = identity;
		const ids = [commonName, ''].flatMap((name) => [...(this.byName.get(name) ?? [])]);
		return this.known([...new Set(ids)])
			.filter((order) => order.commonName === commonName || couldBe(order, identity))
			.sort((a, b) => placedAt(b) - placedAt(a) || compareIds(b.id, a.id));
	}

	/** Orders that are known to carry this key, whatever they are for. */
	withKey(key: string): KnownOrder[] {
		const ids = this.byKey.get(key);
		return ids ? this.known([...ids]).filter((order) => order.key === key) : [];
	}

	private known(ids: Id[]): KnownOrder[] {
		return ids.flatMap((id) => this.orders.get(id) ?? []);
	}

	/**
	 * Whether Order info has yet to tell the key. That a young order has none is believed no longer
	 * than the list, since its parts may show at different times; that it cannot be read, by one run.
	 */
	isKeyOpen(order: KnownOrder, since: number): boolean {
		const { key, readAt, unread } = order;
		if (typeof key === 'string') return false;
		if (unread) return readAt < Math.max(this.readAt, since);
		return key === undefined || (isYoung(order) && readAt < this.readAt);
	}

	/** Order info, asked once for all at once; undefined if the order cannot be read, which is kept. */
	async ask(services: Services, { id }: KnownOrder): Promise<OrderInfo | undefined> {
		const { signal } = services.client;
		const read = async () => await this.askOnce(services, id);
		return await remember(this.asked, id, read, { signal }).finally(() => this.asked.delete(id));
	}

	private async askOnce(services: Services, id: Id): Promise<OrderInfo | undefined> {
		const at = performance.now();
		try {
			const info = await getOrder(services, id);
			this.enter(asRead(info, this.orders.get(id), at));
			return info;
		} catch (error) {
			const failure = asFailure(error);
			const known = this.orders.get(id);
			if (!known || !(isHidden(failure) || isNotFound(failure))) throw failure;
			this.enter({ ...known, unread: failure, readAt: at });
			return undefined;
		}
	}

	get(id: Id): KnownOrder | undefined {
		return this.orders.get(id);
	}

	/** Nobody looks back that far any more; without a date it may be of today. */
	private prune(): void {
		if (this.orders.size <= MOST_ORDERS) return;
		// Who asked for the longest look back may still be waiting for this reading.
		const oldest = Date.now() - this.deepest - DAY_MS;
		for (const order of this.orders.values()) {
			const { id, created, key } = order;
			if (created === undefined || created >= oldest) continue;
			this.orders.delete(id);
			unlinkAll(this.byName, namesOf(order), id);
			if (key) unlink(this.byKey, key, id);
		}
		this.readBackTo = Math.max(this.readBackTo, oldest);
	}
}

const listed = (row: IDataObject): OrderInfo => ({ ...orderRow(row), raw: {} });

const placedAt = ({ created = Infinity }: KnownOrder): number => created;

/** By each of them it is found; one that shows none may be any. */
const namesOf = ({ commonName, names }: KnownOrder): Set<string> =>
	new Set(commonName === '' ? [''] : [commonName, ...names]);
