import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../../support/automation';
import { BULK, ITEM, initiated, LIST, listed, Refusal, rows, useDesk } from '../../support/desk';

/** Promise 1 of hosts: an automation is that of one host, and proves nothing of one beside it. */

const desk = useDesk();
const A = { ...ITEM, domainName: 'a.example.com' };
const B = { ...ITEM, domainName: 'b.example.com' };
const OPTIONS = { options: { visibleWithin: 1 } };

const notEligible = {
	error: null,
	data: {
		message: 'No IP/Port was eligible',
		ineligibleIpPorts: [{ ip: '192.0.2.1', port: 443, errorMessage: 'No agent' }],
		errors: [],
	},
};

/** The first call is accepted, the second one is answered so, and one new row shows up. */
function answers(second: unknown, row: IDataObject) {
	let sent = 0;
	desk.answers({
		[LIST]: () =>
			sent === 0 ? rows() : rows(listed({ automationId: 99, requestedOn: Date.now(), ...row })),
		[BULK]: () => (++sent === 1 ? initiated(1) : second),
	});
}

const shown = ({ automationId, unclear, recovered }: IDataObject) => ({
	automationId,
	unclear,
	recovered,
});

const OPEN = { automationId: null, unclear: undefined, recovered: undefined };
const UNCLEAR = { automationId: null, unclear: true, recovered: undefined };

describe.each<[string, unknown]>([
	['refused', new Refusal(400)],
	['ineligible by name', notEligible],
	['lost', 'garbage'],
])('Of two hosts of one socket, the second one %s', (_what, second) => {
	test.each<[string, IDataObject]>([
		['no name', { certificateCn: undefined }],
		['a wildcard of both', { certificateCn: '*.example.com' }],
	])('is unclear where the new row shows %s', async (_shows, row) => {
		answers(second, row);
		const { outputs } = await desk.run('createBulk', [A, B], OPTIONS);
		expect(jsonOf(outputs[0]).map(shown)).toEqual([OPEN, UNCLEAR]);
		expect(desk.sends(BULK)).toBe(2);
		await desk.run('createBulk', [B], OPTIONS);
		expect(desk.sends(BULK)).toBe(2);
	});

	test('is accepted where the row shows its name', async () => {
		answers(second, { certificateCn: 'b.example.com' });
		const { outputs } = await desk.run('createBulk', [A, B], OPTIONS);
		expect(jsonOf(outputs[0]).map(shown)).toEqual([
			OPEN,
			{ automationId: 99, unclear: undefined, recovered: true },
		]);
	});

	test('is what its own answer says where the row shows the virtual server of the other', async () => {
		answers(second, { certificateCn: undefined, alias: '/Common/a' });
		const server = (virtualServerName: string) => ({
			...ITEM,
			managementIp: '192.0.2.9',
			virtualServerName,
		});
		const items = [server('/Common/a'), server('/Common/b')];
		const options = { onError: 'continueRegularOutput' as const };
		const { outputs } = await desk.run('createBulk', items, OPTIONS, options);
		const taken = jsonOf(outputs[0]).filter(({ error }) => error === undefined);
		const first = { ...OPEN, automationId: 99 };
		expect(taken.map(shown)).toEqual(second === 'garbage' ? [first, UNCLEAR] : [first]);
	});
});

test('A named host whose answer was lost is unclear where the new row shows no name', async () => {
	let sent = 0;
	desk.answers({
		[LIST]: () =>
			sent === 0 ? rows() : rows(listed({ automationId: 99, certificateCn: undefined })),
		[BULK]: () => (sent++, 'garbage'),
	});
	const { outputs } = await desk.run('createBulk', [B], OPTIONS);
	expect(jsonOf(outputs[0]).map(shown)).toEqual([UNCLEAR]);
});
