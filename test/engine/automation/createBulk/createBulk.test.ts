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
} from '../../../support/automation';
import { useFleet } from '../../../support/openFleet';

const BULK = 'createAutomation/bulk';
const FLEET = [host(1), host(2), balanced(3), host(4, { script: 'ineligible' })];
const GOOD = FLEET.slice(0, 3).map(itemOf);

const fleet = useFleet(FLEET);

const bulk = async (
	items: IDataObject[],
	parameters: INodeParameters = {},
	options: Parameters<typeof automationNode>[4] = {},
) => {
	// Nobody waits a minute for what a test has lost.
	const more = { visibleWithin: 2, ...(parameters.options as INodeParameters) };
	const all = { ...RENEW, ...parameters, options: more };
	return await automationNode(fleet, 'createBulk', items, all, options);
};

const named = async (count: number) => await fleet.fault('bulkCountMismatch', { remaining: count });

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
			error: "'IP Address' of entry 2 must be an IPv4 or IPv6 address",
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
		expect(await automationCalls(fleet, 'automatedips/list')).toHaveLength(1);
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

describe('A host is not sent again', () => {
	it('while its automation is in progress', async () => {
		await bulk(GOOD.slice(0, 1));
		await fleet.advance(60);
		const { outputs } = await bulk(GOOD.slice(0, 2));
		expect(await automationCounts(fleet)).toMatchObject({
			'192.0.2.1:443': 1,
			'192.0.2.2:443': 1,
		});
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			reused: true,
			automationStatus: 'AUTOMATION_SCHEDULED',
			nextStep: expect.stringContaining('It was not sent again'),
		});
		expect(jsonOf(outputs[0])[1]).not.toHaveProperty('reused');
	});

	it('while an automation that another process requested is in progress', async () => {
		const automation = { automationId: 77, requestedOn: Date.now() };
		await fleet.seed({ hosts: [host(1, { automation })] });
		const { outputs } = await bulk([itemOf(host(1))], { options: { duplicateWindow: 0 } });
		expect(jsonOf(outputs[0])[0]).toMatchObject({ reused: true, automationId: 77 });
		expect(await automationCalls(fleet, BULK)).toHaveLength(0);
	});

	it('while an automation waits for somebody', async () => {
		const hosts = [host(1, { script: 'needsAction', automation: ranLongAgo(77) })];
		await fleet.seed({ hosts });
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			reused: true,
			automationStatus: 'ACTION_REQUIRED',
		});
	});

	it('when another process requested it within Duplicate Window, as its details say', async () => {
		const requestedOn = Date.now() - 3 * 3_600_000;
		await fleet.seed({
			hosts: [host(1, { script: 'failsForever', automation: { automationId: 77, requestedOn } })],
		});
		const reused = await bulk([itemOf(host(1))]);
		expect(jsonOf(reused.outputs[0])[0]).toMatchObject({ reused: true, automationId: 77 });
		expect(await automationCalls(fleet, BULK)).toHaveLength(0);
		const anew = await bulk([itemOf(host(1))], { options: { duplicateWindow: 2 } });
		expect(jsonOf(anew.outputs[0])[0]).not.toHaveProperty('reused');
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2 });
	});

	it('but is when its last automation is older', async () => {
		await fleet.seed({ hosts: [host(1, { automation: ranLongAgo(77) })] });
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).not.toHaveProperty('reused');
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2 });
	});

	it('when it has gone from the list, because it is done', async () => {
		await bulk([itemOf(host(1))]);
		await fleet.advance(3600);
		const list = await automationNode(fleet, 'getAll', [{}], { returnAll: true });
		expect(jsonOf(list.outputs[0]).map(({ ip }) => ip)).not.toContain('192.0.2.1');
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ reused: true });
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 1 });
	});

	it('by two executions that start at the same moment', async () => {
		const runs = await Promise.all([bulk(GOOD), bulk(GOOD), bulk(GOOD)]);
		expect(await automationCounts(fleet)).toMatchObject({
			'192.0.2.1:443': 1,
			'192.0.2.2:443': 1,
			'192.0.2.3:443': 1,
		});
		for (const { outputs } of runs) expect(outputs[0]).toHaveLength(3);
	});

	it('by two executions at the same moment, with Duplicate Window 0 too', async () => {
		await fleet.fault('automationIdLate', { delayMs: 3000 });
		const anyTime = { options: { duplicateWindow: 0 } };
		const runs = await Promise.all([bulk(GOOD, anyTime), bulk(GOOD, anyTime)]);
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 0]);
		const items = runs.flatMap(({ outputs }) => jsonOf(outputs[0]));
		expect(items.filter(({ reused }) => reused)).toHaveLength(3);
	});

	it('but is when Duplicate Window is 0 and nothing is in progress', async () => {
		await fleet.seed({ hosts: [host(1, { script: 'failsFinally' })] });
		await bulk([itemOf(host(1))]);
		await fleet.advance(3600);
		await bulk([itemOf(host(1))], { options: { duplicateWindow: 0 } });
		expect(await automationCounts(fleet)).toEqual({ '192.0.2.1:443': 2 });
	});

	it('but is when the service had refused it', async () => {
		await fleet.fault('errorsInside200', { remaining: 1 });
		await bulk([itemOf(host(1))]);
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).not.toHaveProperty('reused');
		expect(await automationCounts(fleet)).toMatchObject({ '192.0.2.1:443': 1 });
	});
});

