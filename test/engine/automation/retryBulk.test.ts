import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	automationCalls,
	automationNode,
	automationsOf,
	balanced,
	bodyOf,
	host,
	itemOf,
	jsonOf,
	LOAD_BALANCER,
	ranLongAgo,
	shownBy,
} from '../../support/automation';
import { useFleet } from '../../support/openFleet';

const RETRY = 'bulkretryautomationtask';
const failing = (number: number) => ({
	script: 'installFailsOnce' as const,
	automation: ranLongAgo(700 + number),
});
const FLEET = [
	host(1, failing(1)),
	host(2, failing(2)),
	balanced(3, failing(3)),
	host(4, { script: 'failsFinally', automation: ranLongAgo(704) }),
];
const ALL = FLEET.map(itemOf);

const fleet = useFleet(FLEET);

const retry = async (
	items: IDataObject[],
	parameters: INodeParameters = {},
	options: Parameters<typeof automationNode>[4] = {},
) =>
	await automationNode(
		fleet,
		'retryBulk',
		items,
		{ ...parameters, options: { visibleWithin: 2 } },
		options,
	);

const requestsOf = (body: IDataObject) => body.retryAutomationTaskRequests as IDataObject[];

const retriesOf = async () =>
	Object.values(await automationsOf(fleet)).map(([automation]) => automation?.retries);

