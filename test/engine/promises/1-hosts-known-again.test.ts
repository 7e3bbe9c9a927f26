import type { IDataObject } from 'n8n-workflow';

import {
	automationCounts,
	automationNode,
	host,
	itemOf,
	jsonOf,
	RENEW,
} from '../../support/automation';
import { BULK, DETAILS, ITEM, initiated, LIST, listed, rows, useDesk } from '../../support/desk';
import { openFleet } from '../../support/openFleet';
import { keepProcessedData } from '../../support/processedData';
import { otherProcess } from '../../support/simulator';

/** Promise 1 of hosts: the same one is known again, whatever the list calls it. */

const desk = useDesk();
const NAMED = { ...ITEM, domainName: 'www.example.com' };

describe('A host that the list shows under another name is not sent again', () => {
	const certDetailsResponse = {
		commonName: 'shop.example.com',
		sans: 'www.example.com,example.com',
	};

	test.each([
		['the wildcard of its certificate', '*.example.com', {}],
		['another name of its certificate', 'shop.example.com', { certDetailsResponse }],
	])('%s', async (_what, certificateCn, details) => {
		desk.answers({
			[LIST]: rows(listed({ certificateCn })),
			[DETAILS]: { error: null, data: { autoStatusResponse: {}, ...details } },
			[BULK]: initiated(1),
		});
		const { outputs } = await desk.run('createBulk', [NAMED]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 77, reused: true });
		expect(desk.sends(BULK)).toBe(0);
	});

	test('while an older automation of it is under way, beside a newer one that failed', async () => {
		const failed = listed({ automationId: 78, automationStatus: 'INSTALL_FAILED' });
		desk.answers({ [LIST]: rows(listed(), failed), [BULK]: initiated(1) });
		const { outputs } = await desk.run('createBulk');
		expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 77, reused: true });
		expect(desk.sends(BULK)).toBe(0);
	});

	test.each([
		['is over', 'SUCCESFULLY_RENEWED', 1],
		['is under way', 'AUTOMATION_SCHEDULED', 0],
	])('whose status the details tell alone, and it %s', async (_what, automationStatus, sends) => {
		const data = { autoStatusResponse: { automationStatus } };
		desk.answers({
			[LIST]: rows(listed({ automationStatus: null })),
			[DETAILS]: { error: null, data },
			[BULK]: initiated(1),
		});
		await desk.run('createBulk', [ITEM], { options: { duplicateWindow: 0 } });
		expect(desk.sends(BULK)).toBe(sends);
	});

	test('but is where the certificate beside it serves others only', async () => {
		const others = { certDetailsResponse: { commonName: 'shop.example.com', sans: '' } };
		desk.answers({
			[LIST]: rows(listed({ certificateCn: 'shop.example.com' })),
			[DETAILS]: { error: null, data: others },
			[BULK]: initiated(1),
		});
		await desk.run('createBulk', [NAMED]);
		expect(desk.sends(BULK)).toBe(1);
	});
});

describe('A host with and without Domain Name may be the same', () => {
	beforeEach(() => desk.answers({ [LIST]: rows(), [BULK]: initiated(1) }));

	test.each([
		['the name last', [ITEM, NAMED]],
		['the name first', [NAMED, ITEM]],
	])('in one run the second is refused, %s', async (_order, items) => {
		const { outputs } = await desk.run(
			'createBulk',
			items,
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(desk.sends(BULK)).toBe(1);
		expect(JSON.stringify(jsonOf(outputs[1]))).toContain("Give both a 'Domain Name'");
	});

	test.each([
		['the name last', ITEM, NAMED],
		['the name first', NAMED, ITEM],
	])('in two runs the second is held, %s', async (_order, first, second) => {
		await desk.run('createBulk', [first]);
		const { outputs } = await desk.run('createBulk', [second]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ ip: ITEM.ip, reused: true });
		expect(desk.sends(BULK)).toBe(1);
	});

	test('in two runs at once one is sent', async () => {
		await Promise.all([desk.run('createBulk', [ITEM]), desk.run('createBulk', [NAMED])]);
		expect(desk.sends(BULK)).toBe(1);
	});

	test('while two names on one socket, and two virtual servers, are as many hosts', async () => {
		await desk.run('createBulk', [
			NAMED,
			{ ...NAMED, domainName: 'shop.example.com' },
			{ ...NAMED, port: 444, managementIp: '192.0.2.9', virtualServerName: '/Common/a' },
			{ ...ITEM, port: 444, managementIp: '192.0.2.9', virtualServerName: '/Common/b' },
		]);
		const sent = desk.bodiesOf(BULK).flatMap(({ ipPortsToAutomate }) => ipPortsToAutomate);
		expect(sent).toHaveLength(4);
	});
});

