import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	automationCalls,
	automationsOf,
	bodyOf,
	host,
	itemOf,
	jsonOf,
} from '../../../support/automation';
import { BULK, FLEET, GOOD, useBulk } from './bulk';

const { fleet, bulk } = useBulk();

describe('Automation > Create in Bulk', () => {
	it('sends hosts of equal settings in one call and gives one item for each', async () => {
		const { outputs } = await bulk(GOOD);
		const [accepted, rejected] = outputs;
		const booked = await automationsOf(fleet);
		expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		expect(rejected).toEqual([]);
		expect(accepted?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(jsonOf(accepted)[2]).toEqual({
			automationId: booked['192.0.2.3:443']?.[0]?.automationId,
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			ip: '192.0.2.3',
			port: 443,
			domainName: null,
			managementIp: '203.0.113.10',
			virtualServerName: '/Common/shop-3',
			agentName: 'balancer-01',
			automationStatus: 'AUTOMATION_SCHEDULED',
			message:
				'Successfully initiated RENEW for 3 IP/Port(s), progress will be updated against individual IP/Ports',
			whoActs: 'nobody',
			nextStep: 'Check its status.',
		});
	});

	it('rejects only what the answer names, without an error', async () => {
		const { outputs, error } = await bulk(FLEET.map(itemOf));
		expect(error).toBeUndefined();
		expect(jsonOf(outputs[0]).map(({ ip }) => ip)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
		expect(outputs[1]).toEqual([
			{
				json: expect.objectContaining({
					ip: '192.0.2.4',
					port: 443,
					agentName: 'agent-01',
					errorMessage: 'DigiCert names this IP/Port as ineligible',
					retryable: false,
					whoActs: 'certificate manager',
				}),
				pairedItem: { item: 3 },
			},
		]);
	});

	it('takes the hosts of a list, one item for each, linked to the input', async () => {
		const hosts = { host: FLEET.slice(0, 2).map(itemOf) };
		const { outputs } = await bulk([{}], { hostSource: 'list', hosts } as INodeParameters);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.ip, pairedItem])).toEqual([
			['192.0.2.1', { item: 0 }],
			['192.0.2.2', { item: 0 }],
		]);
	});

	it('does not let a bad host of a list keep back the others, where the run goes on', async () => {
		const hosts = { host: [itemOf(host(1)), { ip: '192.0.2.300', port: 443 }] };
		const list = { hostSource: 'list', hosts } as INodeParameters;
		const { outputs } = await bulk([{}], list, { onError: 'continueRegularOutput' });
		expect(jsonOf(outputs[0]).map(({ ip }) => ip)).toEqual(['192.0.2.1']);
		expect(jsonOf(outputs[1])[0]).toMatchObject({
			error: "host 2: 'IP Address' must be an IPv4 or IPv6 address",
		});
		const stopped = await bulk([{}], list);
		expect(stopped.error?.message).toContain('nothing was sent');
	});

	it('keeps the input fields beside the result when asked to', async () => {
		const item = { ...itemOf(host(1)), owner: 'web team' };
		const { outputs } = await bulk([item], { options: { includeInputFields: true } });
		expect(jsonOf(outputs[0])[0]).toMatchObject({ owner: 'web team', ip: '192.0.2.1' });
	});

	it('leaves the automation ID out when nobody wants it looked up', async () => {
		const { outputs } = await bulk([itemOf(host(1))], { options: { resolveAutomationIds: false } });
		expect(jsonOf(outputs[0])[0]?.automationId).toBeNull();
		// One page, and the look behind it: the list tells no total.
		expect(await automationCalls(fleet, 'automatedips/list')).toHaveLength(2);
	});

	it('sends different settings in different calls', async () => {
		const action = '={{ $json.ip === "192.0.2.1" ? "ENROLL" : "RENEW" }}';
		await bulk(GOOD, { automationActionType: action });
		const bodies = (await automationCalls(fleet, BULK)).map(bodyOf);
		expect(
			bodies.map(({ automationActionType, ipPortsToAutomate }) => [
				automationActionType,
				(ipPortsToAutomate as IDataObject[]).map(({ ip }) => ip),
			]),
		).toEqual([
			['ENROLL', ['192.0.2.1']],
			['RENEW', ['192.0.2.2', '192.0.2.3']],
		]);
	});

	it('sends names that share ip:port in different calls', async () => {
		const names = ['a.example.com', 'b.example.com'];
		await fleet.seed({
			hosts: names.map((name) => host(9, { commonName: name, domainName: name })),
		});
		const { outputs } = await bulk(names.map((domainName) => ({ ...itemOf(host(9)), domainName })));
		expect(await automationCalls(fleet, BULK)).toHaveLength(2);
		const booked = await automationsOf(fleet);
		expect(jsonOf(outputs[0]).map(({ automationId }) => automationId)).toEqual(
			names.map((name) => booked[`192.0.2.9:443 ${name}`]?.[0]?.automationId),
		);
	});

	it('sends 500 hosts a call', async () => {
		const many = Array.from({ length: 501 }, (_, at) => host(1, { port: 1000 + at }));
		await fleet.seed({ hosts: many });
		const { outputs } = await bulk(many.map(itemOf));
		const sizes = (await automationCalls(fleet, BULK)).map(
			(call) => (bodyOf(call).ipPortsToAutomate as unknown[]).length,
		);
		expect(sizes).toEqual([500, 1]);
		expect(outputs[0]).toHaveLength(501);
		expect(jsonOf(outputs[0]).every(({ automationId }) => automationId !== null)).toBe(true);
	});

	it('takes account and division from parameter, credential or the user of the key', async () => {
		const { accountId, divisionId } = fleet.keys;
		const given = await bulk([itemOf(host(1))], {
			accountId: String(accountId),
			divisionId: String(divisionId + 1),
		});
		expect(jsonOf(given.outputs[0])[0]).toMatchObject({ accountId, divisionId: divisionId + 1 });
		const { data } = await fleet.sandbox.get('/calls');
		const askedUser = () =>
			(data.calls as Array<{ path: string }>).filter(({ path }) => path.endsWith('/user/me'));
		expect(askedUser()).toHaveLength(0);
		const asked = await bulk([itemOf(host(2))]);
		expect(jsonOf(asked.outputs[0])[0]).toMatchObject({ accountId, divisionId });
	});
});

it('Called by an AI agent it refuses, because it spends money', async () => {
	const { error } = await bulk(GOOD, {}, { type: 'digiCertAutomationTool' });
	expect(error?.message).toContain('an AI agent may not call it');
	expect(await automationCalls(fleet)).toHaveLength(0);
});
