import type { IDataObject, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { asFailure, Failure } from '../failure';
import { OWN } from '../ownCodes';

/** Entries of one page in the form. */
const PAGE = 100;
/** Rows read for one page; the next one goes on where this one ended. */
const MOST_ROWS = 5000;

/** The list is to blame, and not the credential or the way to the service. */
const OF_THE_LIST: string[] = [OWN.unreadable.code, OWN.listMoved.code];

/** A list in the form shows the message of an error only, so what to do belongs in it. */
export async function forForm<T>(
	list: Promise<T>,
	/** Whether the key is known and only may not read this. */
	lacksRight: (failure: Failure) => boolean,
	without = 'By ID works without this list.',
): Promise<T> {
	try {
		return await list;
	} catch (error) {
		const failure = asFailure(error);
		const isOfTheList = lacksRight(failure) || OF_THE_LIST.includes(failure.code ?? '');
		const message = `${failure.message}. ${failure.nextStep}${isOfTheList ? ` ${without}` : ''}`;
		throw asFailure(new Failure({ ...failure, message }));
	}
}

const matches = (filter: string, ...texts: unknown[]): boolean =>
	texts.some((text) => String(text).toLowerCase().includes(filter.trim().toLowerCase()));

/** A list that the service gives as a whole, shown page by page. */
export function pageOf(
	items: INodeListSearchItems[],
	filter = '',
	paginationToken = '0',
): INodeListSearchResult {
	const found = items.filter(({ name, value }) => matches(filter, name, value));
	const end = Number(paginationToken) + PAGE;
	return {
		results: found.slice(Number(paginationToken), end),
		paginationToken: end < found.length ? String(end) : undefined,
	};
}

/** A list that the service gives page by page. */
export interface PagedList<T = IDataObject> {
	read(offset: number, size: number): Promise<{ rows: T[]; ended: boolean }>;
	/** Most rows that the service gives at once. */
	largest: number;
	/** What the form shows of a row, with further words that find it. */
	entry(row: T): (INodeListSearchItems & { words?: string }) | undefined;
	/** What is left out here, since the service cannot search. */
	filter?: string;
}

/** Reads on until a page of the form is full. */
export async function searchPages<T>(
	{ read, largest, entry, filter = '' }: PagedList<T>,
	paginationToken = '0',
): Promise<INodeListSearchResult> {
	// With a filter most rows will not fit, so they are read in large pages.
	const size = filter === '' ? PAGE : largest;
	const start = Number(paginationToken);
	const results: INodeListSearchItems[] = [];
	for (let offset = start; ; ) {
		const { rows, ended } = await read(offset, size);
		offset += rows.length;
		for (const row of rows) {
			const { words = '', ...item } = entry(row) ?? {};
			if ('name' in item && matches(filter, item.name, item.value, words)) results.push(item);
		}
		if (ended) return { results };
		if (results.length >= PAGE || offset - start >= MOST_ROWS) {
			return { results, paginationToken: String(offset) };
		}
	}
}
