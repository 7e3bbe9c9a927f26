/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { newLicenseKey } from '../../../../sandbox/simulator/digicert/seed';
import { newCsr } from '../../../support/simulator';
import { useSimulator } from '../../../support/use';

const simulator = useSimulator();
let accountId: number;
let divisionId: number;

beforeAll(async () => {
	({ accountId, divisionId } = simulator.keys);
});

interface HostView {
	lane: string;
	ip: string;
	port: number;
	commonName: string;
	agentName?: string;
	managementIp?: string;
	virtualServerName?: string;
	script: string;
	expected: { state: string; retries: number; paidOrders: number };
	automations: Array<{ automationId: number; status: string; retries: number; orderId?: number }>;
}

interface Ref {
	ip: string;
	port: number;
	managementIp?: string;
	virtualServerName?: string;
}

type Fields = Record<string, unknown>;

const books = async () => (await simulator.sandbox.get('/books')).data.digicert;

const hosts = async (): Promise<HostView[]> => (await books()).hosts;

const hostBy = async (script: string): Promise<HostView> => {
	const host = (await hosts()).find((one) => one.lane === 'bulk' && one.script === script);
	if (!host) throw new Error(`The fleet has no host with the script ${script}`);
	return host;
};

const refOf = ({ ip, port, managementIp, virtualServerName }: HostView): Ref => ({
	ip,
	port,
	...(managementIp ? { managementIp, virtualServerName } : {}),
});

const keyOf = ({ ip, port }: Ref) => `${ip}:${port}`;

const installSettings = { installationType: 'AUTO_INSTALL_AFTER_APPROVAL', isAlwaysOn: false };

const call = async (path: string, body: Fields) =>
	(await simulator.automation.post(path, { accountId, ...body })).data;

const createBulk = async (ipPortsToAutomate: Ref[], fields: Fields = {}) =>
	await call('/automation/createAutomation/bulk', {
		divisionId,
		automationActionType: 'RENEW',
		installSettings,
		ipPortsToAutomate,
		...fields,
	});

const view = async (automationId: number) =>
	(await call('/automation/viewAutomationDetails', { divisionId, automationId })).data;

const agents = async (): Promise<Fields[]> =>
	(await call('/agent/list', { divisionIds: [] })).data.agentList;

/** What retry wants to know about a host. */
const retryRef = async (host: HostView) => {
	const agent = (await agents()).find(({ agentName }) => agentName === host.agentName);
	return {
		...refOf(host),
		accountId,
		divisionId,
		domainName: null,
		...(agent?.type === 'Agent'
			? { agentLicenseKey: agent.agentLicense }
			: { sensorLicenseKey: agent?.sensorLicenseKey }),
	};
};

const retry = async (retryAutomationTaskRequests: unknown[]) =>
	await call('/automation/bulkretryautomationtask', { retryAutomationTaskRequests });

/** Starts the automation of the host with this script and gives its id. */
const started = async (script: string, fields: Fields = {}): Promise<number> => {
	const host = await hostBy(script);
	await createBulk([refOf(host)], fields);
	const automation = (await hostBy(script)).automations[0];
	if (!automation) throw new Error('No automation was started');
	return automation.automationId;
};

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
			accountId,
			divisionId,
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

