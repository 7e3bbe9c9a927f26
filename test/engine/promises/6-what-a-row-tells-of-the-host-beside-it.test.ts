import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../../support/automation';
import {
	BULK,
	DETAILS,
	initiated,
	ITEM,
	LIST,
	listed,
	Refusal,
	rows,
	useDesk,
} from '../../support/desk';

/** Promises 1, 4 and 6: a row is believed of its own host, and of another only as far as it proves. */

const desk = useDesk();

const form = { options: { visibleWithin: 1 } };
const options = { onError: 'continueRegularOutput' as const };
const create = async (items: IDataObject[]) =>
	jsonOf((await desk.run('createBulk', items, form, options)).outputs[0]);

const WWW = { ...ITEM, domainName: 'www.example.com' };
const WILDCARD = { certificateCn: '*.example.com', automationStatus: 'AUTOMATION_SCHEDULED' };
const LONG_AGO = 1_600_000_000_000;
const named = (name: string, automationId: number, automationStatus: string) =>
	listed({
		certificateCn: name,
		domainName: name,
		automationId,
		automationStatus,
		requestedOn: LONG_AGO,
	});

describe('A refusal', () => {
	const beside = [2, 3, 4].map((n) => ({
		...ITEM,
		ip: `192.0.2.${n}`,
		domainName: `h${n}.example.com`,
	}));

	test('stays one for the others where a row only may be of one host of the call', async () => {
		let list = rows();
		desk.answers({
			[LIST]: () => list,
			[BULK]: () => {
				list = rows(listed({ ...WILDCARD, automationId: 90 }));
				return new Refusal(400);
			},
		});
		const [first, ...others] = await create([WWW, ...beside]);
		expect(first).toMatchObject({ unclear: true });
		for (const other of others) {
			expect(other).toHaveProperty('error');
			expect(other).not.toHaveProperty('unclear');
		}
	});

	test('is none for the others once a row is known to be of one host of the call', async () => {
		let reads = 0;
		let isSent = false;
		desk.answers({
			[LIST]: () => {
				if (!isSent) return rows();
				reads++;
				const row = { automationId: 90, certificateCn: undefined };
				return rows(listed(reads < 2 ? row : { ...row, domainName: WWW.domainName }));
			},
			[BULK]: () => {
				isSent = true;
				return new Refusal(400);
			},
		});
		const [first, ...others] = await create([WWW, ...beside]);
		expect(first).toMatchObject({ recovered: true, automationId: 90 });
		for (const other of others) expect(other).toMatchObject({ unclear: true });
	});
});

describe('A wildcard that was asked for by its name', () => {
	test('does not hold up a host that has a row of its own', async () => {
		desk.answers({
			[LIST]: rows(
				named('www.example.com', 50, 'AUTOMATION_FAILED'),
				named('*.example.com', 90, 'AUTOMATION_SCHEDULED'),
			),
			[BULK]: initiated(1),
		});
		await create([WWW]);
		expect(desk.sends(BULK)).toBe(1);
	});

	test('holds up one that has none', async () => {
		desk.answers({
			[LIST]: rows(named('*.example.com', 90, 'AUTOMATION_SCHEDULED')),
			[BULK]: initiated(1),
		});
		expect(await create([WWW])).toMatchObject([{ reused: true }]);
		expect(desk.sends(BULK)).toBe(0);
	});

	const RECENT = { requestedOn: Date.now() - 3_600_000 };
	const OLDER = { requestedOn: LONG_AGO, automationStatus: 'SUCCESFULLY_RENEWED' };
	const wildcard = (more: IDataObject) =>
		listed({
			certificateCn: '*.example.com',
			domainName: '*.example.com',
			automationId: 90,
			...more,
		});

	test.each<[string, IDataObject[]]>([
		[
			'was requested within Duplicate Window beside one without an automation',
			[
				listed({
					...WILDCARD,
					automationId: undefined,
					automationStatus: 'NOT_CONFIGURED',
				}),
				wildcard({ ...OLDER, ...RECENT }),
			],
		],
		[
			'was requested within Duplicate Window beside an older one',
			[listed({ ...WILDCARD, ...OLDER, automationId: 70 }), wildcard({ ...OLDER, ...RECENT })],
		],
		[
			'is scheduled beside a row of the name without an automation',
			[
				listed({ automationId: undefined, automationStatus: 'NOT_CONFIGURED' }),
				wildcard({ automationStatus: 'AUTOMATION_SCHEDULED' }),
			],
		],
		[
			'is scheduled beside that of the name on another load balancer',
			[
				listed({ ...OLDER, automationId: 80, managementIp: '203.0.113.1' }),
				wildcard({ automationStatus: 'AUTOMATION_SCHEDULED', managementIp: '203.0.113.2' }),
			],
		],
	])('holds up a host where it %s', async (_what, list) => {
		desk.answers({ [LIST]: rows(...list), [BULK]: initiated(1) });
		const item = { ...WWW, managementIp: '203.0.113.2' };
		expect(await create([item])).toMatchObject([{ reused: true, automationId: 90 }]);
		expect(desk.sends(BULK)).toBe(0);
	});

	test('tells nothing of a host whose automation is done, and out of the list', async () => {
		let list = rows(named('www.example.com', 50, 'AUTOMATION_SCHEDULED'));
		desk.answers({
			[LIST]: () => list,
			[DETAILS]: ({ automationId }: IDataObject) => ({
				error: null,
				data: {
					automationId,
					accountId: 1,
					divisionId: 2,
					autoStatusResponse: {
						automationStatus:
							Number(automationId) === 50 ? 'SUCCESFULLY_RENEWED' : 'AUTOMATION_FAILED',
					},
				},
			}),
		});
		const check = async () =>
			await desk.run(
				'checkStatus',
				[WWW],
				{ automationId: { __rl: true, mode: 'id', value: '' } },
				options,
			);
		await check();
		list = rows(named('*.example.com', 90, 'AUTOMATION_FAILED'));
		expect(jsonOf((await check()).outputs[0])).toMatchObject([{ automationId: 50, state: 'done' }]);
	});
});
