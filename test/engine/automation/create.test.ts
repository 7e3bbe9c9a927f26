import type { IDataObject, INodeParameters } from 'n8n-workflow';
import {
	automationCalls,
	automationCounts,
	automationNode,
	automationsOf,
	balanced,
	bodyOf,
	host,
	itemOf,
	jsonOf,
	ranLongAgo,
	RENEW,
	shownBy,
} from '../../support/automation';
import { byId, certCentral, credentialOf, orderParameters } from '../../support/certCentral';
import { loadOptionsContext } from '../../support/engine';
import { newCsr } from '../../support/simulator';
import { DigiCertAutomation } from '../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { useFleet } from '../../support/openFleet';

const SINGLE = 'automation/createAutomation';
const FLEET = [host(1), host(2), balanced(3)];

const fleet = useFleet(FLEET);

const create = async (
	items: IDataObject[],
	parameters: INodeParameters = RENEW,
	options: Parameters<typeof automationNode>[4] = {},
) => {
	const brief = { ...parameters, options: { visibleWithin: 2 } };
	return await automationNode(fleet, 'create', items, brief, options);
};

async function issuedOrder(): Promise<number> {
	const commonName = 'instant.example.com';
	const item = { commonName, csr: await newCsr(commonName) };
	const { outputs } = await certCentral(fleet, orderParameters(), [item]);
	return Number(jsonOf(outputs[0])[0]?.orderId ?? jsonOf(outputs[0])[0]?.id);
}

describe('Automation > Create', () => {
	it('installs an order that was made before, and buys nothing', async () => {
		const parentOrderId = await issuedOrder();
		const run = await create([itemOf(host(1))], {
			automationActionType: 'DUPLICATE',
			parentOrderId: byId(String(parentOrderId)),
		});
		const [booked] = (await automationsOf(fleet))['192.0.2.1:443'] ?? [];
		expect(booked).toMatchObject({ actionType: 'DUPLICATE', parentOrderId });
		expect(run.outputs[0]).toEqual([
			{
				json: expect.objectContaining({
					automationId: booked?.automationId,
					ip: '192.0.2.1',
					agentName: 'agent-01',
					message: expect.stringContaining('Successfully initiated DUPLICATE'),
				}),
				pairedItem: { item: 0 },
			},
		]);
		await fleet.advance(3600);
		const { data } = await fleet.sandbox.get('/books');
		expect(data.digicert.paidOrders).toBe(1);
	});

	it('looks the key of the agent up, and never shows it; a sensor needs none', async () => {
		const run = await create([itemOf(host(1)), itemOf(balanced(3))]);
		const keys = (await automationCalls(fleet, SINGLE)).map(
			(call) => (bodyOf(call).serverDetails as IDataObject).agentLicenseKey,
		);
		expect(keys.sort()).toEqual([fleet.secrets.agent, undefined].sort());
		expect(jsonOf(run.outputs[0]).map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.3']);
		expect(shownBy(run)).not.toContain(fleet.secrets.agent);
	});

	it.each(['connectionCut', 'badGateway', 'emptyBody', 'truncatedJson'] as const)(
		'(%s) finds out by the list what became of a lost answer',
		async (fault) => {
			await fleet.fault(fault, { remaining: 1, match: { path: `${SINGLE}$` } });
			const { outputs } = await create([itemOf(host(1)), itemOf(host(2))]);
			expect(await automationCounts(fleet)).toMatchObject({
				'192.0.2.1:443': 1,
				'192.0.2.2:443': 1,
			});
			const recovered = jsonOf(outputs[0]).filter((item) => item.recovered);
			expect(recovered).toHaveLength(1);
		},
	);

	it('does not throw for an unclear host, so that Retry On Fail cannot buy it again', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: { path: SINGLE } });
		await fleet.fault('automationIdLate', { delayMs: 60_000 });
		const { outputs } = await create([itemOf(host(1))], RENEW, { retryOnFail: true, maxTries: 3 });
		expect(jsonOf(outputs[0])[0]).toMatchObject({ unclear: true });
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 1 });
	});

	it('adds a name to a host whose other name is in progress', async () => {
		await create([itemOf(host(1))]);
		await create([itemOf(host(1))], {
			automationActionType: 'ADD_SNI',
			cn: 'shop.example.com',
			additionalFields: { serverName: 'web' },
		});
		const [, call] = await automationCalls(fleet, SINGLE);
		expect(bodyOf(call).serverDetails).toMatchObject({ domainName: 'shop.example.com' });
	});

	it('does not send a host again that is in progress', async () => {
		await create([itemOf(host(1))]);
		const { outputs } = await create([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ reused: true });
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 1 });
	});

	it('Retry On Fail repeats only what was refused, never what was accepted', async () => {
		await fleet.fault('errorsInside200', { remaining: 1, after: 1 });
		const items = [itemOf(host(1)), itemOf(host(2))];
		const { outputs } = await create(items, RENEW, { retryOnFail: true, maxTries: 3 });
		expect(outputs[0]).toHaveLength(2);
		expect(await automationCounts(fleet)).toMatchObject({
			'192.0.2.1:443': 1,
			'192.0.2.2:443': 1,
		});
	});

	it.each([
		['stopWorkflow', [], '1 done, 1 not done. [item 1] DigiCert refuses: The IP/Port is not known'],
		['continueRegularOutput', [2], undefined],
		['continueErrorOutput', [1, 1], undefined],
	] as const)('one good, one unknown host; On Error: %s', async (onError, sizes, message) => {
		const items = [itemOf(host(1)), itemOf(balanced(99))];
		const { outputs, error } = await create(items, RENEW, { onError });
		expect(outputs.map(({ length }) => length)).toEqual(sizes);
		if (message) {
			expect(error?.message).toContain(message);
			expect(error?.description).toMatch(/Done: \[item 0\] automationId \d+, ip 192\.0\.2\.1/);
		}
		const failed = outputs.flat().find(({ json }) => json.error);
		expect(failed?.pairedItem ?? { item: 1 }).toEqual({ item: 1 });
	});
});

