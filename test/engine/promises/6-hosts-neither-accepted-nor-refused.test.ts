import { jsonOf } from '../../support/automation';
import { BULK, CREATE, ITEM, initiated, useDesk } from '../../support/desk';

const desk = useDesk();
const TWO = [ITEM, { ...ITEM, ip: '192.0.2.2' }];

/** Answers of HTTP 200 to a paid call that contradict themselves: unclear, not accepted, not refused. */
const CONTRADICTIONS: Array<[string, unknown]> = [
	[
		'"Failed to initiate …"',
		initiated(2, { message: 'Failed to initiate RENEW for 2 IP/Port(s)' }),
	],
	['"… was not initiated"', initiated(2, { message: 'RENEW was not initiated for 2 IP/Port(s)' })],
	['an ineligible host that cannot be read', initiated(2, { ineligibleIpPorts: [{ host: 'a' }] })],
	['an ineligible host that was counted', initiated(2, { ineligibleIpPorts: ['192.0.2.2:443'] })],
	['an empty text as error', { ...initiated(2), error: '' }],
	['an empty object as error', { ...initiated(2), error: {} }],
	['an error beside the success', { ...initiated(2), error: { errorMessage: 'Down' } }],
	[
		'an error beside a success that stands outside the data',
		{
			error: { errorCode: '9', errorMessage: 'Could not send the notification mail' },
			message: 'Successfully initiated RENEW for 2 IP/Port(s)',
			data: null,
		},
	],
	[
		'an error beside a status of success',
		{ error: { errorCode: '9', errorMessage: 'Mail' }, data: { status: 'SUCCESS' } },
	],
	[
		'an error of the data beside a success',
		{ error: null, data: { errors: [{ errorMessage: 'Mail' }] }, success: true },
	],
	[
		'a success of another action',
		initiated(2, { message: 'Successfully initiated TRANSFER for 2 IP/Port(s)' }),
	],
	['a success of a retry', initiated(2, { message: '2 of 2 automations submitted for retry.' })],
	['a count of no successes', initiated(2, { successCount: 0 })],
	['"… wasn\'t initiated"', initiated(2, { message: "RENEW wasn't initiated for 2 IP/Port(s)" })],
	[
		'"… was cancelled"',
		initiated(2, { message: 'RENEW scheduled for 2 IP/Port(s) was cancelled: insufficient funds' }),
	],
	['an overall status of failure', { ...initiated(2), success: false, status: 'FAILED' }],
	['a status of failure', initiated(2, { status: 'FAILED' })],
	['hosts that failed', initiated(2, { failedIpPorts: ['192.0.2.2:443'] })],
	['words beside it that nobody knows', { ...initiated(2), message: 'Insufficient funds' }],
	['no data at all', { error: null, data: null }],
];

it.each(CONTRADICTIONS)('%s is unclear, and is not sent again', async (_what, answer) => {
	desk.answers({ [BULK]: answer });
	for (const run of [1, 2]) {
		const { outputs, error } = await desk.run('createBulk', TWO);
		expect(error).toBeUndefined();
		expect([run, jsonOf(outputs[0]).map(({ unclear }) => unclear)]).toEqual([run, [true, true]]);
		expect(outputs[1]).toEqual([]);
	}
	expect(desk.sends(BULK)).toBe(1);
});

it.each([
	'Failed to trigger certificate automation RENEW for IP: 192.0.2.1 and Port: 443',
	'Successfully triggered certificate automation RENEW for IP: 192.0.2.9 and Port: 443',
	"RENEW wasn't triggered for IP: 192.0.2.1 and Port: 443",
	'Triggered RENEW for IP: 192.0.2.1 and Port: 443, then cancelled: quota exceeded',
	'Successfully triggered certificate automation ENROLL for IP: 192.0.2.1 and Port: 443',
])('Create: "%s" is unclear', async (message) => {
	desk.answers({ [CREATE]: { error: null, data: { message, errors: [] } } });
	const { outputs } = await desk.run('create', [{ ...ITEM, managementIp: '203.0.113.10' }]);
	expect(jsonOf(outputs[0])[0]).toMatchObject({ ip: '192.0.2.1', unclear: true });
	expect(desk.sends(CREATE)).toBe(1);
});

it('an error beside the words of a refusal is one', async () => {
	const error = { errorCode: '1004', errorMessage: 'No ip' };
	desk.answers({ [BULK]: { error, message: 'Bad request', status: 200, data: { status: {} } } });
	const { outputs, error: stop } = await desk.run(
		'createBulk',
		TWO,
		{},
		{ onError: 'continueErrorOutput' },
	);
	expect(stop).toBeUndefined();
	expect(JSON.stringify(outputs)).toContain('DigiCert refuses: No ip');
});

it('a retry that counts more hosts than were sent is unclear', async () => {
	const data = { message: '1 of 3 automations submitted for retry.' };
	desk.answers({ bulkretryautomationtask: { error: null, data } });
	const keys = { agentLicenseKey: 'AGENT-KEY-1' };
	const { outputs } = await desk.run('retryBulk', [ITEM], keys);
	expect(jsonOf(outputs[0])[0]).toMatchObject({ ip: '192.0.2.1', unclear: true });
});