describe('After a lost answer', () => {
	const LOST = [
		'connectionCut',
		'badGateway',
		'gatewayTimeout',
		'internalError',
		'emptyBody',
		'htmlBody',
		'truncatedJson',
	] as const;

	it.each(LOST)('(%s) the list shows what was accepted: no host is bought twice', async (fault) => {
		await fleet.fault(fault, { remaining: 1, match: { path: BULK } });
		const { outputs, error } = await bulk(GOOD);
		expect(error).toBeUndefined();
		expect(jsonOf(outputs[0])).toEqual([
			expect.objectContaining({ ip: '192.0.2.1', recovered: true }),
			expect.objectContaining({ ip: '192.0.2.2', recovered: true }),
			expect.objectContaining({ ip: '192.0.2.3', recovered: true }),
		]);
		expect(jsonOf(outputs[0]).every(({ automationId }) => Number(automationId) > 0)).toBe(true);
		expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		await bulk(GOOD);
		await fleet.advance(3600);
		const { data } = await fleet.sandbox.get('/books');
		expect(data.digicert.paidOrders).toBe(3);
	});

	it.each(['requestLost', 'unavailable'] as const)(
		'(%s) a host that the list does not show is unclear, and not sent again',
		async (fault) => {
			await fleet.fault(fault, { remaining: 1, match: { path: BULK } });
			const { outputs } = await bulk(GOOD.slice(0, 1));
			expect(jsonOf(outputs[0])[0]).toMatchObject({
				unclear: true,
				automationId: null,
				nextStep: expect.stringContaining('Check the status of this host'),
			});
			expect(outputs[1]).toEqual([]);
			expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		},
	);

	it('an automation that shows late is not bought by the second run either', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: { path: BULK } });
		await fleet.fault('automationIdLate', { delayMs: 60_000 });
		const first = await bulk(GOOD);
		expect(jsonOf(first.outputs[0]).every(({ unclear }) => unclear === true)).toBe(true);
		const second = await bulk(GOOD);
		for (const item of jsonOf(second.outputs[0])) {
			expect(item).toMatchObject({
				reused: true,
				unclear: true,
				nextStep: expect.stringContaining('Check the status of this host'),
			});
		}
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 0]);
	});

	it('the list is read again for as long as Visible Within says', async () => {
		await fleet.fault('connectionCut', { remaining: 1, match: { path: BULK } });
		await fleet.fault('automationIdLate', { delayMs: 3000 });
		const { outputs } = await bulk(GOOD, { options: { visibleWithin: 8 } });
		expect(jsonOf(outputs[0]).map(({ recovered }) => recovered)).toEqual([true, true, true]);
	});

	it('an unclear host is no done one in the error of Stop mode', async () => {
		await fleet.fault('requestLost', { remaining: 1, match: { path: BULK } });
		await fleet.fault('errorsInside200', { remaining: 1 });
		const action = '={{ $json.ip === "192.0.2.1" ? "ENROLL" : "RENEW" }}';
		const { error } = await bulk(GOOD.slice(0, 2), { automationActionType: action });
		expect(error?.description).toContain('Unclear: [item 0] ip 192.0.2.1, port 443');
		expect(error?.description).toContain('Not done: [item 1]');
	});

	it('a failed automation that has not moved does not count as the new one', async () => {
		await fleet.seed({
			hosts: [host(1, { script: 'failsForever', automation: ranLongAgo(77) })],
		});
		await fleet.fault('requestLost', { remaining: 1, match: { path: BULK } });
		const { outputs } = await bulk([itemOf(host(1))]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ unclear: true, automationId: null });
	});

	it('a count that does not fit makes nobody rejected, and the list decides', async () => {
		await named(1);
		const { outputs } = await bulk(GOOD);
		expect(outputs[1]).toEqual([]);
		expect(jsonOf(outputs[0]).every(({ recovered }) => recovered === true)).toBe(true);
		await fleet.seed({ hosts: FLEET.map((one) => ({ ...one, port: 8443 })) });
		await named(1);
		await fleet.fault('automationIdLate', { delayMs: 60_000 });
		const late = await bulk(GOOD.map((item) => ({ ...item, port: 8443 })));
		expect(jsonOf(late.outputs[0]).every(({ unclear }) => unclear === true)).toBe(true);
	});

	it('three times in a row the run ends: the rest is not tried', async () => {
		await fleet.fault('requestLost', { match: { path: BULK } });
		await fleet.seed({ hosts: Array.from({ length: 5 }, (_, at) => host(at + 1)) });
		const items = Array.from({ length: 5 }, (_, at) => itemOf(host(at + 1)));
		const acmeProfileName = '={{ $json.ip }}';
		const { outputs } = await bulk(
			items,
			{ additionalFields: { acmeProfileName } },
			{ onError: 'continueRegularOutput' },
		);
		expect(await automationCalls(fleet, BULK)).toHaveLength(3);
		expect(outputs[0]).toHaveLength(3);
		expect(jsonOf(outputs[1])).toEqual([
			expect.objectContaining({ error: expect.stringContaining('Not tried') }),
			expect.objectContaining({ error: expect.stringContaining('Not tried') }),
		]);
	});

	it('of the list before, nothing is sent at all', async () => {
		await fleet.fault('requestLost', { match: { path: 'automatedips' } });
		const { error } = await bulk(GOOD);
		expect(error?.message).toContain('No answer');
		expect(await automationCalls(fleet, BULK)).toHaveLength(0);
	});

	it('of the list afterwards, the accepted hosts are told nevertheless', async () => {
		await fleet.fault('requestLost', { after: 1, match: { path: 'automatedips' } });
		const { outputs } = await bulk(GOOD);
		expect(jsonOf(outputs[0]).map(({ ip, automationId }) => [ip, automationId])).toEqual([
			['192.0.2.1', null],
			['192.0.2.2', null],
			['192.0.2.3', null],
		]);
	});
});

