import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { badInput } from '../shared/failure';
import { forForm } from '../shared/form';
import { asList, asNumber, asText } from '../shared/values';
import {
	commonNameOf,
	enrollmentIdOf,
	getEnrollment,
	listEnrollments,
	pendingChangesOf,
} from './enrollments';
import type { Cps } from './transport/cps';
import { cpsOf } from './transport/cps';
import { MEDIA_TYPE } from './transport/mediaTypes';

const PAGE = 100;

/** The services list everything at once; the form gets it page by page. */
function paged(
	items: INodeListSearchItems[],
	filter = '',
	paginationToken = '0',
): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	const found = items.filter(({ name, value }) =>
		`${name} ${value}`.toLowerCase().includes(wanted),
	);
	const end = Number(paginationToken) + PAGE;
	return {
		results: found.slice(Number(paginationToken), end),
		paginationToken: end < found.length ? String(end) : undefined,
	};
}

/** The account that the form names; an expression there cannot be known before a run. */
async function formCps(ctx: ILoadOptionsFunctions): Promise<Cps> {
	const account = asText(ctx.getCurrentNodeParameter('additionalFields.accountSwitchKey'));
	return await cpsOf(ctx, account?.startsWith('=') ? undefined : account);
}

export async function searchContracts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const cps = await formCps(this);
	const ids = await forForm(
		cps.body({
			method: 'GET',
			path: '/contract-api/v1/contracts/identifiers',
			query: { depth: 'TOP' },
			accept: MEDIA_TYPE.plain,
		}),
	);
	const names = asList(ids).flatMap((id) => asText(id)?.replace(/^ctr_/, '') ?? []);
	const items = [...new Set(names)].sort().map((name) => ({ name, value: name }));
	return paged(items, filter, paginationToken);
}

export async function searchEnrollments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const enrollments = await forForm(listEnrollments(await formCps(this)));
	const items = enrollments.flatMap((enrollment) => {
		const value = enrollmentIdOf(enrollment);
		return value === undefined ? [] : [{ name: `${commonNameOf(enrollment)} (${value})`, value }];
	});
	items.sort((a, b) => a.name.localeCompare(b.name));
	return paged(items, filter, paginationToken);
}

export async function searchChanges(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const chosen: unknown = this.getCurrentNodeParameter('enrollmentId', { extractValue: true });
	const enrollmentId = asNumber(chosen);
	if (enrollmentId === undefined) throw badInput("Choose 'Enrollment' first");
	const enrollment = await forForm(getEnrollment(await formCps(this), enrollmentId));
	const items = pendingChangesOf(enrollment)
		.reverse()
		.map(({ changeId, changeType }) => ({ name: `${changeType} (${changeId})`, value: changeId }));
	return paged(items, filter, paginationToken);
}
