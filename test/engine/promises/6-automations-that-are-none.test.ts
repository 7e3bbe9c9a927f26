import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../../support/automation';
import { BULK, DETAILS, ITEM, LIST, initiated, listed, rows, useDesk } from '../../support/desk';

const desk = useDesk();

const NO_LISTS: Array<[string, unknown]> = [
	['data that is empty', { error: null, data: {} }],
	['no data', { error: null, data: null }],
	['text', { error: null, data: 'Scheduled maintenance' }],
	['a list without a name', { error: null, data: [] }],
	['rows that are no list', { error: null, data: { automatedIps: {} } }],
	['a total that does not fit', { error: null, data: { automatedIps: [], totalCount: 1 } }],
	['a total that is none', { error: null, data: { automatedIps: [], totalCount: 'many' } }],
	['words of failure', { error: null, data: { automatedIps: [], message: 'Try again later' } }],
	['a status of failure', { error: null, data: { automatedIps: [], status: 'FAILED' } }],
	['another total', { error: null, data: { automatedIps: [], total: 5 } }],
	['a total of its page', { error: null, data: { automatedIps: [], page: { total: 3 } } }],
	['a count of its own', { error: null, data: { automatedIps: [], numberOfRecords: 4 } }],
	['a part', { error: null, data: { automatedIps: [], partial: true } }],
	['an end that was cut', { error: null, data: { automatedIps: [], truncated: true } }],
	['no whole', { error: null, data: { automatedIps: [], complete: false } }],
	['an exception', { error: null, data: { automatedIps: [], exception: 'Timeout' } }],
	['rows of another name', { error: null, data: { automatedIps: [], automatedIPs: [{}] } }],
	['an overall status of failure', { error: null, data: { automatedIps: [] }, status: 500 }],
	['overall words of failure', { error: null, data: { automatedIps: [] }, message: 'Down' }],
	['a row without the ID of its automation', rows(listed({ automationId: null }))],
	['a row without an address', rows(listed({ automatedIp: null }))],
	['a row that is none', { error: null, data: { automatedIps: ['192.0.2.1:443'] } }],
	['an error without words', { error: {}, data: { automatedIps: [] } }],
	['a status instead of an envelope', { status: 'maintenance', data: [] }],
];

describe.each(NO_LISTS)('A list of automated IPs with %s proves no absence', (_what, answer) => {
	beforeEach(() => desk.answers({ [LIST]: answer, [BULK]: initiated(1) }));

	it('before a paid call nothing is sent', async () => {
		const { error } = await desk.run('createBulk');
		expect(error?.message).toContain('0 done, 1 not done.');
		expect(desk.sends(BULK)).toBe(0);
	});

	it('Get Many tells a failure, and no empty list', async () => {
		const { error } = await desk.run('getAll', [ITEM], { returnAll: true });
		expect(error).toBeDefined();
	});
});

it.each([
	['as documented', {}],
	['with its total', { totalCount: 0, total: 0 }],
	['in words', { message: 'No records found', status: 'SUCCESS' }],
])('an empty list that says so %s proves that there is no automation', async (_how, more) => {
	desk.answers({
		[LIST]: { error: null, data: { automatedIps: [], ...more } },
		[BULK]: initiated(1),
	});
	expect((await desk.run('createBulk')).error).toBeUndefined();
	expect(desk.sends(BULK)).toBe(1);
});