describe('An error inside the 200 answer concerns every host of the call', () => {
	const words = 'DigiCert refuses: No installationType specified for automation (installationType)';
	beforeEach(async () => await fleet.fault('errorsInside200', { remaining: 1 }));

	it('On Error: Stop names the words, the hosts and what to run again', async () => {
		const { error, outputs } = await bulk(GOOD);
		expect(outputs).toEqual([]);
		expect(error?.message).toBe(`0 done, 3 not done. [item 0] ${words}`);
		expect(error?.description).toContain('ip 192.0.2.2, port 443');
		expect(error?.description).toContain('run only those that are not');
	});

	it('On Error: Continue gives each host an item on Rejected', async () => {
		const { outputs } = await bulk(GOOD, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[words, { item: 0 }],
			[words, { item: 1 }],
			[words, { item: 2 }],
		]);
		expect(jsonOf(outputs[1])[0]?.details).toMatchObject({
			ids: { ip: '192.0.2.1', port: 443 },
			code: '1004',
			retryable: false,
		});
	});

	it('On Error: Continue (using error output) sends them to the Error output', async () => {
		const { outputs } = await bulk(GOOD, {}, { onError: 'continueErrorOutput' });
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toEqual([]);
		expect(outputs[2]?.map(({ json }) => json.error)).toEqual([words, words, words]);
	});
});

