import type { FastifyRequest } from 'fastify';
import type { DigiCertBooks } from './books';
import { isoDay } from './dates';
import { invalidValue } from './errors';
import type { Order } from './model';
import { statusOf } from './orderViews';
import { currentOf } from './orderLife';
import { windowOf } from './paging';
import { queryOf } from './services/json';

export const MAX_LIMIT = 1000;

type Value = string | number | undefined;

type Reader = (order: Order, books: DigiCertBooks) => Value | Value[];

/** Filters of List orders, by the names the service documents. */
const FILTERS: Record<string, Reader> = {
	id: ({ id }) => id,
	// `issued` also returns expired orders.
	status: (order, { now }) => {
		const status = statusOf(order, now);
		return status === 'expired' ? ['issued', status] : status;
	},
	organization_id: ({ organizationId }) => organizationId,
	product_name_id: ({ product }) => product.nameId,
	valid_till: (order) => {
		const { validTill } = currentOf(order);
		return validTill && isoDay(validTill);
	},
	user_id: (_order, { data }) => data.user.id,
	common_name: (order) => currentOf(order).commonName,
	domain_name: (order) => [currentOf(order).commonName, ...currentOf(order).dnsNames],
	date_created: ({ createdAt }) => isoDay(createdAt),
	container_id: ({ containerId }) => containerId,
	metadata_id: ({ sent }) => sent.custom_fields?.map(({ metadata_id: id }) => id),
	is_renewed: ({ renewedByOrderId }) => (renewedByOrderId === undefined ? 0 : 1),
	disable_renewal_notifications: ({ sent }) => (sent.disable_renewal_notifications ? 1 : 0),
	email: ({ sent }) => sent.additional_emails,
	certificate_id: (order) => currentOf(order).id,
	origin: () => 'certcentral',
	serial_number: (order) => currentOf(order).serialNumber,
	search: (order) => [currentOf(order).commonName, ...(order.sent.additional_emails ?? [])],
};

const SORTS: Record<string, (order: Order) => string | number> = {
	id: ({ id }) => id,
	order_id: ({ id }) => id,
	common_name: (order) => currentOf(order).commonName,
	product_name_id: ({ product }) => product.nameId,
	date_created: ({ createdAt }) => createdAt,
	valid_till: (order) => currentOf(order).validTill ?? 0,
	validity_years: ({ validity }) => Number(validity.years ?? 0),
};

type Test = (value: string) => boolean;

function compare(value: string, bound: string): number {
	const [left, right] = [Number(value), Number(bound)];
	if (!Number.isNaN(left) && !Number.isNaN(right)) return left - right;
	return value < bound ? -1 : Number(value > bound);
}

/** `A...B` is a range, `>A`, `>=A`, `<A`, `<=A` compare, `%A` contains, anything else equals. */
function testOf(wanted: string): Test {
	const [from, to] = wanted.split('...');
	if (to !== undefined) {
		return (value) => compare(value, from ?? '') >= 0 && compare(value, to) <= 0;
	}
	const [, operator = '', bound = ''] = /^(>=|<=|>|<|%)?([\s\S]*)$/.exec(wanted) ?? [];
	switch (operator) {
		case '>':
			return (value) => compare(value, bound) > 0;
		case '>=':
			return (value) => compare(value, bound) >= 0;
		case '<':
			return (value) => compare(value, bound) < 0;
		case '<=':
			return (value) => compare(value, bound) <= 0;
		case '%':
			return (value) => value.toLowerCase().includes(bound.toLowerCase());
		default:
			return (value) => value.toLowerCase() === bound.toLowerCase();
	}
}

/** A filter given several times matches any of its values. */
function matcher(books: DigiCertBooks, name: string, wanted: string[]): (order: Order) => boolean {
	const read = FILTERS[name];
	if (!read) throw invalidValue(`filters[${name}]`, `There is no filter "${name}".`);
	const tests = wanted.map(testOf);
	return (order) => {
		const found = [read(order, books)].flat().filter((value) => value !== undefined);
		return tests.some((test) => found.some((value) => test(String(value))));
	};
}

function sorter(spec: string): (left: Order, right: Order) => number {
	const keys = spec.split(',').map((part) => {
		const name = part.trim().replace(/^[-+]/, '');
		const read = SORTS[name];
		if (!read) throw invalidValue('sort', `Orders cannot be sorted by "${name}".`);
		return { read, direction: part.trim().startsWith('-') ? -1 : 1 };
	});
	return (left, right) => {
		for (const { read, direction } of keys) {
			const order = compare(String(read(left)), String(read(right)));
			if (order !== 0) return order * direction;
		}
		return 0;
	};
}

/** What the list does not show yet. */
function lagFilter(books: DigiCertBooks, lagRealMs: number): (order: Order) => boolean {
	const { listLagSeconds, listLagRealSeconds } = books.settings;
	const youngest = books.now - listLagSeconds * 1000;
	const youngestReal = books.world.clock.realNow() - Math.max(listLagRealSeconds * 1000, lagRealMs);
	return ({ createdAt, realCreatedAt }) => createdAt <= youngest && realCreatedAt <= youngestReal;
}

export function wholeNumber(
	query: URLSearchParams,
	name: string,
	fallback: number,
	max: number,
): number {
	const text = query.get(name);
	if (text === null) return fallback;
	if (!/^\d+$/.test(text) || Number(text) > max) {
		throw invalidValue(name, `"${name}" must be a whole number up to ${max}.`);
	}
	return Number(text);
}

/** `limit` and `offset` (0-based index of the first item), and what the answer says about them. */
export function pageOf<T>(books: DigiCertBooks, request: FastifyRequest, rows: T[]) {
	const query = queryOf(request);
	const offset = wholeNumber(query, 'offset', 0, Number.MAX_SAFE_INTEGER);
	const { items, limit, total } = windowOf(books.world, request, rows, {
		offset,
		limit: wholeNumber(query, 'limit', MAX_LIMIT, MAX_LIMIT),
	});
	return { items, page: { total, limit, offset } };
}

/** `filters[name]=value`, several values of one name kept together. */
export function filtersOf(query: URLSearchParams): Map<string, string[]> {
	const filters = new Map<string, string[]>();
	for (const [key, value] of query) {
		const name = /^filters\[(\w+)\](?:\[\d*\])?$/.exec(key)?.[1];
		if (name) filters.set(name, [...(filters.get(name) ?? []), value]);
	}
	return filters;
}

/** Newest first unless `sort` says otherwise. */
export function listOrders(
	books: DigiCertBooks,
	query: URLSearchParams,
	lagRealMs: number,
): Order[] {
	const matchers = [...filtersOf(query)].map(([name, wanted]) => matcher(books, name, wanted));
	const isVisible = lagFilter(books, lagRealMs);
	const orders = books.ledger.filter(
		(order) => isVisible(order) && matchers.every((matches) => matches(order)),
	);
	const sort = query.get('sort');
	return sort ? orders.sort(sorter(sort)) : orders.reverse();
}
