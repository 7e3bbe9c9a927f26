import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { isStop } from '../../../shared/time/stop';
import { asNumber } from '../../../shared/values';
import { readRows } from '../../api/lists';
import type { OrderInfo } from '../../api/orderInfo';
import { orderRow } from '../../api/orderInfo';
import { getOrder, ORDERS } from '../../api/orders';
import type { Services } from '../../transport/services';
import type { Identity } from './fingerprint';
import { Notes } from './notes';
import { hiddenOrder, isHidden, isNotFound, notReadableYet } from './refusals';

const FRESH_MS = 30_000;
/** The longest `visibleWithin`: by then whatever exists can be read. */
const YOUNG_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Some 20 MB; more is kept only where it is within the look back. */
const MOST_ENTRIES = 50_000;
/** However slow the list is, a free slot is used. */
const LEAST_FRESH_MS = 1_000;

/** What the list says of an order, as far as it helps to find it again. */
interface KnownOrder {
	id: number;
	created: number;
	commonName: string;
	names: Set<string>;
	product?: string;
	organization?: number;
	alternativeOrderId?: string;
}

/** Orders of one account, newest first, shared by all executions of this process. */
export class OrderBook {
	private readonly entries = new Map<number, KnownOrder>();

	private readonly byCommonName = new Map<string, Set<number>>();

	private readAt = -Infinity;

	private readBackTo = Infinity;

	/** The longest look back that was asked for, in milliseconds. */
	private deepest = 0;

	private reading: Promise<void> = Promise.resolve();

	/** A reading that waits for its turn; whoever comes meanwhile joins it. */
	private queued: Promise<void> | undefined;

	/** Executions of one process that want the same order wait for each other. */
	readonly inFlight = new Map<string, Promise<IDataObject>>();

	readonly notes = new Notes();

	/** Orders placed here are known before the list shows them. */
	add(id: number, identity: Identity, alternativeOrderId: string): void {
		this.enter({
			id,
			created: Date.now(),
			commonName: identity.commonName,
			names: new Set(identity.names),
			product: identity.product.startsWith('ssl ') ? undefined : identity.product,
			organization: asNumber(identity.organization),
			alternativeOrderId,
		});
	}

	/** Milliseconds until the book is too old for a paid call. */
	freshFor(): number {
		return Math.max(LEAST_FRESH_MS, this.readAt + FRESH_MS - performance.now());
	}

	/** Reads what is new, unless the book is fresh enough. `force` begins after this call. */
	async refresh(services: Services, backTo: number, force = false): Promise<void> {
		this.deepest = Math.max(this.deepest, Date.now() - backTo);
		const fresh = performance.now() - this.readAt < FRESH_MS && this.readBackTo <= backTo;
		if (fresh && !force) return;
		for (;;) {
			this.queued ??= this.reading
				.catch(() => {})
				.then(async () => {
					this.queued = undefined;
					await this.readNews(services, backTo);
				});
			this.reading = this.queued;
			const others = await this.queued.catch((error: unknown) => {
				// Another execution began this reading and was stopped: that is no answer to this one.
				if (isStop(asFailure(error)) && !services.client.signal?.aborted) return 'stopped';
				throw asFailure(error);
			});
			// Whoever joins a reading that does not go back far enough needs one of its own.
			if (others !== 'stopped' && this.readBackTo <= backTo) return;
		}
	}

	private async readNews(services: Services, backTo: number): Promise<void> {
		const started = performance.now();
		const deeper = this.readBackTo > backTo;
		const entries = await readRows(services, ORDERS, entryOf, (page) => {
			// Should the service not sort as asked, only the end of the list is the end.
			if (!descends(page)) return false;
			const news = page.some(({ id }) => !this.entries.has(id));
			return !(deeper || news) || page.every(({ created }) => created < backTo);
		});
		// Entered together: a reading that breaks off half-way must not pass for known.
		for (const entry of entries) this.enter(entry);
		this.readAt = started;
		this.readBackTo = Math.min(this.readBackTo, backTo);
		this.prune();
	}

	/** Every order of a common name, however old. */
	async readAllOf(services: Services, commonName: string): Promise<void> {
		const query = { ...ORDERS.query, 'filters[common_name]': commonName };
		const entries = await readRows(services, { ...ORDERS, query }, entryOf);
		for (const entry of entries) this.enter(entry);
	}

