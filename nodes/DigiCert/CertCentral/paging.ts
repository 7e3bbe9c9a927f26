import type { IDataObject } from 'n8n-workflow';

import { asNumber, asObject, asObjects } from '../../shared/values';
import type { Services } from '../transport/services';

const PAGE = 1000;

type Query = Record<string, string | number | boolean | undefined>;

interface ListRequest {
	path: string;
	/** Name of the array in the answer. */
	key: string;
	query?: Query;
	/** Most rows wanted; all if undefined. */
	limit?: number;
}

/** Rows of a list endpoint, page by page (`limit` and a 0-based `offset`). */
export async function listAll(services: Services, request: ListRequest): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	const wanted = request.limit ?? Infinity;
	while (rows.length < wanted) {
		const page = await listPage(
			services,
			request,
			rows.length,
			Math.min(PAGE, wanted - rows.length),
		);
		rows.push(...page.rows);
		// Rows can vanish while paging, so an empty page ends it as well as the total.
		if (page.rows.length === 0 || rows.length >= page.total) break;
	}
	return rows.slice(0, wanted);
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
