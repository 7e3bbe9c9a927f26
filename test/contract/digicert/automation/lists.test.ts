/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { Fields } from './hosts';
import { refOf, useHosts } from './hosts';

const { simulator, hostBy, call, createBulk, agents, started } = useHosts();

describe('lists', () => {
	const automatedIps = async (fields: Fields = {}) =>
		(await call('/automatedips/list', fields)).data.automatedIps;

	it('starts at 1 and pages', async () => {
		const sorting = { commonName: 'ASC' };
		const all: Fields[] = await automatedIps({ sorting });
		expect(all).toHaveLength(20);
		const page = await automatedIps({ sorting, startIndex: 3, pageSize: 2 });
		expect(page).toEqual(all.slice(2, 4));
		const names = all.map(({ certificateCn }) => certificateCn);
		expect(names).toEqual([...names].sort());
		const zero = await simulator.automation.post('/automatedips/list', {
			accountId: simulator.keys.accountId,
			startIndex: 0,
		});
		expect(zero.status).toBe(400);
	});

	it('shows load balancers with management IP and partition, by agent name', async () => {
		const value = ['203.0.113.10'];
		const found = await automatedIps({
			searchCriteriaList: [{ key: 'AGENT_NAME', operation: 'EQUALS', value }],
		});
		expect(found).toHaveLength(3);
		for (const one of found) {
			expect(one).toMatchObject({ managementIp: '203.0.113.10', appPartition: '/Common' });
			expect(one).not.toHaveProperty('automationId');
		}
	});

	it('shows a new automation late, by script or by fault', async () => {
		const idOf = async (ip: string) =>
			(await automatedIps()).find((one: Fields) => one.automatedIp === ip)?.automationId;
		const host = await hostBy('installFailsOnce');
		await simulator.fault('automationIdLate', { delayMs: 60_000, remaining: 1 });
		await createBulk([refOf(host)]);
		expect(await idOf(host.ip)).toBeUndefined();
		const late = await hostBy('succeedsLateId');
		await simulator.sandbox.post('/time', { scale: 100 });
		await createBulk([refOf(late)]);
		expect(await idOf(late.ip)).toBeUndefined();
		await new Promise((resolve) => setTimeout(resolve, 250));
		expect(await idOf(late.ip)).toEqual(expect.any(Number));
	});

	it('drops what is done and no longer about to expire, unless all is wished', async () => {
		const host = await hostBy('succeedsOddStatus');
		await started('succeedsOddStatus');
		await simulator.advance(300);
		const isListed = async () =>
			(await automatedIps()).some((one: Fields) => one.automatedIp === host.ip);
		expect(await isListed()).toBe(false);
		await simulator.seed({ settings: { automatedIps: 'all' } });
		expect(await isListed()).toBe(true);
	});

	it('lists agents and sensors with license keys made at start', async () => {
		const [agent] = (await agents()).filter(({ type }) => type === 'Agent');
		const [sensor] = (await agents()).filter(({ type }) => type === 'Agentless');
		expect(agent).toMatchObject({
			accountId: String(simulator.keys.accountId),
			agentLicense: expect.stringMatching(/^[0-9A-F]{16}$/),
		});
		expect(sensor).toMatchObject({
			managementIp: '203.0.113.10',
			sensorLicenseKey: expect.stringMatching(/^[0-9A-F]{16}$/),
		});
		const basics = await call('/agent/basicdetails', {
			divisionId: simulator.keys.divisionId,
			licenseKey: agent?.agentLicense,
		});
		expect(basics.data).toMatchObject({ agentName: agent?.agentName, stateString: 'Configured' });
		const ports = await call('/agent/agentIPPortDetails', {
			divisionId: simulator.keys.divisionId,
			agentId: agent?.agentId,
		});
		expect(ports.data).toEqual([expect.objectContaining({ automatedPort: 443 })]);
	});

	it('shows a profile', async () => {
		const { data } = await call('/profile/details', {
			divisionId: simulator.keys.divisionId,
			profileId: 741,
		});
		expect(data).toMatchObject({ profileState: 'ACTIVE', productType: 'SSL_SECURESITE_FLEX' });
	});
});
