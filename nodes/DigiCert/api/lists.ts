import type { IDataObject } from 'n8n-workflow';

import type { Query } from '../../shared/http/query';
import { asNumber, asObject, asObjects } from '../../shared/values';
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

/** Pages of a list endpoint (`limit` and a 0-based `offset`). */
export async function* pagesOf(
	services: Services,
	request: ListRequest,
): AsyncGenerator<IDataObject[]> {
	const wanted = request.limit ?? Infinity;
	for (let offset = 0; offset < wanted; ) {
		const limit = Math.min(LARGEST_PAGE, wanted - offset);
		const { rows, total } = await listPage(services, request, offset, limit);
		// Rows can vanish while paging, so an empty page ends it as well as the total.
		if (rows.length === 0) return;
		yield rows;
		// The service may give fewer rows than asked for.
		offset += rows.length;
		if (offset >= total) return;
	}
}

export async function listAll(services: Services, request: ListRequest): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of pagesOf(services, request)) rows.push(...page);
	return rows.slice(0, request.limit ?? rows.length);
}

export async function listPage(
	services: Services,
	{ path, key, query }: ListRequest,
	offset: number,
	limit: number,
): Promise<{ rows: IDataObject[]; total: number }> {
	const body = await services.json({ method: 'GET', path, query: { ...query, limit, offset } });
	const rows = asObjects(body[key]);
	return { rows, total: asNumber(asObject(body.page).total) ?? Infinity };
}
