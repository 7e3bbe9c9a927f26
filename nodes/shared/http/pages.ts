import { Failure } from '../failure';
import { OWN } from '../ownCodes';
import { unreadable } from './unreadable';

/** A row by what identifies it in its list. */
export type Row<T> = readonly [id: string | number, row: T];

export interface Page<T> {
	rows: Array<Row<T>>;
	/** Rows of the whole list, where the service says so. */
	total?: number;
}

/** For each reading anew: whether nothing behind this page is wanted; else it goes on to the end. */
export type Enough<T> = () => (page: T[]) => boolean;

/** A list that the service gives page by page, each row with an ID of its own. */
export interface PagedList<T> {
	service: string;
	/** Rows from this offset on; fewer than asked for prove nothing. Throws what cannot be read. */
	read(offset: number, size: number): Promise<Page<T>>;
	/** Most rows to ask for at once. */
	largest: number;
	/** Most rows wanted; all if undefined. */
	limit?: number;
	enough?: Enough<T>;
}

/**
 * `moved`: rows came meanwhile, and every row that stood all the time was read all the same. `torn`:
 * some may have slipped between two pages. `short`: its total counts rows that do not come. `unfit`:
 * what was given is no page of such a list.
 */
interface Reading<T> {
	is: 'steady' | 'moved' | 'torn' | 'short' | 'unfit';
	rows: T[];
	ids: Id[];
	/** Rows of the whole list, as it was said last. */
	total?: number;
}

/** A list as it is shown, which may not be all of it. */
export interface Shown<T> {
	rows: T[];
	/** So many more it counts, in two readings alike. */
	hidden: number;
}

const MOST_READINGS = 3;
/** However small its pages are, a list that goes on behind this one is none. */
const MOST_PAGES = 1000;

/**
 * The rows of a list, each once. It may move while it is read: each page begins with the last row
 * of the one before, so a gap shows. Then it is read again from the start, a few times.
 */
export async function readPages<T>(list: PagedList<T>): Promise<T[]> {
	const { rows, hidden } = await readShown(list);
	if (hidden > 0) throw unreadable(list.service, 200, 'read');
	return rows;
}

/** The same, for whom a list is of use that counts rows which this key may not see. */
export async function readShown<T>(list: PagedList<T>): Promise<Shown<T>> {
	let reading = await readOnce(list);
	let before: Reading<T> | undefined;
	for (let made = 1; reading.is !== 'steady' && made < MOST_READINGS; made++) {
		before = reading;
		reading = await readOnce(list);
		if (reading.is === 'short' && isAlike(before, reading)) break;
	}
	const { is, rows, total = 0 } = reading;
	if (is === 'torn') throw listMoved(list.service);
	if (is === 'short' && before && isAlike(before, reading)) {
		return { rows, hidden: total - rows.length };
	}
	if (is === 'unfit' || is === 'short') throw unreadable(list.service, 200, 'read');
	return { rows: rows.slice(0, list.limit ?? rows.length), hidden: 0 };
}

const isAlike = <T>(one: Reading<T>, other: Reading<T>): boolean =>
	one.is === other.is && one.total === other.total && one.ids.join() === other.ids.join();

async function readOnce<T>(list: PagedList<T>): Promise<Reading<T>> {
	const { read, largest, limit = Infinity } = list;
	const enough = list.enough?.();
	const known = new Map<Id, T>();
	let last: number | undefined;
	const as = (is: Reading<T>['is']) => ({
		is,
		rows: [...known.values()],
		ids: [...known.keys()],
		total: last,
	});
	let before: Before | undefined;
	let steady = true;
	for (let pages = 0; pages < MOST_PAGES; pages++) {
		const { offset = 0 } = before ?? {};
		const wanted = limit - known.size + (before ? 1 : 0);
		const { rows, total } = await read(offset, Math.min(largest, wanted));
		last = total;
		const page: Placed = { ids: rows.map(([id]) => id), total, end: offset + rows.length };
		const joint = jointOf(before, page, known);
		if (joint === 'torn' || joint === 'unfit') return as(joint);
		steady &&= joint === 'steady';
		const news = page.ids.some((id) => !known.has(id));
		for (const [id, row] of rows) known.set(id, row);
		const ended = page.end === total || (total === undefined && !news);
		const suffices = rows.length > 0 && enough?.(rows.map(([, row]) => row));
		if (ended || known.size >= limit || suffices) {
			return as(steady ? 'steady' : 'moved');
		}
		const [first, lowest] = [before?.first ?? page.ids[0], page.ids.at(-1)];
		// Rows are left, as the total says, but do not come.
		if (!news || first === undefined || lowest === undefined) {
			return as(steady ? 'short' : 'unfit');
		}
		before = { offset: page.end - 1, first, last: lowest, total };
	}
	throw unreadable(list.service, 200, 'read');
}

type Id = Row<unknown>[0];

/** A page where it stands in the list. */
interface Placed {
	ids: Id[];
	total?: number;
	end: number;
}

/** What the next page is held against. */
interface Before {
	/** That of its last row. */
	offset: number;
	first: Id;
	last: Id;
	total?: number;
}

/** How a page fits to the one before it. */
function jointOf<T>(
	before: Before | undefined,
	{ ids, total, end }: Placed,
	known: Map<Id, T>,
): Reading<T>['is'] {
	if (new Set(ids).size < ids.length) return 'unfit';
	const grown =
		before?.total === undefined || total === undefined ? undefined : total - before.total;
	const sameTotal = !before || total === before.total;
	if (end > (total ?? Infinity)) return sameTotal ? 'unfit' : 'torn';
	if (!before) return 'steady';
	// The first row again: a service that does not page, or so much came that nothing is certain.
	if (before.offset > 0 && ids[0] === before.first) return 'unfit';
	const overlap = ids.indexOf(before.last);
	if (overlap < 0 || ids.slice(overlap + 1).some((id) => known.has(id))) return 'torn';
	// As many came as it moved; else a row may have jumped from what is left to what was read.
	if (grown !== undefined && grown !== overlap) return 'torn';
	return overlap === 0 && sameTotal ? 'steady' : 'moved';
}

const listMoved = (service: string): Failure =>
	new Failure({
		class: 'settle',
		code: OWN.listMoved.code,
		message: `A list of ${service} changed while it was read, ${MOST_READINGS} times in a row`,
		nextStep: 'Run this item again in a minute, when fewer changes are made at once.',
	});
