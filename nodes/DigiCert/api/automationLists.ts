import type { IDataObject } from 'n8n-workflow';

import type { PagedList, Row } from '../../shared/http/pages';
import { readPages } from '../../shared/http/pages';
import { unreadable } from '../../shared/http/unreadable';
import type { Id } from '../../shared/values';
import { asObject, isObject, membersBeside } from '../../shared/values';
import type { Automation } from '../transport/automation';
import { withoutErrors } from '../transport/automation';
import { speaksAgainstEmpty, speaksOfFailure } from '../../shared/http/beside';

/** Documented maximum of `pageSize` (Automation API, list calls). */
export const LARGEST_PAGE = 512;
/** Rows of a page that is asked for without a `pageSize`. */
const DEFAULT_PAGE = 50;

/** A list of the Automation API. */
export interface ListQuery<T> {
	path: string;
	/** Field of `data` that holds the rows. */
	field: string;
	accountId: Id;
	/** None means all. */
	divisionIds: Id[];
	criteria?: Array<{ key: string; value: string[] }>;
	sorting?: IDataObject;
	keepLicenseKeys?: boolean;
	/** The row narrowed, with what tells it from the others; undefined where it is none. */
	row(value: IDataObject): Row<T> | undefined;
}

/** `startIndex` counts rows from 1. What is no such list is unreadable, and proves no absence. */
async function readPage<T>(
	automation: Automation,
	query: ListQuery<T>,
	offset: number,
	pageSize: number,
): Promise<{ rows: Array<Row<T>>; total?: number }> {
	const { path, field, accountId, divisionIds, criteria = [], sorting, keepLicenseKeys } = query;
	const answer = await automation.answer({
		path,
		meaning: 'read',
		keepLicenseKeys,
		body: {
			accountId,
			divisionIds,
			startIndex: offset + 1,
			pageSize,
			searchCriteriaList: criteria.map((one) => ({ ...one, operation: 'EQUALS' })),
			...(sorting ? { sorting } : {}),
		},
	});
	const { data, beside } = withoutErrors(answer);
	const { [field]: list, totalCount } = asObject(data);
	if (!Array.isArray(list)) throw unreadable('DigiCert', 200, 'read');
	const more = { ...beside, ...membersBeside(asObject(data), [field, 'errors', 'totalCount']) };
	// No rows by themselves prove nothing: `status: "FAILED"`, `message: "Try later"`, `total: 5`.
	const isContradicted = list.length > 0 ? speaksOfFailure(more) : speaksAgainstEmpty(more);
	if (isContradicted) throw unreadable('DigiCert', 200, 'read');
	const values: unknown[] = list;
	return {
		rows: values.map((value) => {
			const row = isObject(value) ? query.row(value) : undefined;
			if (!row) throw unreadable('DigiCert', 200, 'read');
			return row;
		}),
		total: totalOf(totalCount),
	};
}

function totalOf(value: unknown): number | undefined {
	if (value === undefined || value === null) return undefined;
	const total = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	if (typeof total === 'number' && Number.isSafeInteger(total) && total >= 0) return total;
	throw unreadable('DigiCert', 200, 'read');
}

/** Up to `limit` rows; all of them without one. */
export const readList = async <T>(
	automation: Automation,
	query: ListQuery<T>,
	limit?: number,
): Promise<T[]> => {
	const read = async (offset: number, size: number) =>
		await readPage(automation, query, offset, size);
	return await readPages({
		service: 'DigiCert',
		read: orWhole(read),
		largest: LARGEST_PAGE,
		limit,
	});
};

type ReadPage<T> = PagedList<T>['read'];

/**
 * `startIndex` is optional, so a service may not know it: a list that comes again as it was, and is
 * shorter than any page that was left to the service, is the whole.
 */
function orWhole<T>(read: ReadPage<T>): ReadPage<T> {
	let first: string[] = [];
	return async (offset, size) => {
		const page = await read(offset, size);
		const ids = page.rows.map(([id]) => String(id));
		if (offset === 0) first = ids;
		const isWhole =
			offset > 0 &&
			ids.length > 1 &&
			ids.length < Math.min(size, DEFAULT_PAGE) &&
			ids.every((id, at) => id === first[at]) &&
			ids.length === first.length;
		return isWhole ? { rows: page.rows.slice(offset), total: page.total ?? ids.length } : page;
	};
}

/** One page for a searchable list in the form; however short it is, the list may go on. */
export async function readFormPage<T>(
	automation: Automation,
	query: ListQuery<T>,
	offset: number,
	size: number,
): Promise<{ rows: T[]; ended: boolean }> {
	const { rows, total = Infinity } = await readPage(automation, query, offset, size);
	return {
		rows: rows.map(([, row]) => row),
		ended: rows.length === 0 || offset + rows.length >= total,
	};
}
