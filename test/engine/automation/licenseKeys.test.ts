import type { IDataObject } from 'n8n-workflow';

import { newLicenseKey } from '../../../sandbox/simulator/digicert/seed';
import { ITEM, LIST, listed, rows, useDesk } from '../../support/desk';

/** The license key of a wrong agent would make another machine act. */

const RETRY = 'bulkretryautomationtask';
const AGENTS = 'agent/list';
const desk = useDesk();
const [FIRST, SECOND] = [newLicenseKey(), newLicenseKey()];

const agents = (...agentList: IDataObject[]) => ({ error: null, data: { agentList } });

const keysSent = () =>
	desk
		.bodiesOf(RETRY)
		.flatMap(({ retryAutomationTaskRequests: sent }) => sent as IDataObject[])
		.map(({ agentLicenseKey, sensorLicenseKey }) => agentLicenseKey ?? sensorLicenseKey);

const retry = async (
	row: IDataObject,
	list: unknown,
	ports: unknown = { error: null, data: [] },
) => {
	desk.answers({
		[LIST]: rows(listed({ automationStatus: 'INSTALL_FAILED', ...row })),
		[AGENTS]: list,
		'agent/agentIPPortDetails': ports,
		[RETRY]: {
			error: null,
			data: { retryMessages: { '192.0.2.1:443': 'Successfully initiated retry.' } },
		},
	});
	return await desk.run('retryBulk', [ITEM]);
};

const first = { agentId: 1, agentName: 'first', type: 'Agent', agentLicense: FIRST };
const second = { agentId: 2, agentName: 'second', type: 'Agentless', sensorLicenseKey: SECOND };

it('a load balancer is found by its host name, and no agent without one is taken for it', async () => {
	const balancer = { ...second, managementIp: 'LB.example.com' };
	await retry({ managementIp: 'lb.example.com' }, agents(first, balancer));
	expect(keysSent()).toEqual([SECOND]);
	const { error } = await retry({ managementIp: 'lb.example.com' }, agents(first, second));
	expect(error?.message).toContain("DigiCert's lists name no agent or sensor");
	expect(keysSent()).toEqual([SECOND]);
});

it('of two agents with one name neither is taken', async () => {
	const { error } = await retry({ agentName: 'first' }, agents(first, { ...first, agentId: 3 }));
	expect(error?.message).toContain("DigiCert's lists name no agent or sensor");
});

it.each([
	['a list of agents that is none', { error: null, data: {} }, undefined],
	['an agent without an ID', agents({ ...first, agentId: null }), undefined],
	['hosts of an agent that are no list', agents(first), { error: null, data: {} }],
	['a host of an agent without an address', agents(first), { error: null, data: [{ id: 1 }] }],
])('%s is unreadable, and nothing is sent', async (_what, list, ports) => {
	const { error } = await retry({}, list, ports);
	expect(error?.message).toContain('not the documented JSON');
	expect(desk.sends(RETRY)).toBe(0);
});
