import type { INodeParameters } from 'n8n-workflow';

import {
	automationCalls,
	automationNode,
	bodyOf,
	host,
	jsonOf,
	ranLongAgo,
} from '../../support/automation';
import { useHosts } from './hosts';

const { fleet } = useHosts();

describe('Automation > Get Many', () => {
	const many = Array.from({ length: 530 }, (_, at) =>
		host(1, {
			port: 1000 + at,
			...(at % 2 ? { script: 'failsFinally' as const, automation: ranLongAgo(1000 + at) } : {}),
		}),
	);
	const getAll = async (parameters: INodeParameters) =>
		jsonOf((await automationNode(fleet, 'getAll', [{}], parameters)).outputs[0]);
	beforeEach(async () => await fleet.seed({ hosts: many }));

	it('walks all pages, counted from 1, each from the last row of the one before', async () => {
		expect(await getAll({ returnAll: true })).toHaveLength(530);
		const starts = (await automationCalls(fleet, 'automatedips/list')).map(
			(call) => bodyOf(call).startIndex,
		);
		expect(starts).toEqual([1, 512, 530]);
	});

	it('stops at the limit with one call', async () => {
		expect(await getAll({ returnAll: false, limit: 20 })).toHaveLength(20);
		const [call, ...others] = await automationCalls(fleet, 'automatedips/list');
		expect(bodyOf(call).pageSize).toBe(20);
		expect(others).toEqual([]);
	});

	it('filters and sorts at the service', async () => {
		const filters = {
			automationStatus: ['AUTOMATION_FAILED'],
			agentName: 'agent-01',
			sort: 'DESC',
			divisionIds: String(fleet.keys.divisionId),
		};
		const rows = await getAll({ returnAll: true, filters });
		expect(rows).toHaveLength(265);
		const [call] = await automationCalls(fleet, 'automatedips/list');
		expect(bodyOf(call)).toMatchObject({
			divisionIds: [fleet.keys.divisionId],
			sorting: { commonName: 'DESC' },
			searchCriteriaList: [
				{ key: 'AUTOMATION_STATUS', operation: 'EQUALS', value: ['AUTOMATION_FAILED'] },
				{ key: 'AGENT_NAME', operation: 'EQUALS', value: ['agent-01'] },
			],
		});
	});

	it('gives rows that Check Status and Retry in Bulk can follow', async () => {
		const [row] = await getAll({ returnAll: false, limit: 1 });
		expect(row).toMatchObject({
			automatedIp: '192.0.2.1',
			ip: '192.0.2.1',
			port: row?.automatedPort,
			agentName: 'agent-01',
			accountId: fleet.keys.accountId,
		});
	});

	it('an input without rows gives no item', async () => {
		await fleet.seed({ hosts: [] });
		expect(await getAll({ returnAll: true })).toEqual([]);
	});
});
