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
	RENEW,
	shownBy,
} from '../../support/automation';
import { byId } from '../../support/certCentral';
import { useHosts } from './hosts';

const { fleet, issuedOrder } = useHosts();

const SINGLE = 'automation/createAutomation';

const create = async (
	items: IDataObject[],
	parameters: INodeParameters = RENEW,
	options: Parameters<typeof automationNode>[4] = {},
) => {
	const brief = { ...parameters, options: { visibleWithin: 2 } };
	return await automationNode(fleet, 'create', items, brief, options);
};

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
		['stopWorkflow', [], '1 done, 1 not done. [item 1] '],
		['continueRegularOutput', [2], undefined],
		['continueErrorOutput', [1, 1], undefined],
	] as const)('one good, one unknown host; On Error: %s', async (onError, sizes, message) => {
		const items = [itemOf(host(1)), itemOf(balanced(99))];
		const { outputs, error } = await create(items, RENEW, { onError });
		expect(outputs.map(({ length }) => length)).toEqual(sizes);
		if (message) {
			expect(error?.message).toContain(message);
			expect(error?.description).toMatch(/Done: \[item 0\] 192\.0\.2\.1:443 \(automation ID \d+\)/);
		}
		const failed = outputs.flat().find(({ json }) => json.error);
		expect(failed?.pairedItem ?? { item: 1 }).toEqual({ item: 1 });
	});
});
