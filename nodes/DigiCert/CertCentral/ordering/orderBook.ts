import type { IDataObject } from 'n8n-workflow';

import { nameSet } from '../../../shared/names';
import { asList, asNumber, asObject, asObjects, asText } from '../../../shared/values';
import type { Services } from '../../transport/services';
import { segment } from '../../transport/services';
import type { Identity } from './fingerprint';
import { Notes } from './notes';

/** The largest page that public clients of List orders are known to use. */
const PAGE = 1000;
const FRESH_MS = 30_000;

/** What the list says of an order, as far as it helps to find it again. */
interface Entry {
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
	private readonly entries = new Map<number, Entry>();

	private readAt = -Infinity;

	private readBackTo = Infinity;

	private reading: Promise<void> = Promise.resolve();

	/** A reading that waits for its turn; whoever comes meanwhile joins it. */
	private queued: Promise<void> | undefined;

	/** Executions of one process that want the same order wait for each other. */
	readonly inFlight = new Map<string, Promise<IDataObject>>();

	readonly notes = new Notes();

	/** Orders placed here are known before the list shows them. */
	add(id: number, identity: Identity, alternativeOrderId: string): void {
		this.entries.set(id, {
			id,
			created: Date.now(),
			commonName: identity.commonName,
			names: new Set(identity.names),
			product: identity.product.startsWith('ssl ') ? undefined : identity.product,
			organization: asNumber(identity.organization),
			alternativeOrderId,
		});
	}

	/** Reads what is new, unless the book is fresh enough. `force` begins after this call. */
	async refresh(services: Services, backTo: number, force = false): Promise<void> {
		const fresh = performance.now() - this.readAt < FRESH_MS && this.readBackTo <= backTo;
		if (fresh && !force) return;
		// Whoever joins a reading that does not go back far enough needs one of its own.
		do {
			this.queued ??= this.reading
				.catch(() => {})
				.then(async () => {
					this.queued = undefined;
					await this.readNews(services, backTo);
				});
			this.reading = this.queued;
			await this.queued;
		} while (this.readBackTo > backTo);
	}

	private async readNews(services: Services, backTo: number): Promise<void> {
		const started = performance.now();
		const deeper = this.readBackTo > backTo;
		const pages: Entry[][] = [];
		await this.readPages(services, {}, (page) => {
			pages.push(page);
			const news = page.some(({ id }) => !this.entries.has(id));
			return (deeper || news) && page.some(({ created }) => created >= backTo);
		});
		// Entered together: a reading that breaks off half-way must not pass for known.
		for (const entry of pages.flat()) this.entries.set(entry.id, entry);
		this.readAt = started;
		this.readBackTo = Math.min(this.readBackTo, backTo);
	}

	/** Every order of a common name, however old. */
	async readAllOf(services: Services, commonName: string): Promise<void> {
		await this.readPages(services, { 'filters[common_name]': commonName }, (page) => {
			for (const entry of page) this.entries.set(entry.id, entry);
			return page.length > 0;
		});
	}

	private async readPages(
		services: Services,
		filter: Record<string, string>,
		goOn: (page: Entry[]) => boolean,
	): Promise<void> {
		for (let offset = 0; ; offset += PAGE) {
			const body = await services.json({
				method: 'GET',
				path: '/order/certificate',
				query: { ...filter, limit: PAGE, offset, sort: '-date_created' },
			});
			const rows = asObjects(body.orders);
			const total = asNumber(asObject(body.page).total) ?? 0;
			// Rows can vanish between pages, so an empty page ends it, too.
			if (rows.length === 0) return;
			if (!goOn(rows.map(entryOf)) || offset + rows.length >= total) return;
		}
	}

	/** Orders that could be this one: same common name, its names among theirs, newest first. */
	candidates(identity: Identity): number[] {
		return [...this.entries.values()]
			.filter(
				(entry) =>
					entry.commonName === identity.commonName &&
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
		return this.idsOf((entry) => entry.commonName === commonName);
	}

	/** Orders that are known to carry this id, whatever they are for. */
	withId(alternativeOrderId: string): number[] {
		return this.idsOf((entry) => entry.alternativeOrderId === alternativeOrderId);
	}

	private idsOf(fits: (entry: Entry) => boolean): number[] {
		return [...this.entries.values()].filter(fits).map(({ id }) => id);
	}

	/** Order info, which alone shows the `alternative_order_id` for sure. */
	async infos(services: Services, ids: number[]): Promise<IDataObject[]> {
		return await Promise.all(
			ids.map(
				async (id) =>
					await services.json({ method: 'GET', path: `/order/certificate/${segment(id)}` }),
			),
		);
	}
}

function entryOf(row: IDataObject): Entry {
	const certificate = asObject(row.certificate);
	const [commonName = ''] = nameSet(asText(certificate.common_name) ?? '', []);
	const others = asList(certificate.dns_names).flatMap((name) => asText(name) ?? []);
	return {
		id: asNumber(row.id) ?? 0,
		created: Date.parse(asText(row.date_created) ?? '') || 0,
		commonName,
		names: new Set(nameSet(commonName, others)),
		product: asText(asObject(row.product).name_id) ?? asText(row.product_name_id),
		organization: asNumber(asObject(row.organization).id),
		alternativeOrderId: asText(row.alternative_order_id),
	};
}

const books = new Map<string, OrderBook>();

/** One book per API key and process. */
export function orderBookOf(identity: string): OrderBook {
	const book = books.get(identity) ?? new OrderBook();
	books.set(identity, book);
	return book;
}
