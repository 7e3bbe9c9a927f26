import type { IDataObject } from 'n8n-workflow';

import type { Enough, Page, PagedList, Shown } from '../../shared/http/pages';
import { readPages, readShown } from '../../shared/http/pages';
import type { Query } from '../../shared/http/query';
import { unreadable } from '../../shared/http/unreadable';
import { asNumber, asObject, asText, isEmpty, isObject, membersBeside } from '../../shared/values';
import type { Services } from '../transport/services';
import { speaksAgainstEmpty, speaksOfFailure } from '../../shared/http/beside';

/** The largest page that public clients of List orders are known to use. */
export const LARGEST_PAGE = 1000;

export interface ListRequest {
	path: string;
	/** Name of the array in the answer. */
	key: string;
	query?: Query;
	/** Most rows wanted; all if undefined. */
	limit?: number;
}

type Reading<T> = [
	services: Services,
	request: ListRequest,
	narrow: (row: IDataObject) => T,
	enough?: Enough<T>,
];

/** Rows of a list endpoint (`limit` and a 0-based `offset`), each as `narrow` makes it. */
export const readRows = async <T>(...reading: Reading<T>): Promise<T[]> =>
	await readPages(pagesOf(...reading));

/** The same of a list whose total may count rows that the key may not see. */
export const readShownRows = async <T>(...reading: Reading<T>): Promise<Shown<T>> =>
	await readShown(pagesOf(...reading));

const pagesOf = <T>(...[services, request, narrow, enough]: Reading<T>): PagedList<T> => ({
	service: 'DigiCert',
	read: async (offset, size) => {
		const { rows, total } = await readPage(services, request, offset, size);
		// Without its total nobody knows whether it is whole.
		if (total === undefined) throw unreadable('DigiCert', 200, 'read');
		return { rows: rows.map(([id, row]) => [id, narrow(row)] as const), total };
	},
	largest: LARGEST_PAGE,
	limit: request.limit,
	enough,
});

/** Rows as they are, with how many more are counted and not shown to this key. */
export const listShown = async (
	services: Services,
	request: ListRequest,
): Promise<Shown<IDataObject>> => await readShownRows(services, request, (row) => row);

export const listAll = async (services: Services, request: ListRequest): Promise<IDataObject[]> =>
	await readRows(services, request, (row) => row);

/** Rows that fit, whatever the service makes of its filter; where it filters, no call more. */
export async function listMatching(
	services: Services,
	request: ListRequest,
	fits: (row: IDataObject) => boolean,
): Promise<Shown<IDataObject>> {
	const shown = await listShown(services, request);
	if (shown.rows.every(fits)) return shown;
	const { rows, hidden } = await listShown(services, { ...request, limit: undefined });
	return { rows: rows.filter(fits).slice(0, request.limit), hidden };
}

/** One page as it is, for a list of the form. */
export async function listPage(
	services: Services,
	request: ListRequest,
	offset: number,
	limit: number,
): Promise<{ rows: IDataObject[]; total: number }> {
	const { rows, total = Infinity } = await readPage(services, request, offset, limit);
	return { rows: rows.map(([, row]) => row), total };
}

/** Members that speak of a failure, or of more rows, whatever the list beside them says. */
const SPOKEN = ['errors', 'error', 'message', 'code', 'status', 'has_more'];

/** A list whose answer has no pages: as a whole, each row with an ID. */
export async function listWhole(
	services: Services,
	{ path, key, query }: Omit<ListRequest, 'limit'>,
): Promise<IDataObject[]> {
	return rowsIn(await services.json({ method: 'GET', path, query }), key).map(([, row]) => row);
}

async function readPage(
	services: Services,
	{ path, key, query }: ListRequest,
	offset: number,
	limit: number,
): Promise<Page<IDataObject>> {
	const body = await services.json({ method: 'GET', path, query: { ...query, limit, offset } });
	const page = asObject(body.page);
	const rows = rowsIn(body, key);
	if (rows.length === 0 && !isPageAt(page, offset)) throw unreadable('DigiCert', 200, 'read');
	return { rows, total: asNumber(page.total) };
}

/** An empty page of another place, or of no rows at all, was not the one that was asked for. */
const isPageAt = ({ offset, limit }: IDataObject, asked: number): boolean =>
	(isEmpty(offset) || asNumber(offset) === asked) && (isEmpty(limit) || asNumber(limit) !== 0);

/** Without the array, beside words of failure, or empty beside anything else, it is no list. */
export function listIn(body: IDataObject, key: string): unknown[] {
	const { [key]: list } = body;
	const { page } = body;
	// What it counts is held against its rows by whoever reads pages.
	const beside = isObject(page)
		? { ...membersBeside(body, [key, 'page']), ...membersBeside(page, ['total']) }
		: membersBeside(body, [key]);
	const isSpoken =
		SPOKEN.some((name) => !isEmpty(body[name]) && body[name] !== false) || speaksOfFailure(beside);
	if (!Array.isArray(list) || isSpoken || (list.length === 0 && speaksAgainstEmpty(beside))) {
		throw unreadable('DigiCert', 200, 'read');
	}
	return list;
}

/** A row that has no ID is none, and a list with it proves no absence. */
function rowsIn(body: IDataObject, key: string): Array<readonly [string, IDataObject]> {
	return listIn(body, key).map((row) => {
		const id = isObject(row) ? asText(row.id) : undefined;
		if (!isObject(row) || !id || !/^[1-9]\d*$/.test(id)) {
			throw unreadable('DigiCert', 200, 'read');
		}
		return [id, row] as const;
	});
}