describe('Stop', () => {
	it('of the execution that asks for the user of the key does not stop another', async () => {
		await fleet.fault('slowAnswer', { delayMs: 2000, remaining: 1, match: { path: '/user/me' } });
		const [, other] = await Promise.all([
			bulk(GOOD.slice(0, 1), {}, { cancelAfter: 700 }),
			bulk(GOOD.slice(1, 2)),
		]);
		expect(other.error).toBeUndefined();
		expect(jsonOf(other.outputs[0]).map(({ ip }) => ip)).toEqual(['192.0.2.2']);
	});

	it('before a host was sent leaves it free for the next run', async () => {
		await fleet.fault('tooManyRequests', { remaining: 1, match: { path: BULK } });
		await fleet.fault('retryAfterSeconds', { seconds: 3 });
		await bulk(GOOD, {}, { cancelAfter: 1500 });
		expect(Object.values(await automationCounts(fleet))).toEqual([0, 0, 0, 0]);
		const { outputs } = await bulk(GOOD);
		expect(jsonOf(outputs[0]).some(({ reused }) => reused)).toBe(false);
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 0]);
	});

	it('ends a call under way at once; the same run again buys nothing and knows the hosts', async () => {
		await fleet.fault('slowAnswer', { delayMs: 5000, remaining: 1, match: { path: BULK } });
		const started = Date.now();
		await bulk(GOOD, {}, { cancelAfter: 1000 });
		expect(await automationCalls(fleet, BULK)).toHaveLength(1);
		expect(Date.now() - started).toBeLessThan(2000);
		const { outputs } = await bulk(GOOD);
		expect(jsonOf(outputs[0]).map(({ reused, automationId }) => [reused, automationId])).toEqual(
			Object.values(await automationsOf(fleet))
				.slice(0, 3)
				.map(([booked]) => [true, booked?.automationId]),
		);
	});
});

it('In Stop mode one refused call does not hide what others accepted or rejected', async () => {
	await fleet.fault('errorsInside200', { remaining: 1, after: 1 });
	const action = '={{ $json.ip === "192.0.2.1" ? "ENROLL" : "RENEW" }}';
	const items = [itemOf(host(4)), itemOf(host(2)), itemOf(host(1))];
	const { error } = await bulk(items, { automationActionType: action });
	const { '192.0.2.2:443': booked } = await automationsOf(fleet);
	expect(error?.message).toContain('2 done, 1 not done.');
	expect(error?.description).toContain(
		`Done: [item 1] automationId ${booked?.[0]?.automationId}, ip 192.0.2.2, port 443`,
	);
	expect(error?.description).toContain('Rejected: [item 0] ip 192.0.2.4, port 443');
	expect(error?.description).toContain('Not done: [item 2] DigiCert refuses');
});

it('Called by an AI agent it refuses, because it spends money', async () => {
	const { error } = await bulk(GOOD, {}, { type: 'digiCertAutomationTool' });
	expect(error?.message).toContain('an AI agent may not call it');
	expect(await automationCalls(fleet)).toHaveLength(0);
});
