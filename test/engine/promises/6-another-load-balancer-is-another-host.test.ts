import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../../support/automation';
import { BULK, initiated, LIST, listed, Refusal, rows, useDesk } from '../../support/desk';
import { skip } from '../../support/monotonicClock';

/** Promises 1 and 6: what the list shows of another server, or no longer shows, proves nothing. */

const desk = useDesk();
afterEach(() => jest.restoreAllMocks());

const AGENTS = 'agent/list';
const RETRY = 'bulkretryautomationtask';
const HOST = {
	ip: '192.0.2.1',
	port: 443,
	accountId: 1,
	divisionId: 2,
	managementIp: '203.0.113.2',
	virtualServerName: '/Common/b',
};
const OF_A = { managementIp: '203.0.113.1', alias: '/Common/a', agentName: 'lb-a' };
const OF_B = { managementIp: '203.0.113.2', alias: '/Common/b', agentName: 'lb-b' };
const UNCLEAR = { unclear: true, automationId: null };
const FAILED = { automationStatus: 'INSTALL_FAILED' };

const agent = (name: string, last: number) => ({
	agentId: last,
	agentName: `lb-${name}`,
	type: 'Agentless',
	sensorLicenseKey: `SENSOR-${name}-KEY`,
	managementIp: `203.0.113.${last}`,
});
const agents = { error: null, data: { agentList: [agent('a', 1), agent('b', 2)] } };
const retried = {
	error: null,
	data: {
		message: '1 of 1 automations submitted for retry.',
		retryMessages: { '192.0.2.1:443': 'Successfully initiated retry.' },
		failedRetries: {},
		errors: [],
	},
};

const options = { onError: 'continueRegularOutput' as const };
const form = { options: { visibleWithin: 1 } };
const create = async (item: IDataObject = HOST) =>
	(await desk.run('createBulk', [item], form, options)).outputs;

/** The list as it is before and after the paid call. */
function moves(before: IDataObject[], after: IDataObject[], answer: unknown = initiated(1)) {
	let isSent = false;
	desk.answers({
		[LIST]: () => rows(...(isSent ? after : before)),
		[BULK]: () => {
			isSent = true;
			return answer;
		},
	});
}

describe('A host behind another virtual server', () => {
	test('is sent, whatever the one beside it waits for', async () => {
		moves([listed(OF_A)], [listed(OF_A)]);
		await create();
		expect(desk.sends(BULK)).toBe(1);
	});

	test('does not get the automation of the one beside it', async () => {
		moves([], [listed({ ...OF_A, automationId: 9 })]);
		const [accepted] = await create();
		expect(jsonOf(accepted)[0]).toMatchObject({ automationId: null });
	});

	test('that is accepted does not get the automation of another load balancer', async () => {
		moves([], [listed({ ...OF_A, alias: undefined, automationId: 9 })]);
		const [accepted] = await create();
		expect(jsonOf(accepted)).toMatchObject([{ automationId: null }]);
	});

	test('is not told as recovered by a row of another load balancer', async () => {
		moves([], [listed({ ...OF_A, alias: undefined, automationId: 9 })], {
			error: null,
			data: null,
		});
		const [told] = await create();
		expect(jsonOf(told)).toMatchObject([UNCLEAR]);
	});
});

describe('A row that names its load balancer by a host name', () => {
	const BY_NAME = listed({
		...OF_A,
		...FAILED,
		automationId: 78,
		managementIp: 'lb-a.example.com',
	});
	const OWN = listed({ ...OF_B, ...FAILED, automationId: 77 });

	test('gives no key and no server beside the one at the address itself', async () => {
		desk.answers({ [LIST]: rows(BY_NAME, OWN), [AGENTS]: agents, [RETRY]: retried });
		await desk.run('retryBulk', [{ ...HOST, virtualServerName: undefined }], form, options);
		const sent = JSON.stringify(desk.bodiesOf(RETRY));
		expect(sent).toContain('SENSOR-b-KEY');
		expect(sent).not.toMatch(/SENSOR-a-KEY|Common\/a/);
	});

	test('does not tell of a lost call that it was carried out', async () => {
		const done = {
			...OWN,
			automationStatus: 'SUCCESFULLY_RENEWED',
			requestedOn: 1_600_000_000_000,
		};
		moves([done], [done, { ...BY_NAME, automationStatus: 'AUTOMATION_SCHEDULED' }], {
			error: null,
			data: null,
		});
		const [told] = await create({ ...HOST, virtualServerName: undefined });
		expect(jsonOf(told)).toMatchObject([UNCLEAR]);
	});
});

