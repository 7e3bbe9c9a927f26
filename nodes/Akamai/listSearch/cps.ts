import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { badInput } from '../../shared/failure';
import { forForm, pageOf } from '../../shared/form/lists';
import { asId, asText } from '../../shared/values';
import { getEnrollment, listEnrollments } from '../api/enrollments';
import { everyOne } from '../api/narrow';
import type { Cps } from '../transport/cps';
import { cpsOf } from '../transport/cps';
import { lacksRight } from '../transport/errors';
import { MEDIA_TYPE } from '../transport/mediaTypes';

/** Reads for the form, in the account that it names; an expression there is not known before a run. */
async function read<T>(ctx: ILoadOptionsFunctions, list: (cps: Cps) => Promise<T>): Promise<T> {
	const account = asText(ctx.getCurrentNodeParameter('additionalFields.accountSwitchKey'));
	const key = account?.startsWith('=') ? undefined : account;
	return await forForm(cpsOf(ctx, key).then(list), lacksRight);
}

export async function searchContracts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const ids = await read(
		this,
		async (cps) =>
			await cps.narrowed(
				{
					method: 'GET',
					path: '/contract-api/v1/contracts/identifiers',
					query: { depth: 'TOP' },
					accept: MEDIA_TYPE.plain,
				},
				(body) => everyOne(body, asText),
			),
	);
	const names = ids.map((id) => id.replace(/^ctr_/, ''));
	const items = [...new Set(names)].sort().map((name) => ({ name, value: name }));
	return pageOf(items, filter, paginationToken);
}

export async function searchEnrollments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { enrollments } = await read(this, async (cps) => await listEnrollments(cps));
	const items = enrollments.map(({ id, commonName }) => ({
		name: `${commonName} (${id})`,
		value: id,
	}));
	items.sort((a, b) => a.name.localeCompare(b.name));
	return pageOf(items, filter, paginationToken);
}

export async function searchChanges(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const chosen: unknown = this.getCurrentNodeParameter('enrollmentId', { extractValue: true });
	const enrollmentId = asId(chosen);
	if (enrollmentId === undefined) throw badInput("Choose 'Enrollment' first");
	const enrollment = await read(this, async (cps) => await getEnrollment(cps, enrollmentId));
	const items = [...enrollment.pendingChanges]
		.reverse()
		.map(({ changeId, changeType }) => ({ name: `${changeType} (${changeId})`, value: changeId }));
	return pageOf(items, filter, paginationToken);
}
