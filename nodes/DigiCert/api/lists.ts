import type { IDataObject } from 'n8n-workflow';

import type { Enough, Page, PagedList, Shown } from '../../shared/http/pages';
import { readPages, readShown } from '../../shared/http/pages';
import type { Query } from '../../shared/http/query';
import { unreadable } from '../../shared/http/unreadable';
import { asNumber, asObject, asText, isEmpty, isObject } from '../../shared/values';
import type { Services } from '../transport/services';

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
	return { rows: rowsIn(body, key), total: asNumber(asObject(body.page).total) };
}

/** Without the array, or with a row that has no ID, it is no list, and proves no absence. */
function rowsIn(body: IDataObject, key: string): Array<readonly [string, IDataObject]> {
	const { [key]: list } = body;
	const isSpoken = SPOKEN.some((name) => !isEmpty(body[name]) && body[name] !== false);
	if (!Array.isArray(list) || isSpoken) throw unreadable('DigiCert', 200, 'read');
	const rows: unknown[] = list;
	return rows.map((row) => {
		const id = isObject(row) ? asText(row.id) : undefined;
		if (!isObject(row) || !id || !/^[1-9]\d*$/.test(id)) {
			throw unreadable('DigiCert', 200, 'read');
		}
		return [id, row] as const;
	});
}
