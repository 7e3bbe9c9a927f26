import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { forForm, searchPages } from '../../shared/form/lists';
import { asId } from '../../shared/values';
import type { PartialScope } from '../api/account';
import { scopeOf } from '../api/account';
import type { AutomatedIp } from '../api/automatedIps';
import { automatedIpsOf } from '../api/automatedIps';
import { LARGEST_PAGE, readFormPage } from '../api/automationLists';
import { automationOf } from '../transport/automation';
import { lacksRight } from '../transport/refused';

/** Automated IPs that have an automation. */
export async function searchAutomations(
	this: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	return await forForm(search(this, filter, token), lacksRight);
}

async function search(
	ctx: ILoadOptionsFunctions,
	filter?: string,
	token?: string,
): Promise<INodeListSearchResult> {
	const automation = await automationOf(ctx);
	const scope = await scopeOf(ctx, automation.client, scopeInForm(ctx));
	const query = automatedIpsOf(scope.accountId, [scope.divisionId]);
	const read = async (offset: number, size: number) =>
		await readFormPage(automation, query, offset, size);
	return await searchPages({ read, largest: LARGEST_PAGE, entry, filter }, token);
}

function entry({ automationId, ip, port, commonName, automationStatus, agentName }: AutomatedIp) {
	if (automationId === undefined) return undefined;
	const name = [commonName, `${ip}:${port}`, automationStatus].filter(Boolean).join(' · ');
	return { name, value: automationId, words: agentName };
}

/** What the form already says; expressions have no item here and count as empty. */
function scopeInForm(ctx: ILoadOptionsFunctions): PartialScope {
	const id = (name: string) => asId(ctx.getCurrentNodeParameter(name));
	return { accountId: id('accountId'), divisionId: id('divisionId') };
}
