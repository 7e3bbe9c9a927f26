import type { IDataObject } from 'n8n-workflow';

import { choice, choices, filtersOf, returnAllFields, text } from '../../../../shared/form/fields';
import { forEachJob } from '../../../../shared/operation/each';
import { defineOperation } from '../../../../shared/operation/execute';
import type { Reader } from '../../../../shared/reader/reader';
import { readLimit } from '../../../../shared/reader/reader';
import type { PartialScope } from '../../../api/account';
import { ofCredential, scopeOf } from '../../../api/account';
import { LISTED_STATUSES } from '../../../api/automationStatus';
import type { AutomatedIp } from '../../../api/automatedIps';
import { automatedIpsOf } from '../../../api/automatedIps';
import type { ListQuery } from '../../../api/automationLists';
import { readList } from '../../../api/automationLists';
import { thingOf } from '../../../api/automationThing';
import { automationOf } from '../../../transport/automation';
import { readScope, scopeFields } from '../../fields/scope';
import type { Id } from '../../../../shared/values';
import { asId } from '../../../../shared/values';

interface GetAllInput {
	given: PartialScope;
	divisionIds: Id[];
	criteria: ListQuery<AutomatedIp>['criteria'];
	sorting: IDataObject;
	limit: number | undefined;
}

const filters = filtersOf(
	text('Agent Name', 'agentName', 'Only hosts of these agents, separated by commas'),
	{
		displayName: 'Automation Status',
		name: 'automationStatus',
		type: 'multiOptions',
		options: choices(...LISTED_STATUSES.map((value): [string, string] => [value, titleOf(value)])),
		default: [],
		description: 'Only automations in one of these statuses',
	},
	text(
		'Division IDs',
		'divisionIds',
		'Only these divisions, separated by commas; overrides Division ID',
		{ placeholder: 'e.g. 123456, 123457' },
	),
	choice('Sort by Common Name', 'sort', 'Order of the rows', {
		default: 'ASC',
		options: [
			['ASC', 'Ascending'],
			['DESC', 'Descending'],
		],
	}),
);

/** Automation API: automatedips/list. */
export const getAll = defineOperation<GetAllInput>({
	name: 'Get Many',
	action: 'Get many automations',
	description:
		'List automated IPs: certificates that expire within 90 days, scheduled and failed automations',
	many: true,
	fields: [...returnAllFields, ...scopeFields, filters],
	read: (reader) => ({
		given: readScope(reader),
		divisionIds: reader.list('filters.divisionIds').map((id) => divisionId(reader, id)),
		criteria: readCriteria(reader),
		sorting: { commonName: reader.choice('filters.sort', ['ASC', 'DESC']) ?? 'ASC' },
		limit: readLimit(reader),
	}),
	run: async (ctx, jobs) => {
		const automation = await automationOf(ctx);
		const { client } = automation;
		return await forEachJob(ctx, jobs, async ({ given, divisionIds, criteria, sorting, limit }) => {
			// Without any division the list is that of all divisions the key may see.
			const own = given.divisionId ?? ofCredential(client.divisionId, 'Division ID');
			const divisions = divisionIds.length > 0 ? divisionIds : own === undefined ? [] : [own];
			const { accountId } = await scopeOf(ctx, client, { divisionId: 1, ...given });
			const query = automatedIpsOf(accountId, divisions);
			const rows = await readList(automation, { ...query, criteria, sorting }, limit);
			return rows.map((row) => {
				const thing = thingOf({ accountId, divisionId: row.divisionId ?? own }, {}, row);
				return { json: { ...thing, ...row.raw } };
			});
		});
	},
});

function readCriteria(reader: Reader): ListQuery<AutomatedIp>['criteria'] {
	const statuses = reader.list('filters.automationStatus');
	const agents = reader.list('filters.agentName');
	return [
		...(statuses.length > 0 ? [{ key: 'AUTOMATION_STATUS', value: statuses }] : []),
		...(agents.length > 0 ? [{ key: 'AGENT_NAME', value: agents }] : []),
	];
}

const divisionId = (reader: Reader, text: string): Id =>
	asId(text) ?? reader.refuse('filters.divisionIds', `holds "${text}", which is no ID`);

/** AUTO_RENEW_SCHEDULED reads "Auto Renew Scheduled". */
function titleOf(status: string): string {
	return status
		.toLowerCase()
		.split('_')
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');
}