describe('A row that cannot be read', () => {
	const other = { automatedIp: '192.0.2.7' };

	it.each([
		['an ID of 0', { ...other, automationId: 0 }],
		['no ID', { ...other, automationId: null }],
		['no address', { automatedIp: null, automatedPort: 8443 }],
		['a host name', { automatedIp: 'web.example.com', automatedPort: 8443 }],
		['a port that is none', { ...other, automatedPort: 'https' }],
	])('of another host, with %s, does not hold this one up', async (_what, row) => {
		desk.answers({ [LIST]: rows(listed(row)), [BULK]: initiated(1) });
		expect((await desk.run('createBulk')).error).toBeUndefined();
		expect(desk.sends(BULK)).toBe(1);
	});

	it.each([
		['an ID of 0', { automationId: 0 }],
		['no address', { automatedIp: null }],
		['a host name', { automatedIp: 'web.example.com' }],
		['no port', { automatedPort: null }],
	])('that may be of this host, with %s, holds up this one only', async (_what, row) => {
		desk.answers({ [LIST]: rows(listed(row)), [BULK]: initiated(1) });
		const items = [ITEM, { ...ITEM, ip: '192.0.2.2', port: 444 }];
		const { outputs } = await desk.run(
			'createBulk',
			items,
			{},
			{ onError: 'continueRegularOutput' },
		);
		expect(desk.bodiesOf(BULK).map(({ ipPortsToAutomate }) => ipPortsToAutomate)).toEqual([
			[expect.objectContaining({ port: 444 })],
		]);
		expect(JSON.stringify(outputs)).toContain('not the documented JSON');
	});

	it('with an IPv6 address in brackets is one that can', async () => {
		desk.answers({ [LIST]: rows(listed({ automatedIp: '[2001:DB8::1]' })), [BULK]: initiated(1) });
		const { outputs } = await desk.run('createBulk', [{ ...ITEM, ip: '2001:db8::1' }]);
		expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 77, reused: true });
		expect(desk.sends(BULK)).toBe(0);
	});
});

it('after a lost answer an odd list leaves the host unclear', async () => {
	let lists = 0;
	desk.answers({
		[LIST]: () => (lists++ === 0 ? rows() : { error: null, data: {} }),
		[BULK]: { error: null, data: {} },
	});
	const { outputs } = await desk.run('createBulk');
	expect(jsonOf(outputs[0])[0]).toMatchObject({ ip: '192.0.2.1', unclear: true });
});

it('a list that gives small pages, and no total, is read to its end', async () => {
	const many = Array.from({ length: 25 }, (_, at) =>
		listed({
			automationId: 100 + at,
			automatedPort: 443 + at,
			certificateCn: `a${at}.example.com`,
		}),
	);
	desk.answers({
		[LIST]: ({ startIndex }: IDataObject) =>
			rows(...many.slice(Number(startIndex) - 1, Number(startIndex) + 9)),
		[BULK]: initiated(1),
	});
	const { outputs } = await desk.run('createBulk', [{ ...ITEM, port: 443 + 24 }]);
	expect(jsonOf(outputs[0])[0]).toMatchObject({ automationId: 124, reused: true });
	expect(desk.sends(BULK)).toBe(0);
});

describe('Details', () => {
	const failed = listed({ automationStatus: 'INSTALL_FAILED' });
	const details = (more: IDataObject) => ({
		error: null,
		data: { autoStatusResponse: { automationStatus: 'INSTALL_FAILED' }, ...more },
	});

	it('without a date prove nothing: the host is not sent', async () => {
		desk.answers({ [LIST]: rows(failed), [DETAILS]: details({}), [BULK]: initiated(1) });
		const { outputs } = await desk.run('createBulk');
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			automationId: 77,
			reused: true,
			nextStep: expect.stringContaining('does not tell when'),
		});
		expect(desk.sends(BULK)).toBe(0);
	});

	it('of another automation are unreadable', async () => {
		desk.answers({ [LIST]: rows(failed), [DETAILS]: details({ automationId: 78 }) });
		const bulk = await desk.run('createBulk');
		expect(bulk.error?.message).toContain('0 done, 1 not done.');
		const check = await desk.run('checkStatus', [{ automationId: 77, ...ITEM }]);
		expect(check.error).toBeDefined();
		expect(desk.sends(BULK)).toBe(0);
	});

	it('that are none are no status', async () => {
		desk.answers({ [LIST]: rows(failed), [DETAILS]: { error: null, data: {} } });
		const { error } = await desk.run('checkStatus', [{ automationId: 77, ...ITEM }]);
		expect(error?.message).toContain('not the documented JSON');
	});
});