describe('Automation > Retry in Bulk', () => {
	it('is not sent again after a 429 where the list shows that it was carried out', async () => {
		const match = { path: RETRY };
		await fleet.fault('refusedButDone', { remaining: 1, status: 429, match });
		const { outputs } = await retry(ALL.slice(0, 2));
		expect(await automationCalls(fleet, RETRY)).toHaveLength(1);
		expect(jsonOf(outputs[0] ?? [])).toMatchObject([{ recovered: true }, { recovered: true }]);
		expect((await retriesOf()).slice(0, 2)).toEqual([1, 1]);
	});

	it('is sent again after a 429 where nothing has changed', async () => {
		await fleet.fault('tooManyRequests', { remaining: 1, match: { path: RETRY } });
		const { outputs } = await retry(ALL.slice(0, 2));
		expect(await automationCalls(fleet, RETRY)).toHaveLength(2);
		expect(outputs[0]).toHaveLength(2);
		expect((await retriesOf()).slice(0, 2)).toEqual([1, 1]);
	});

	it('accepts what is retried, rejects what is not eligible (1028)', async () => {
		const { outputs, error } = await retry(ALL);
		expect(error).toBeUndefined();
		expect(await retriesOf()).toEqual([1, 1, 1, 0]);
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.automationId, pairedItem])).toEqual([
			[701, { item: 0 }],
			[702, { item: 1 }],
			[703, { item: 2 }],
		]);
		expect(jsonOf(outputs[0])[2]).toEqual({
			automationId: 703,
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			ip: '192.0.2.3',
			port: 443,
			domainName: null,
			managementIp: LOAD_BALANCER,
			virtualServerName: '/Common/shop-3',
			agentName: 'balancer-01',
			message: 'Successfully initiated retry.',
			whoActs: 'nobody',
			nextStep: 'Check its status.',
			retries: 1,
		});
		expect(outputs[1]).toEqual([
			{
				json: expect.objectContaining({
					automationId: 704,
					ip: '192.0.2.4',
					errorCode: '1028',
					errorField: '192.0.2.4:443',
					errorMessage: 'Automated IP/Port is not eligible for retry.',
					retryable: false,
				}),
				pairedItem: { item: 3 },
			},
		]);
	});

	it('looks the license keys up and never shows them', async () => {
		const run = await retry(ALL);
		const [call] = await automationCalls(fleet, RETRY);
		expect(
			requestsOf(bodyOf(call)).map(({ agentLicenseKey, sensorLicenseKey }) => [
				agentLicenseKey,
				sensorLicenseKey,
			]),
		).toEqual([
			[fleet.secrets.agent, undefined],
			[fleet.secrets.agent, undefined],
			[undefined, fleet.secrets.sensor],
			[fleet.secrets.agent, undefined],
		]);
		expect(shownBy(run)).not.toContain(fleet.secrets.agent);
		expect(shownBy(run)).not.toContain(fleet.secrets.sensor);
	});

	it('takes the load balancer from the list where the input does not name it', async () => {
		await retry([{ ip: '192.0.2.3', port: 443 }]);
		const [call] = await automationCalls(fleet, RETRY);
		expect(requestsOf(bodyOf(call))).toEqual([
			expect.objectContaining({
				managementIp: LOAD_BALANCER,
				virtualServerName: '/Common/shop-3',
			}),
		]);
	});

	it('finds the agent of a host that the automated-IP list does not show', async () => {
		const till = Date.now() + 300 * 86_400_000;
		await fleet.seed({ hosts: [host(5, { certificateTill: till })] });
		const { outputs } = await retry([itemOf(host(5))]);
		expect(await automationCalls(fleet, 'agentIPPortDetails')).toHaveLength(1);
		const [call] = await automationCalls(fleet, RETRY);
		expect(requestsOf(bodyOf(call))[0]?.agentLicenseKey).toBe(fleet.secrets.agent);
		expect(jsonOf(outputs[1])[0]).toMatchObject({ errorCode: '1028' });
	});

	it('takes keys from the form and asks for none, and they are in no text', async () => {
		const agentLicenseKey = fleet.secrets.agent;
		const run = await retry([ALL[0] ?? {}], { agentLicenseKey });
		expect(await automationCalls(fleet, 'agent/list')).toHaveLength(0);
		expect(run.outputs[0]).toHaveLength(1);
		expect(shownBy(run)).not.toContain(agentLicenseKey);
	});

	it('a host of no agent or sensor is refused, and in Stop mode nothing is sent', async () => {
		const items = [ALL[0] ?? {}, itemOf(host(99))];
		const stopped = await retry(items);
		expect(stopped.error?.message).toContain(
			"DigiCert's lists name no agent or sensor for 192.0.2.99:443",
		);
		expect(await automationCalls(fleet, RETRY)).toHaveLength(0);
		const goesOn = await retry(items, {}, { onError: 'continueRegularOutput' });
		expect(goesOn.outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(goesOn.outputs[1]?.[0]?.pairedItem).toEqual({ item: 1 });
	});

	it('a lost answer is never repeated: what moved on is recovered', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: { path: RETRY } });
		const { outputs } = await retry(ALL.slice(0, 2));
		expect(await automationCalls(fleet, RETRY)).toHaveLength(1);
		expect(jsonOf(outputs[0])).toEqual([
			expect.objectContaining({ automationId: 701, recovered: true }),
			expect.objectContaining({ automationId: 702, recovered: true }),
		]);
		expect(await retriesOf()).toEqual([1, 1, 0, 0]);
	});

	it('what has not moved after a lost answer is unclear, with its automation ID', async () => {
		await fleet.fault('requestLost', { remaining: 1, match: { path: RETRY } });
		const { outputs } = await retry(ALL.slice(0, 1));
		expect(await automationCalls(fleet, RETRY)).toHaveLength(1);
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			automationId: 701,
			unclear: true,
			nextStep: expect.stringContaining('before retrying it again'),
		});
	});

	describe('counts its retries on the item', () => {
		const failed = (retries?: unknown): IDataObject => ({
			...itemOf(host(1)),
			automationId: 701,
			...(retries === undefined ? {} : { retries: retries as number }),
			causeOfFailure: 'The port is closed',
		});

		it('one more at each retry that may have begun', async () => {
			const { outputs } = await retry([failed(2), { ...itemOf(host(4)), retries: '1' }]);
			expect(jsonOf(outputs[0])).toMatchObject([{ automationId: 701, retries: 3 }]);
			expect(jsonOf(outputs[1])).toMatchObject([{ errorCode: '1028', retries: 1 }]);
		});

		it('at Most Retries it leaves by Rejected, with its cause, and nothing is sent', async () => {
			const { outputs, error } = await retry([failed(3), itemOf(host(2))]);
			expect(error).toBeUndefined();
			expect(await retriesOf()).toEqual([0, 1, 0, 0]);
			expect(outputs[1]).toEqual([
				{
					json: expect.objectContaining({
						...{ automationId: 701, accountId: fleet.keys.accountId, ip: '192.0.2.1', port: 443 },
						errorCode: 'most retries',
						causeOfFailure: 'The port is closed',
						retryable: false,
						whoActs: 'certificate manager',
						retries: 3,
					}),
					pairedItem: { item: 0 },
				},
			]);
		});

		it('at Most Retries an ID of many digits keeps them all', async () => {
			const automationId = '9007199254740993';
			const { outputs } = await retry([{ ...failed(3), automationId }]);
			expect(jsonOf(outputs[1])).toMatchObject([{ automationId }]);
		});

		it('nothing is asked of the service where all have been retried so often', async () => {
			const { outputs } = await retry([failed(3)]);
			expect(jsonOf(outputs[1])).toHaveLength(1);
			expect(await automationCalls(fleet)).toEqual([]);
		});

		it('Check Status carries the count on to the next retry', async () => {
			const { outputs } = await automationNode(fleet, 'checkStatus', [failed(1)]);
			expect(jsonOf(outputs[3])).toMatchObject([{ automationId: 701, retries: 1 }]);
		});

		it('an item that stands for a list of hosts counts nothing', async () => {
			const hosts = { host: [itemOf(host(1)), itemOf(host(2))] } as INodeParameters;
			const { outputs } = await retry([{ retries: 7 }], { hostSource: 'list', hosts });
			expect(jsonOf(outputs[0]).map(({ retries }) => retries)).toEqual([1, 1]);
		});
	});

	describe('refused as a whole (account of somebody else)', () => {
		const foreign = () => ({ accountId: '99', agentLicenseKey: fleet.secrets.agent });

		it('On Error: Stop', async () => {
			const { error } = await retry(ALL.slice(0, 2), foreign());
			expect(error?.message).toBe(
				'0 done, 2 not done. [items 0-1] 192.0.2.1:443 and 1 more: DigiCert refuses: The account does not exist (accountId)',
			);
		});

		it('running the same again is not called safe: it would retry what failed again', async () => {
			const { error } = await retry(ALL.slice(0, 2), foreign());
			expect(error?.description).not.toContain('is safe');
		});

		it('no text quotes a key from the form', async () => {
			const agentLicenseKey = fleet.secrets.agent;
			const { error } = await retry(ALL.slice(0, 1), { ...foreign(), agentLicenseKey });
			expect(`${error?.message} ${error?.description}`).not.toContain(agentLicenseKey);
		});

		it.each([
			['continueRegularOutput', [0, 2]],
			['continueErrorOutput', [0, 0, 2]],
		] as const)('On Error: %s', async (onError, sizes) => {
			const run = await retry(ALL.slice(0, 2), foreign(), { onError });
			expect(run.outputs.map((items) => items.length)).toEqual(sizes);
			expect(run.outputs.at(-1)?.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
			]);
		});
	});
});