describe('the life of an automation', () => {
	it('walks from the schedule to the validated installation', async () => {
		const id = await started('succeedsOtherSpelling', { automationActionType: 'ENROLL' });
		const seen: Array<[string, string | undefined, string | undefined]> = [];
		for (let step = 0; step < 9; step += 1) {
			const { autoStatusResponse: status, autoOrderProgressResponse: progress } = await view(id);
			const last: (typeof seen)[number] = [
				status.automationStatus,
				progress.csrGenResponse.csrProgress,
				progress.certInstallResponse?.certInstallProgress,
			];
			if (JSON.stringify(last) !== JSON.stringify(seen[seen.length - 1])) seen.push(last);
			await simulator.advance(step < 3 ? 31 : 20);
		}
		const csr = 'CSR_GENERATION_SUCCEEDED';
		expect(seen).toEqual([
			['AUTOMATION_SCHEDULED', undefined, 'AUTOMATION_SCHEDULED'],
			['AUTOMATION_SCHEDULED', undefined, undefined],
			['AUTOMATION_SCHEDULED', csr, undefined],
			['AUTOMATION_SCHEDULED', csr, 'CERT_READY_TO_INSTALL'],
			['AUTOMATION_SCHEDULED', csr, 'INSTALL_IN_PROGRESS'],
			['AUTOMATION_SCHEDULED', csr, 'INSTALL_VALIDATION_IN_PROGRESS'],
			['CONFIGURED', csr, 'INSTALL_VALIDATED'],
		]);
	});

	it('spells the renewed state in two ways, by place and by script', async () => {
		const once = await started('succeedsOddStatus');
		const twice = await started('succeedsOtherSpelling');
		await simulator.advance(300);
		expect((await view(once)).autoStatusResponse.automationStatus).toBe('SUCCESFULLY_RENEWED');
		expect((await view(twice)).autoStatusResponse.automationStatus).toBe('SUCCESSFULLY_RENEWED');
		await simulator.seed({ settings: { automatedIps: 'all' } });
		const { data } = await call('/automatedips/list', {
			searchCriteriaList: [
				{ key: 'AUTOMATION_STATUS', operation: 'EQUALS', value: ['SUCCESSFULLY_RENEWED'] },
			],
		});
		expect(data.automatedIps).toHaveLength(2);
	});

	it('shows a word that nobody documented while it installs', async () => {
		const id = await started('succeedsOddStatus');
		await simulator.advance(110);
		const { certInstallResponse } = (await view(id)).autoOrderProgressResponse;
		expect(certInstallResponse.certInstallProgress).toBe('INSTALL_QUEUED_ON_SENSOR');
	});

	it('waits for the scheduled time', async () => {
		const scheduleTime = Date.now() + 3_600_000;
		const id = await started('succeedsOddStatus', {
			installSettings: {
				installationType: 'SCHEDULED_INSTALL',
				scheduleTime,
				scheduleTimeZone: '-8#pacifictime',
			},
		});
		await simulator.advance(3000);
		const { certInstallResponse } = (await view(id)).autoOrderProgressResponse;
		expect(certInstallResponse).toMatchObject({
			certInstallProgress: 'AUTOMATION_SCHEDULED',
			scheduleOn: String(scheduleTime),
		});
		expect((await books()).paidOrders).toBe(0);
		await simulator.advance(1000);
		expect((await books()).paidOrders).toBe(1);
	});

	it('goes on renewing where that is wished', async () => {
		const id = await started('succeedsOddStatus', {
			installSettings: {
				...installSettings,
				isAlwaysOn: true,
				autoRenewSettings: { daysBeforeExpiry: 20, isAutoReplace: false },
			},
		});
		await simulator.advance(300);
		const { autoStatusResponse: status } = await view(id);
		expect(status.automationStatus).toBe('AUTO_RENEW_SCHEDULED');
		expect(status.nextRenewalDate).toBeGreaterThan(Date.now());
	});

	it.each([
		['installFailsOnce', 'INSTALL_FAILED', true],
		['validationFailsOnce', 'INSTALL_VALIDATION_FAILED', true],
		['failsForever', 'INSTALL_VALIDATION_FAILED', true],
		['failsFinally', 'AUTOMATION_FAILED', false],
		['needsAction', 'ACTION_REQUIRED', false],
	])('%s: %s, may be retried: %s', async (script, status, isRetryApplicable) => {
		const id = await started(script);
		await simulator.advance(300);
		const details = await view(id);
		expect(details.autoStatusResponse.automationStatus).toBe(status);
		const { autoOrderProgressResponse: progress } = details;
		expect(progress.isRetryApplicable).toBe(isRetryApplicable);
		const { certInstallResponse = progress.csrGenResponse } = progress;
		expect(certInstallResponse.causeOfFailure).toEqual(expect.any(String));
		expect(certInstallResponse.solution).toEqual(expect.any(String));
	});

	it('shows unknown and misspelt states by fault', async () => {
		const id = await started('succeedsOddStatus');
		await simulator.advance(300);
		await simulator.fault('misspeltStatus', { remaining: 1 });
		expect((await view(id)).autoStatusResponse.automationStatus).toBe('SUCCESSFULLY_RENEWED');
		await simulator.fault('unknownStatus', { remaining: 1 });
		expect((await view(id)).autoStatusResponse.automationStatus).toBe('AUTOMATION_HELD_BY_POLICY');
	});

	it('says 200 with an error for an automation that does not exist', async () => {
		const answer = await call('/automation/viewAutomationDetails', { divisionId, automationId: 1 });
		expect(answer.data.errors[0].errorField).toBe('automationId');
	});
});