	/** What is known of an order's own ID stays, also where the list does not show it. */
	private enter(entry: KnownOrder): void {
		const known = this.entries.get(entry.id);
		const alternativeOrderId =
			entry.alternativeOrderId ??
			(known?.commonName === entry.commonName ? known.alternativeOrderId : undefined);
		this.entries.set(entry.id, { ...entry, alternativeOrderId });
		const namesakes = this.byCommonName.get(entry.commonName) ?? new Set<number>();
		this.byCommonName.set(entry.commonName, namesakes.add(entry.id));
	}

	private allOf(commonName: string): KnownOrder[] {
		return [...(this.byCommonName.get(commonName) ?? [])].flatMap((id) => {
			const entry = this.entries.get(id);
			return entry?.commonName === commonName ? [entry] : [];
		});
	}

	/**
	 * Orders that could be this one: same common name, its names among theirs, newest first;
	 * without those that are known to carry another ID than `keys`.
	 */
	candidates(identity: Identity, keys?: string[]): number[] {
		return this.allOf(identity.commonName)
			.filter(
				(entry) =>
					(!keys || !entry.alternativeOrderId || keys.includes(entry.alternativeOrderId)) &&
					identity.names.every((name) => entry.names.has(name)) &&
					(identity.product.startsWith('ssl ') ||
						!entry.product ||
						entry.product === identity.product) &&
					(!/^\d+$/.test(identity.organization) ||
						!entry.organization ||
						entry.organization === Number(identity.organization)),
			)
			.sort((a, b) => b.created - a.created || b.id - a.id)
			.map(({ id }) => id);
	}

	/** Every order of this common name. */
	namesakes({ commonName }: Identity): number[] {
		return this.allOf(commonName).map(({ id }) => id);
	}

	/** Orders that are known to carry this id, whatever they are for. */
	withId(alternativeOrderId: string): number[] {
		return [...this.entries.values()].flatMap((entry) =>
			entry.alternativeOrderId === alternativeOrderId ? [entry.id] : [],
		);
	}

	/** Order info, which alone shows the `alternative_order_id` for sure. */
	async infos(services: Services, ids: number[]): Promise<OrderInfo[]> {
		const infos = await Promise.all(ids.map(async (id) => await this.info(services, id)));
		return infos.flat();
	}

	/** None for an order that is gone. One that cannot be read may be the one that is wanted. */
	private async info(services: Services, id: number): Promise<OrderInfo[]> {
		try {
			return [await getOrder(services, id)];
		} catch (error) {
			const failure = asFailure(error);
			if (isHidden(failure)) throw hiddenOrder(failure, id);
			if (!isNotFound(failure)) throw failure;
			// Young orders may be shown by one part of the service before another knows them.
			if (Date.now() - (this.entries.get(id)?.created ?? 0) < YOUNG_MS) throw notReadableYet(id);
			return [];
		}
	}

	/** Nobody looks back that far any more; without a date it may be of today. */
	private prune(): void {
		if (this.entries.size <= MOST_ENTRIES) return;
		// Who asked for the longest look back may still be waiting for this reading.
		const oldest = Date.now() - this.deepest - DAY_MS;
		for (const { id, created, commonName } of this.entries.values()) {
			if (created === 0 || created >= oldest) continue;
			this.entries.delete(id);
			const namesakes = this.byCommonName.get(commonName);
			namesakes?.delete(id);
			if (namesakes?.size === 0) this.byCommonName.delete(commonName);
		}
		this.readBackTo = Math.max(this.readBackTo, oldest);
	}
}

/** Orders of the same moment may come in any order. */
const SAME_MOMENT_MS = 60_000;

const descends = (page: KnownOrder[]): boolean =>
	(page[0]?.created ?? 0) + SAME_MOMENT_MS >= (page.at(-1)?.created ?? 0);

function entryOf(row: IDataObject): KnownOrder {
	const {
		id,
		created = 0,
		commonName,
		names,
		product,
		organization,
		alternativeOrderId,
	} = orderRow(row);
	return {
		id,
		created,
		commonName,
		names: new Set(names),
		product,
		organization,
		alternativeOrderId,
	};
}

const books = new Map<string, OrderBook>();

/** One book per API key and process. */
export function orderBookOf(identity: string): OrderBook {
	const book = books.get(identity) ?? new OrderBook();
	books.set(identity, book);
	return book;
}
