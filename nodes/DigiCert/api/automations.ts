import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/failure';
import type { Read } from '../../shared/memo';
import { remember } from '../../shared/memo';
import { asNumber, asObject, asObjects } from '../../shared/values';
import type { Automation } from '../transport/automation';
import type { Scope } from './account';
import { HostTable } from './hosts';

/** Documented maximum and default of `pageSize` (Automation API, list calls). */
export const LARGEST_PAGE = 512;
const DEFAULT_PAGE = 50;
/** A list that does not end is no list: a guard against a service that ignores `startIndex`. */
const MOST_PAGES = 1000;

export interface ListQuery {
	path: string;
	/** Field of `data` that holds the rows. */
	field: string;
	accountId: number;
	/** None means all. */
	divisionIds: number[];
	criteria?: Array<{ key: string; value: string[] }>;
	sorting?: IDataObject;
	keepLicenseKeys?: boolean;
}

async function readPage(
	automation: Automation,
	{ path, field, accountId, divisionIds, criteria = [], sorting, keepLicenseKeys }: ListQuery,
	startIndex: number,
	pageSize: number,
): Promise<{ rows: IDataObject[]; total?: number }> {
	const data = await automation.data({
		path,
		meaning: 'read',
		keepLicenseKeys,
		body: {
			accountId,
			divisionIds,
			startIndex,
			pageSize,
			searchCriteriaList: criteria.map((one) => ({ ...one, operation: 'EQUALS' })),
			...(sorting ? { sorting } : {}),
		},
	});
	const { [field]: rows, totalCount } = asObject(data);
	return { rows: asObjects(rows), total: asNumber(totalCount) };
}

/** Rows of a paged list, page by page; `startIndex` counts rows from 1. */
export async function* pagesOf(
	automation: Automation,
	query: ListQuery,
	pageSize = LARGEST_PAGE,
): AsyncGenerator<IDataObject[]> {
	let read = 0;
	let full = DEFAULT_PAGE;
	for (let page = 0; page < MOST_PAGES; page++) {
		const { rows, total } = await readPage(automation, query, read + 1, pageSize);
		read += rows.length;
		yield rows;
		// A service that caps pages lower than asked shows it by its first page.
		full = page === 0 ? Math.min(pageSize, Math.max(full, rows.length)) : full;
		if (rows.length === 0 || rows.length < full || read >= (total ?? Infinity)) return;
	}
	throw new Failure({ class: 'settle', message: `The list ${query.path} does not end` });
}

/** Up to `limit` rows; all of them without one. */
export async function readList(
	automation: Automation,
	query: ListQuery,
	limit = Infinity,
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for await (const page of pagesOf(automation, query, Math.min(limit, LARGEST_PAGE))) {
		rows.push(...page);
		if (rows.length >= limit) break;
	}
	return rows.slice(0, Math.min(limit, rows.length));
}

/** One page for a searchable list in the form. */
export async function readFormPage(
	automation: Automation,
	query: ListQuery,
	offset: number,
	size: number,
): Promise<{ rows: IDataObject[]; ended: boolean }> {
	const { rows, total = Infinity } = await readPage(automation, query, offset + 1, size);
	// The service may cap a page lower than asked, but hardly below its default.
	return { rows, ended: rows.length < DEFAULT_PAGE || offset + rows.length >= total };
}

export const automatedIpsOf = (accountId: number, divisionIds: number[]): ListQuery => ({
	path: '/automatedips/list',
	field: 'automatedIps',
	accountId,
	divisionIds,
	// A fixed order, so that no row slips between two pages.
	sorting: { commonName: 'ASC' },
});

/** The automated-IP lists of the accounts and divisions at hand, each read at most once. */
export class Snapshot {
	private readonly tables = new Map<string, Read<HostTable>>();

	constructor(private readonly automation: Automation) {}

	async table({ accountId, divisionId }: Scope): Promise<HostTable> {
		const query = automatedIpsOf(accountId, [divisionId]);
		return await remember(
			this.tables,
			`${accountId}/${divisionId}`,
			async () => new HostTable(await readList(this.automation, query)),
			{ keepFailures: true },
		);
	}
}

/** `data` of View automation details. */
export async function readDetails(
	automation: Automation,
	{ accountId, divisionId }: Scope,
	automationId: number,
): Promise<IDataObject> {
	const data = await automation.data({
		path: '/automation/viewAutomationDetails',
		meaning: 'read',
		body: { accountId, automationId, divisionId },
	});
	return asObject(data);
}