describe('What may be one virtual server is bought once', () => {
	const at = (virtualServerName?: string) => ({ ...HOST, virtualServerName });
	const pairs = [
		['/Common/shop', 'shop'],
		['/Tenant/shop', 'shop'],
		[undefined, 'shop'],
	];

	test.each(pairs)('%s and %s in one run', async (one, other) => {
		moves([], []);
		const { outputs } = await desk.run('createBulk', [at(one), at(other)], form, options);
		expect(desk.sends(BULK)).toBe(1);
		expect(JSON.stringify(outputs)).toMatch(/in this run/);
	});

	test.each(pairs)('%s and %s in two runs, while the list shows nothing', async (one, other) => {
		moves([], []);
		await create(at(one));
		const [held] = await create(at(other));
		expect(desk.sends(BULK)).toBe(1);
		expect(jsonOf(held)).toMatchObject([{ reused: true }]);
	});

	test.each([
		['/Common/a', '/Common/b'],
		['/T1/app/serviceMain', '/T2/app/serviceMain'],
		['/Common/shop', '/Tenant/shop'],
	])('%s and %s are two', async (one, other) => {
		moves([], []);
		await create(at(one));
		await create(at(other));
		expect(desk.sends(BULK)).toBe(2);
	});

	test('the refusal names what the two differ in', async () => {
		moves([], []);
		const named = { ...at(), domainName: 'WWW.example.com' };
		const served = { ...at('shop'), domainName: 'www.example.com' };
		const { outputs } = await desk.run('createBulk', [named, served], form, options);
		expect(JSON.stringify(outputs)).toContain("with and without 'Virtual Server Name'");
	});
});

describe('A retry', () => {
	const retry = async (host: IDataObject) => {
		await desk.run('retryBulk', [host], form, options);
		return desk.bodiesOf(RETRY);
	};

	test('takes the key of its own load balancer', async () => {
		desk.answers({
			[LIST]: rows(listed({ ...OF_A, ...FAILED })),
			[AGENTS]: agents,
			[RETRY]: retried,
		});
		expect(JSON.stringify(await retry(HOST))).toContain('SENSOR-b-KEY');
		expect(JSON.stringify(desk.bodiesOf(RETRY))).not.toContain('SENSOR-a-KEY');
	});

	test('takes nothing from the row of another one, where it names no virtual server', async () => {
		desk.answers({
			[LIST]: rows(listed({ ...OF_A, ...FAILED })),
			[AGENTS]: agents,
			[RETRY]: retried,
		});
		const sent = JSON.stringify(await retry({ ...HOST, virtualServerName: undefined }));
		expect(sent).toContain('SENSOR-b-KEY');
		expect(sent).not.toMatch(/SENSOR-a-KEY|Common/);
	});

	test('gets no key of an agent of another one, which serves the same address', async () => {
		desk.answers({
			[LIST]: rows(listed({ ...OF_A, ...FAILED })),
			[AGENTS]: { error: null, data: { agentList: [agent('a', 1)] } },
			'agent/agentIPPortDetails': {
				error: null,
				data: [{ automatedIp: '192.0.2.1', automatedPort: 443 }],
			},
			[RETRY]: retried,
		});
		expect(await retry({ ...HOST, virtualServerName: undefined })).toEqual([]);
	});

	test('tells nothing of another one that the next retry would act by', async () => {
		desk.answers({ [LIST]: rows(listed({ ...OF_A, ...FAILED })), [RETRY]: retried });
		const { outputs } = await desk.run(
			'retryBulk',
			[{ ...HOST, virtualServerName: undefined }],
			{ ...form, sensorLicenseKey: 'KEY' },
			options,
		);
		expect(jsonOf(outputs[0])).toMatchObject([
			{ automationId: null, virtualServerName: null, agentName: null },
		]);
	});

	const begin = { ...OF_A, ...FAILED, alias: undefined };
	test.each<[string, IDataObject[], IDataObject]>([
		['was not there before', [], { ...OF_B, ...FAILED }],
		['is of another load balancer', [begin], { ...begin, automationStatus: 'INSTALL_PENDING' }],
	])('that the limit refused is not told as begun by a row that %s', async (_what, before, row) => {
		let calls = 0;
		desk.answers({
			[LIST]: () => rows(...(calls > 0 ? [listed(row)] : before.map(listed))),
			[RETRY]: () => {
				calls++;
				return calls === 1 ? new Refusal(429) : retried;
			},
		});
		const { outputs } = await desk.run(
			'retryBulk',
			[HOST],
			{ ...form, sensorLicenseKey: 'KEY' },
			options,
		);
		expect(calls).toBe(2);
		expect(jsonOf(outputs[0])[0]).not.toHaveProperty('recovered');
	});

	test('that the limit refused was made where its own automation has moved on', async () => {
		let calls = 0;
		const row = (automationStatus: string) =>
			rows(listed({ certificateCn: '*.example.com', automationStatus }));
		desk.answers({
			[LIST]: () => row(calls > 0 ? 'INSTALL_IN_PROGRESS' : 'INSTALL_FAILED'),
			[RETRY]: () => {
				calls++;
				return new Refusal(429);
			},
		});
		const host = { ip: '192.0.2.1', port: 443, accountId: 1, divisionId: 2 };
		const { outputs } = await desk.run(
			'retryBulk',
			[{ ...host, domainName: 'a.example.com' }],
			{ ...form, agentLicenseKey: 'KEY' },
			options,
		);
		expect(calls).toBe(1);
		expect(jsonOf(outputs[0])).toMatchObject([{ recovered: true, automationId: 77 }]);
	});

	test('that the limit refused was not made by that of the name beside it', async () => {
		let calls = 0;
		const named = { certificateCn: 'a.example.com', domainName: 'a.example.com', ...FAILED };
		const after = { ...named, automationStatus: 'INSTALL_IN_PROGRESS' };
		desk.answers({
			[LIST]: () => rows(listed(calls > 0 ? after : named)),
			[RETRY]: () => {
				calls++;
				return calls === 1 ? new Refusal(429) : retried;
			},
		});
		const host = { ip: '192.0.2.1', port: 443, accountId: 1, divisionId: 2 };
		const { outputs } = await desk.run(
			'retryBulk',
			[host, { ...host, domainName: 'a.example.com' }],
			{ ...form, agentLicenseKey: 'KEY' },
			options,
		);
		const told = outputs.flatMap((items) => jsonOf(items));
		expect(told.map(({ recovered }) => recovered)).toEqual([undefined, true]);
	});

	test('is not told as begun by an automation that was not listed before', async () => {
		let isSent = false;
		desk.answers({
			[LIST]: () => rows(...(isSent ? [listed({ ...OF_B, ...FAILED })] : [])),
			[AGENTS]: agents,
			[RETRY]: () => {
				isSent = true;
				return { error: null, data: null };
			},
		});
		const { outputs } = await desk.run('retryBulk', [HOST], form, options);
		expect(jsonOf(outputs[0])).toMatchObject([UNCLEAR]);
	});

	test('is of the automation of its own load balancer, be the other one newer', async () => {
		desk.answers({
			[LIST]: rows(
				listed({ ...OF_A, ...FAILED, automationId: 78 }),
				listed({ ...OF_B, ...FAILED, automationId: 77 }),
			),
			[AGENTS]: agents,
			[RETRY]: retried,
		});
		const sent = JSON.stringify(await retry({ ...HOST, virtualServerName: undefined }));
		expect(sent).toContain('SENSOR-b-KEY');
		expect(sent).toContain('/Common/b');
	});
});