describe('Automation > Get', () => {
	const get = async (more: INodeParameters = {}) =>
		await automationNode(fleet, 'get', [{}], { automationId: byId('702'), ...more });
	beforeEach(
		async () =>
			await fleet.seed({
				hosts: [host(2, { script: 'validationFailsOnce', automation: ranLongAgo(702) })],
			}),
	);

	it('gives the fields that people decide by, flat', async () => {
		const { outputs } = await get();
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			automationId: 702,
			accountId: fleet.keys.accountId,
			automationStatus: 'INSTALL_VALIDATION_FAILED',
			csrProgress: 'CSR_GENERATION_SUCCEEDED',
			certInstallProgress: 'INSTALL_VALIDATION_FAILED',
			causeOfFailure: expect.stringContaining('Post install validation'),
			solution: expect.stringContaining('Verify certificate manually'),
			isRetryApplicable: true,
			isRequestApproval: false,
			commonName: 'www-2.example.com',
		});
	});

	it('gives everything, in the words of the service, when not simplified', async () => {
		const { outputs } = await get({ simplify: false });
		const { data } = await fleet.automation.post('/automation/viewAutomationDetails', {
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			automationId: 702,
		});
		expect(jsonOf(outputs[0])[0]).toEqual({
			automationId: 702,
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			...data.data,
		});
	});
});

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

	it('walks all pages, and counts them from 1', async () => {
		expect(await getAll({ returnAll: true })).toHaveLength(530);
		const starts = (await automationCalls(fleet, 'automatedips/list')).map(
			(call) => bodyOf(call).startIndex,
		);
		expect(starts).toEqual([1, 513]);
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

describe('Lists in the form', () => {
	const context = () =>
		loadOptionsContext({
			node: new DigiCertAutomation(),
			parameters: { resource: 'automation', operation: 'get' },
			credentials: { digiCertApi: credentialOf(fleet) },
		});
	const { searchAutomations, searchParentOrders } = new DigiCertAutomation().methods.listSearch;

	it('Automation lists by name, host and status, page by page', async () => {
		const hosts = Array.from({ length: 110 }, (_, at) =>
			host(1, {
				port: 1000 + at,
				automation: { ...ranLongAgo(1000 + at), requestedOn: Date.now() },
			}),
		);
		await fleet.seed({ hosts });
		const first = await searchAutomations.call(context());
		expect(first.results).toHaveLength(100);
		expect(first.results[0]).toEqual({
			name: 'www-1.example.com · 192.0.2.1:1000 · AUTOMATION_SCHEDULED',
			value: 1000,
		});
		const second = await searchAutomations.call(
			context(),
			undefined,
			first.paginationToken as string,
		);
		expect(second.results).toHaveLength(10);
		expect(second.paginationToken).toBeUndefined();
	});

	it('Automation is searchable', async () => {
		await fleet.seed({
			hosts: [1, 2].map((at) => host(at, { script: 'failsForever', automation: ranLongAgo(at) })),
		});
		const { results } = await searchAutomations.call(context(), 'WWW-2');
		expect(results.map(({ value }) => value)).toEqual([2]);
	});

	it('Automation is searched page by page until there is a hit', async () => {
		const hosts = Array.from({ length: 120 }, (_, at) =>
			host(1, { port: 1000 + at, script: 'failsForever', automation: ranLongAgo(1000 + at) }),
		);
		await fleet.seed({ hosts });
		const { results } = await searchAutomations.call(context(), ':1110');
		expect(results.map(({ value }) => value)).toEqual([1110]);
	});

	it('say what to do when they cannot be read', async () => {
		await fleet.fault('requestLost');
		await expect(searchAutomations.call(context())).rejects.toThrow(/By ID works without/);
		await expect(searchParentOrders.call(context())).rejects.toThrow(/By ID works without/);
	});

	it('Parent Order lists issued orders', async () => {
		const id = await issuedOrder();
		await fleet.advance(600);
		const { results } = await searchParentOrders.call(context(), 'instant');
		expect(results).toEqual([{ name: `instant.example.com · ${id}`, value: id }]);
	});
});