describe('bulkretryautomationtask', () => {
	it('lets a failed host go on where it broke, without another order', async () => {
		const host = await hostBy('installFailsOnce');
		const id = await started('installFailsOnce');
		await simulator.advance(300);
		const { data } = await retry([await retryRef(host)]);
		expect(data).toEqual({
			retryMessages: { [keyOf(host)]: 'Successfully initiated retry.' },
			failedRetries: {},
			message: '1 of 1 automations submitted for retry.',
			errors: [],
			status: {},
		});
		await simulator.advance(300);
		const { autoStatusResponse, autoOrderProgressResponse: progress } = await view(id);
		expect(autoStatusResponse.automationStatus).toBe('SUCCESFULLY_RENEWED');
		expect(progress.certInstallResponse.certInstallProgress).toBe('INSTALL_VALIDATED');
		expect((await books()).paidOrders).toBe(1);
	});

	it('refuses with 1028 what runs, what is done, what failed finally, and a wrong license key', async () => {
		const running = await hostBy('succeedsOddStatus');
		const final = await hostBy('failsFinally');
		const failed = await hostBy('installFailsOnce');
		await createBulk([refOf(final), refOf(failed)]);
		await simulator.advance(300);
		await createBulk([refOf(running)]);
		const wrongKey = { ...(await retryRef(failed)), agentLicenseKey: newLicenseKey() };
		const { data } = await retry([await retryRef(running), await retryRef(final), wrongKey]);
		expect(data.message).toBe('0 of 3 automations submitted for retry.');
		expect(data.errors).toEqual([]);
		expect(Object.keys(data.failedRetries)).toEqual([running, final, failed].map(keyOf));
		expect(data.failedRetries[keyOf(final)]).toEqual({
			errors: [
				{
					errorCode: '1028',
					errorField: keyOf(final),
					errorMessage: 'Automated IP/Port is not eligible for retry.',
				},
			],
			status: {},
		});
	});

	it('refuses by fault', async () => {
		const host = await hostBy('installFailsOnce');
		await started('installFailsOnce');
		await simulator.advance(300);
		await simulator.fault('retryNotEligible', { match: { path: keyOf(host) } });
		const { data } = await retry([await retryRef(host)]);
		expect(data.failedRetries[keyOf(host)].errors[0].errorCode).toBe('1028');
	});
});

