import type { Fields, HostView } from './hosts';
import { installSettings, keyOf, refOf, useHosts } from './hosts';

const { simulator, books, hosts, hostBy, createBulk, started } = useHosts();

describe('createAutomation/bulk', () => {
	it('tells how many it took, and nothing about their ids', async () => {
		const chosen = (await hosts()).filter(({ script }) => script === 'succeeds').slice(-3);
		const answer = await createBulk(chosen.map(refOf));
		expect(answer).toEqual({
			error: null,
			data: {
				message:
					'Successfully initiated RENEW for 3 IP/Port(s), progress will be updated against individual IP/Ports',
				ineligibleIpPorts: [],
				errors: [],
				status: {},
			},
		});
	});

	it('names what is not eligible: scripted, unknown, and behind another management IP', async () => {
		const balancer = (await hosts()).find(({ managementIp }) => managementIp) as HostView;
		const wrong = { ...refOf(balancer), managementIp: '203.0.113.99' };
		const ineligible = await hostBy('ineligible');
		const unknown = { ip: '198.51.100.250', port: 443 };
		const good = await hostBy('installFailsOnce');
		const { data } = await createBulk([refOf(ineligible), unknown, wrong, refOf(good)]);
		expect(data.message).toContain('for 1 IP/Port(s)');
		expect(data.ineligibleIpPorts).toEqual([keyOf(ineligible), keyOf(unknown), keyOf(wrong)]);
	});

	it.each<[string, Fields, string]>([
		['installationType', { installSettings: {} }, 'installationType'],
		['installSettings', { installSettings: undefined }, 'installationType'],
		['hosts', { ipPortsToAutomate: [] }, 'ip or port'],
		['a port', { ipPortsToAutomate: [{ ip: '192.0.2.1' }] }, 'ip or port'],
		['the account', { accountId: undefined }, 'accountId'],
		['the division', { divisionId: undefined }, 'divisionId'],
		[
			'scheduleTime',
			{ installSettings: { installationType: 'SCHEDULED_INSTALL' } },
			'scheduleTime',
		],
		[
			'scheduleTimeZone',
			{ installSettings: { installationType: 'SCHEDULED_INSTALL', scheduleTime: 1 } },
			'scheduleTimeZone',
		],
		[
			'autoRenewSettings',
			{ installSettings: { ...installSettings, isAlwaysOn: true } },
			'autoRenewSettings',
		],
	])('answers 200 with code 1004 when %s is missing', async (_what, fields, errorField) => {
		const host = await hostBy('installFailsOnce');
		const answer = await createBulk([refOf(host)], fields);
		expect(answer.error).toBeNull();
		expect(answer.data.errors[0]).toMatchObject({ errorCode: '1004', errorField });
		expect(answer.data.status).toEqual({});
		expect((await hostBy('installFailsOnce')).automations).toEqual([]);
	});

	it.each<[string, Fields]>([
		['an unknown field', { colour: 'red' }],
		['an unknown action', { automationActionType: 'DUPLICATE' }],
		['a number for text', { additionalEmails: 7 }],
		['an unknown installation type', { installSettings: { installationType: 'LATER' } }],
		[
			'a time zone of another form',
			{
				installSettings: {
					installationType: 'SCHEDULED_INSTALL',
					scheduleTime: 1,
					scheduleTimeZone: 'Europe/Berlin',
				},
			},
		],
		[
			'501 hosts',
			{ ipPortsToAutomate: Array.from({ length: 501 }, () => ({ ip: '192.0.2.1', port: 1 })) },
		],
	])('refuses %s', async (_what, fields) => {
		const host = await hostBy('installFailsOnce');
		const body = {
			accountId: simulator.keys.accountId,
			divisionId: simulator.keys.divisionId,
			installSettings,
			ipPortsToAutomate: [refOf(host)],
			...fields,
		};
		const { status, data } = await simulator.automation.post(
			'/automation/createAutomation/bulk',
			body,
		);
		expect(status).toBe(400);
		expect(data).toMatchObject({ error: { errorCode: expect.any(String) }, data: null });
	});

	it.each(['ENROLL', 'RENEW', 'TRANSFER'])('%s places a paid order of its own', async (action) => {
		const id = await started('installFailsOnce', { automationActionType: action });
		expect((await books()).paidOrders).toBe(0);
		await simulator.advance(60);
		const { orders, hosts: after } = await books();
		expect(orders).toHaveLength(1);
		expect(orders[0]).toMatchObject({ source: 'automation', status: 'pending', price: 399 });
		const owner = after.find(({ automations }: HostView) => automations.length) as HostView;
		expect(owner.automations[0]).toMatchObject({ automationId: id, orderId: orders[0].id });
		const info = await simulator.services.get(`/order/certificate/${orders[0].id}`);
		expect(info.data.certificate.common_name).toBe(owner.commonName);
	});

	it('takes the same host twice, and buys twice', async () => {
		await started('succeedsOddStatus');
		await started('succeedsOddStatus');
		await simulator.advance(300);
		expect((await books()).paidOrders).toBe(2);
	});

	it('wants a profile that exists where one is named', async () => {
		const host = await hostBy('installFailsOnce');
		const answer = await createBulk([refOf(host)], { acmeProfileName: 'nobody' });
		expect(answer.data.errors[0].errorField).toBe('acmeProfileName');
	});

	it('can fail inside 200, refuse a host, and count wrong, by fault', async () => {
		const host = await hostBy('installFailsOnce');
		await simulator.fault('errorsInside200', { remaining: 1 });
		expect((await createBulk([refOf(host)])).data.errors).toHaveLength(1);
		await simulator.fault('bulkIneligible', { remaining: 1, match: { path: keyOf(host) } });
		expect((await createBulk([refOf(host)])).data.ineligibleIpPorts).toEqual([keyOf(host)]);
		expect((await hostBy('installFailsOnce')).automations).toEqual([]);
		await simulator.fault('bulkCountMismatch');
		const { data } = await createBulk([refOf(host)]);
		expect(data.message).toContain('for 0 IP/Port(s)');
		expect((await hostBy('installFailsOnce')).automations).toHaveLength(1);
	});
});
