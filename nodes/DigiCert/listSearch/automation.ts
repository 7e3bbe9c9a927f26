import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { forForm } from '../../shared/form/lists';
import { asNumber, asObject, asText } from '../../shared/values';
import type { PartialScope } from '../api/account';
import { scopeOf } from '../api/account';
import { automatedIpsOf, readFormPage } from '../api/automations';
import { listPage } from '../api/lists';
import { ORDERS } from '../api/orders';
import { automationOf } from '../transport/automation';
import { servicesOf } from '../transport/services';

const PAGE = 50;

const matches = (filter: string | undefined, ...texts: Array<string | undefined>): boolean =>
	!filter || texts.some((text) => text?.toLowerCase().includes(filter.toLowerCase()));

/** Automated IPs that have an automation. */
export async function searchAutomations(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forForm(automations(this, filter, paginationToken));
}

/** The service cannot search, so pages are read until one has hits. */
async function automations(
	ctx: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const automation = await automationOf(ctx);
	const scope = await scopeOf(ctx, automation.client, scopeInForm(ctx));
	const query = automatedIpsOf(scope.accountId, [scope.divisionId]);
	for (let startIndex = asNumber(paginationToken) ?? 1; ; startIndex += PAGE) {
		const rows = await readFormPage(automation, query, startIndex);
		const results = entriesOf(rows, filter);
		if (rows.length < PAGE) return { results };
		if (results.length > 0) return { results, paginationToken: String(startIndex + rows.length) };
	}
}

const entriesOf = (rows: IDataObject[], filter?: string): INodeListSearchItems[] =>
	rows.flatMap((row) => {
		const id = asNumber(row.automationId);
		if (id === undefined) return [];
		const host = `${asText(row.automatedIp) ?? ''}:${asText(row.automatedPort) ?? ''}`;
		const name = [asText(row.certificateCn), host, asText(row.automationStatus)]
			.filter(Boolean)
			.join(' · ');
		return matches(filter, name, String(id), asText(row.agentName)) ? [{ name, value: id }] : [];
	});

/** Issued orders, newest first: the parents of duplicates. */
export async function searchParentOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forForm(parentOrders(this, filter, paginationToken));
}

async function parentOrders(
	ctx: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const services = await servicesOf(ctx);
	const offset = asNumber(paginationToken) ?? 0;
	const query = {
		...ORDERS.query,
		'filters[status]': 'issued',
		'filters[search]': filter ? `%${filter}` : undefined,
	};
	const { rows: orders, total } = await listPage(services, { ...ORDERS, query }, offset, PAGE);
	const results = orders.flatMap((order) => {
		const id = asNumber(order.id);
		const commonName = asText(asObject(order.certificate).common_name) ?? '';
		return id === undefined ? [] : [{ name: `${commonName} · ${id}`, value: id }];
	});
	return orders.length === 0 || offset + orders.length >= total
		? { results }
		: { results, paginationToken: String(offset + orders.length) };
}

/** What the form already says; expressions have no item here and count as empty. */
function scopeInForm(ctx: ILoadOptionsFunctions): PartialScope {
	const id = (name: string) => {
		const value = asText(ctx.getCurrentNodeParameter(name));
		return value && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
	};
	return { accountId: id('accountId'), divisionId: id('divisionId') };
}
