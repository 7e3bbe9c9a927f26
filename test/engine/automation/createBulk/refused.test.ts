import { automationsOf, host, itemOf, jsonOf } from '../../../support/automation';
import { GOOD, useBulk } from './bulk';

const { fleet, bulk } = useBulk();

describe('An error inside the 200 answer concerns every host of the call', () => {
	const words = 'DigiCert refuses: No installationType specified for automation (installationType)';
	beforeEach(async () => await fleet.fault('errorsInside200', { remaining: 1 }));

	it('On Error: Stop names the words, the hosts and what to run again', async () => {
		const { error, outputs } = await bulk(GOOD);
		expect(outputs).toEqual([]);
		expect(error?.message).toBe(
			`0 done, 3 not done. [items 0-2] 192.0.2.1:443 and 2 more: ${words}`,
		);
		expect(error?.description).toContain('192.0.2.2:443');
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

it('In Stop mode one refused call does not hide what others accepted or rejected', async () => {
	await fleet.fault('errorsInside200', { remaining: 1, after: 1 });
	const action = '={{ $json.ip === "192.0.2.1" ? "ENROLL" : "RENEW" }}';
	const items = [itemOf(host(4)), itemOf(host(2)), itemOf(host(1))];
	const { error } = await bulk(items, { automationActionType: action });
	const { '192.0.2.2:443': booked } = await automationsOf(fleet);
	expect(error?.message).toContain('2 done, 1 not done.');
	expect(error?.description).toContain(
		`Done: [item 1] 192.0.2.2:443 (automation ID ${booked?.[0]?.automationId})`,
	);
	expect(error?.description).toContain('Rejected: [item 0] 192.0.2.4:443');
	expect(error?.description).toContain('Not done: [item 2] 192.0.2.1:443: ');
});