describe('The automation of another load balancer, which may be the other one of a pair', () => {
	const ELSEWHERE = listed({ ...OF_A, automationId: 78 });
	const host = { ...HOST, virtualServerName: undefined };
	const HELD = { reused: true, automationId: 78, virtualServerName: null, agentName: null };

	test('holds this host up, and is named', async () => {
		desk.answers({ [LIST]: rows(ELSEWHERE) });
		const [held] = await create(host);
		expect(jsonOf(held)).toMatchObject([HELD]);
	});

	test('does so where it came while the call waited for its slot', async () => {
		let calls = 0;
		desk.answers({
			[LIST]: () => rows(...(calls > 0 ? [ELSEWHERE] : [])),
			[BULK]: () => {
				calls++;
				if (calls === 1) skip(31_000);
				return initiated(1);
			},
		});
		const other = { ...HOST, ip: '192.0.2.9', divisionId: 3 };
		const { outputs } = await desk.run('createBulk', [other, host], form, options);
		expect(jsonOf(outputs[0])[1]).toMatchObject(HELD);
	});
});

describe('A row that tells less than before, or spells it otherwise, has not moved on', () => {
	const ITEM = { ip: '192.0.2.1', port: 443, accountId: 1, divisionId: 2 };
	const DONE = 'SUCCESFULLY_RENEWED';

	test.each<[string, IDataObject, IDataObject]>([
		[
			'dates',
			{ automationStatus: DONE, requestedOn: '1700000000000', lastRunTime: 'x' },
			{ automationStatus: DONE },
		],
		['the spelling', { automationStatus: DONE }, { automationStatus: 'SUCCESSFULLY_RENEWED' }],
		['its status', { automationStatus: DONE }, { automationStatus: undefined }],
		[
			'an older automation in its place',
			{ automationStatus: DONE },
			{ automationStatus: DONE, automationId: 70 },
		],
	])('%s', async (_what, before, after) => {
		moves([listed(before)], [listed(after)], { error: null, data: null });
		const { outputs } = await desk.run(
			'createBulk',
			[ITEM],
			{ options: { visibleWithin: 1, duplicateWindow: 0 } },
			options,
		);
		expect(desk.sends(BULK)).toBe(1);
		expect(jsonOf(outputs[0])).toMatchObject([UNCLEAR]);
	});
});

test('A success that names other hosts is none', async () => {
	moves([], [], initiated(1, { selectedIpPorts: ['192.0.2.99:443'] }));
	const [told] = await create();
	expect(jsonOf(told)).toMatchObject([UNCLEAR]);
});