describe('createAutomation', () => {
	const appliance = async () => {
		const host = (await hosts()).find(({ lane, agentName }) => lane === 'appliance' && agentName);
		if (!host) throw new Error('The fleet has no appliance with an agent');
		const { agentLicenseKey } = (await retryRef(host)) as { agentLicenseKey?: string };
		return { host, serverDetails: { ...refOf(host), agentLicenseKey } };
	};

	const create = async (fields: Fields) =>
		await call('/automation/createAutomation', {
			divisionId,
			automationActionType: 'DUPLICATE',
			installSettings,
			...fields,
		});

	const issuedOrder = async (commonName: string): Promise<number> => {
		const { data } = await simulator.services.get('/organization');
		const order = await simulator.services.post('/order/certificate/ssl_basic', {
			certificate: {
				common_name: commonName,
				csr: await newCsr(commonName),
				signature_hash: 'sha256',
			},
			order_validity: { years: 1 },
			organization: { id: data.organizations[0].id },
			custom_fields: [{ metadata_id: 21, value: '4711' }],
			skip_approval: true,
		});
		return order.data.id;
	};

	it('DUPLICATE installs from an order that exists and buys nothing', async () => {
		const { host, serverDetails } = await appliance();
		const parentOrderId = await issuedOrder(host.commonName);
		const tooEarly = await create({ parentOrderId, serverDetails });
		expect(tooEarly.data.errors[0].errorField).toBe('parentOrderId');
		await simulator.advance(100);
		const answer = await create({ parentOrderId, serverDetails });
		expect(answer.data.errors).toEqual([]);
		await simulator.advance(300);
		const after = await books();
		expect(after.paidOrders).toBe(1);
		const row = await simulator.services.get(`/order/certificate?filters[id]=${parentOrderId}`);
		expect(row.data.orders[0]).toMatchObject({ has_duplicates: true, duplicates_count: 1 });
		const [automation] = after.hosts.find(({ ip }: HostView) => ip === host.ip).automations;
		const details = await view(automation.automationId);
		expect(details.autoStatusResponse.automationStatus).toBe('CONFIGURED');
		expect(details.autoOrderProgressResponse.certInstallResponse.certInstallProgress).toBe(
			'INSTALL_VALIDATED',
		);
	});

	it('ENROLL buys', async () => {
		const { serverDetails } = await appliance();
		await create({ automationActionType: 'ENROLL', serverDetails });
		await simulator.advance(300);
		expect((await books()).paidOrders).toBe(1);
	});

	it.each<[string, (details: Fields) => Fields, string]>([
		['the parent order', (serverDetails) => ({ serverDetails }), 'parentOrderId'],
		[
			'the agent license key',
			({ ip, port }) => ({ serverDetails: { ip, port }, automationActionType: 'ENROLL' }),
			'agentLicenseKey',
		],
		[
			'the server name for ADD_SNI',
			(serverDetails) => ({ serverDetails, automationActionType: 'ADD_SNI' }),
			'serverName',
		],
		['the host', () => ({ automationActionType: 'ENROLL' }), 'ip or port'],
	])('says 1004 when %s is missing', async (_what, fields, errorField) => {
		const { serverDetails } = await appliance();
		const answer = await create(fields(serverDetails));
		expect(answer.data.errors[0]).toMatchObject({ errorCode: '1004', errorField });
	});
});

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
			accountId,
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
			accountId: String(accountId),
			agentLicense: expect.stringMatching(/^[0-9A-F]{16}$/),
		});
		expect(sensor).toMatchObject({
			managementIp: '203.0.113.10',
			sensorLicenseKey: expect.stringMatching(/^[0-9A-F]{16}$/),
		});
		const basics = await call('/agent/basicdetails', {
			divisionId,
			licenseKey: agent?.agentLicense,
		});
		expect(basics.data).toMatchObject({ agentName: agent?.agentName, stateString: 'Configured' });
		const ports = await call('/agent/agentIPPortDetails', { divisionId, agentId: agent?.agentId });
		expect(ports.data).toEqual([expect.objectContaining({ automatedPort: 443 })]);
	});

	it('shows a profile', async () => {
		const { data } = await call('/profile/details', { divisionId, profileId: 741 });
		expect(data).toMatchObject({ profileState: 'ACTIVE', productType: 'SSL_SECURESITE_FLEX' });
	});
});

describe('the fleet of the main job', () => {
	it('has 8 appliances and 16 hosts with every way to end', async () => {
		const fleet = await hosts();
		const appliances = fleet.filter(({ lane }) => lane === 'appliance');
		const bulk = fleet.filter(({ lane }) => lane === 'bulk');
		expect([appliances.length, bulk.length]).toEqual([8, 16]);
		expect(appliances.filter(({ agentName }) => agentName)).toHaveLength(4);
		expect(bulk.filter(({ managementIp }) => managementIp)).toHaveLength(6);
		const ends = bulk.map(({ expected }) => `${expected.state} ${expected.retries}`).sort();
		expect(ends).toEqual(
			[
				...Array<string>(8).fill('done 0'),
				...Array<string>(3).fill('done 1'),
				'done 2',
				'failed 0',
				'failed 3',
				'needsAction 0',
				'rejected 0',
			].sort(),
		);
	});

	it('ends for a patient client exactly as the books expect', async () => {
		const bulk = (await hosts()).filter(({ lane }) => lane === 'bulk');
		await createBulk(bulk.map(refOf));
		for (let round = 0; round < 3; round += 1) {
			await simulator.advance(300);
			const failed = (await hosts()).filter(
				({ lane, automations: [last] }) => lane === 'bulk' && /FAILED/.test(last?.status ?? ''),
			);
			await retry(await Promise.all(failed.map(retryRef)));
		}
		await simulator.advance(300);
		const stateOf = ({ automations: [last] }: HostView) => {
			if (!last) return 'rejected';
			if (/FAILED/.test(last.status)) return 'failed';
			return last.status === 'ACTION_REQUIRED' ? 'needsAction' : 'done';
		};
		const after = (await hosts()).filter(({ lane }) => lane === 'bulk');
		for (const host of after) {
			expect([host.commonName, stateOf(host), host.automations[0]?.retries ?? 0]).toEqual([
				host.commonName,
				host.expected.state,
				host.expected.retries,
			]);
		}
		const paid = after.reduce((sum, { expected }) => sum + expected.paidOrders, 0);
		expect((await books()).paidOrders).toBe(paid);
	});
});