test.each([
	['division', { divisionId: 999 }],
	['division, as text', { divisionId: '999' }],
	['account', { accountId: 888 }],
])(
	'A row of another %s is another host, if the service lists it all the same',
	async (_of, row) => {
		desk.answers({ [LIST]: rows(listed(row)), [BULK]: initiated(1) });
		expect((await desk.run('createBulk')).error).toBeUndefined();
		expect(desk.sends(BULK)).toBe(1);
		const own = listed({ accountId: '1', divisionId: 2, automationId: 78, automatedPort: 444 });
		desk.answers({ [LIST]: rows(listed(row), own), [BULK]: initiated(1) });
		const { outputs } = await desk.run('createBulk', [{ ...ITEM, port: 444 }]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 78, reused: true });
	},
);

test('A private address in two accounts, and in two divisions, is as many hosts', async () => {
	const items = [ITEM, { ...ITEM, accountId: 9 }, { ...ITEM, divisionId: 9 }];
	desk.answers({ [LIST]: rows(), [BULK]: initiated(1) });
	const first = await desk.run('createBulk', items);
	expect(first.error).toBeUndefined();
	const sent = desk.bodiesOf(BULK).map(({ accountId, divisionId }) => [accountId, divisionId]);
	expect(sent).toEqual([
		[1, 2],
		[9, 2],
		[1, 9],
	]);
	const again = await desk.run('createBulk', items);
	expect(jsonOf(again.outputs[0]).map(({ reused }) => reused)).toEqual([true, true, true]);
	expect(desk.sends(BULK)).toBe(3);
});

test('Hosts that are not sent for want of room to note them are sent after the others', async () => {
	const hosts = Array.from({ length: 3000 }, (_, at) => ({ ...ITEM, port: 1000 + at }));
	const sent = new Map<number, number>();
	desk.answers({
		[LIST]: rows(),
		[BULK]: ({ ipPortsToAutomate }: { ipPortsToAutomate: IDataObject[] }) => {
			for (const { port } of ipPortsToAutomate) {
				sent.set(Number(port), (sent.get(Number(port)) ?? 0) + 1);
			}
			return initiated(ipPortsToAutomate.length);
		},
	});
	const { outputs, error } = await desk.run('createBulk', hosts, {
		options: { resolveAutomationIds: false },
	});
	expect(error).toBeUndefined();
	expect(outputs[0]).toHaveLength(hosts.length);
	expect([sent.size, Math.max(...sent.values())]).toEqual([hosts.length, 1]);
}, 60_000);

test('1,500 hosts whose first 500 lost their answer are all known to a new process', async () => {
	const store = await keepProcessedData();
	store.clear();
	const hosts = Array.from({ length: 1500 }, (_, at) => host(1, { port: 1000 + at }));
	const fleet = await openFleet(hosts);
	const options = { visibleWithin: 0, resolveAutomationIds: false };
	const bulk = async () =>
		await automationNode(fleet, 'createBulk', hosts.map(itemOf), { ...RENEW, options });
	await fleet.fault('connectionCut', { remaining: 1, match: { path: BULK } });
	await fleet.fault('automationIdLate', { remaining: 500, delayMs: 600_000 });
	const { outputs } = await bulk();
	expect(jsonOf(outputs[0]).filter(({ unclear }) => unclear)).toHaveLength(500);
	otherProcess(fleet);
	await bulk();
	const counts = Object.values(await automationCounts(fleet));
	expect(counts.filter((count) => count !== 1)).toEqual([]);
}, 60_000);
