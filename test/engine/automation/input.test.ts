import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { automationCalls, automationNode, host, itemOf, RENEW } from '../../support/automation';
import { byId } from '../../support/certCentral';
import { useOneFleet } from '../../support/openFleet';

const fleet = useOneFleet([host(1), host(2)]);
beforeEach(() => fleet.world.calls.reset());

const GOOD = itemOf(host(1));
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
const scheduled = (more: INodeParameters = {}): INodeParameters => ({
	installationType: 'SCHEDULED_INSTALL',
	scheduleTime: tomorrow,
	scheduleTimeZone: '-8#pacifictime',
	...more,
});
const renewing = (settings: IDataObject): INodeParameters =>
	({
		additionalFields: { isAlwaysOn: true, autoRenewSettings: { settings } },
	}) as INodeParameters;

const refused = async (
	operation: string,
	items: IDataObject[],
	parameters: INodeParameters = {},
): Promise<string> => {
	const { error } = await automationNode(fleet, operation, items, parameters);
	expect(await automationCalls(fleet)).toEqual([]);
	return error?.message ?? 'nothing was refused';
};

describe('Refused before any call to the Automation API, by parameter and item', () => {
	it.each<[string, IDataObject, string]>([
		['no address', { port: 443 }, "'IP Address' is empty"],
		['no port', { ip: '192.0.2.1' }, "'Port' is empty"],
		['half an address', { ...GOOD, ip: '192.0.2' }, "'IP Address' must be an IPv4 or IPv6 address"],
		['a name', { ...GOOD, ip: 'www.example.com' }, "'IP Address' must be an IPv4 or IPv6 address"],
		['a number', { ...GOOD, ip: 3221225985 }, "'IP Address' must be an IPv4 or IPv6 address"],
		['a list', { ...GOOD, ip: ['192.0.2.1'] }, "'IP Address' must be text, not a list"],
		['port 0', { ...GOOD, port: 0 }, "'Port' must be between 1 and 65535, not 0"],
		['port 65536', { ...GOOD, port: 65536 }, "'Port' must be between 1 and 65535"],
		['a port in words', { ...GOOD, port: 'https' }, "'Port' must be a whole number"],
		['half a port', { ...GOOD, port: 443.5 }, "'Port' must be a whole number"],
		['a bad SNI name', { ...GOOD, domainName: 'a b' }, "'Domain Name (SNI)' is not a domain name"],
		[
			'a URL as SNI name',
			{ ...GOOD, domainName: 'https://a.test' },
			"'Domain Name (SNI)' is a URL",
		],
		['a bad management IP', { ...GOOD, managementIp: 'lb' }, "'Management IP' must be an IPv4"],
		[
			'a virtual server on nothing',
			{ ...GOOD, virtualServerName: '/Common/shop' },
			"'Management IP' is needed where a virtual server is named",
		],
	])('%s', async (_what, item, why) => {
		for (const operation of ['createBulk', 'create', 'retryBulk']) {
			const message = await refused(operation, [GOOD, item], RENEW);
			expect(message).toContain('1 item was refused and nothing was sent. [item 1] ');
			expect(message).toContain(why);
		}
	});

	it('the same host twice, whatever its spelling', async () => {
		const hosts = [{ ip: '2001:db8::1', port: 443 }, GOOD, { ip: '2001:DB8:0::1', port: '443' }];
		for (const operation of ['createBulk', 'create', 'retryBulk']) {
			const message = await refused(operation, hosts, RENEW);
			expect(message).toContain('[item 2]');
			expect(message).toContain('2001:db8::1:443 is the same as in [item 0]');
		}
	});

	it.each<[string, INodeParameters, string]>([
		[
			'a schedule in the past',
			scheduled({ scheduleTime: '2020-01-01T00:00:00Z' }),
			"'Schedule Time' is in the past",
		],
		['no date', scheduled({ scheduleTime: 'soon' }), "'Schedule Time' must be a date and time"],
		[
			'no schedule',
			scheduled({ scheduleTime: '' }),
			"'Schedule Time' is needed for a scheduled install",
		],
		[
			'no time zone',
			scheduled({ scheduleTimeZone: '' }),
			"'Schedule Time Zone' is needed for a scheduled install",
		],
		[
			'a malformed time zone',
			scheduled({ scheduleTimeZone: 'PST' }),
			"'Schedule Time Zone' must be an offset and a name, such as -8#pacifictime",
		],
		[
			'an unknown action',
			{ automationActionType: '={{ "REVOKE" }}' },
			"'Action' must be one of Enroll (ENROLL), Renew (RENEW), Transfer (TRANSFER)",
		],
		[
			'an unknown installation type',
			{ installationType: '={{ "NOW" }}' },
			"'Installation Type' must be one of",
		],
		['an unknown host source', { hostSource: '={{ "file" }}' }, "'Hosts From' must be one of"],
		['an account in words', { accountId: 'ours' }, "'Account ID' must be an ID of digits"],
		[
			'a division as object',
			{ divisionId: '={{ ({ id: 1 }) }}' },
			"'Division ID' must be an ID of digits, not an object",
		],
		[
			'not an e-mail address',
			{ additionalFields: { additionalEmails: 'admin@example.com, admin' } },
			`'Additional Emails' holds "admin", which is not an e-mail address`,
		],
		[
			'Always On without settings',
			{ additionalFields: { isAlwaysOn: true } },
			"'Auto-Renew Settings' is needed where Always On is set",
		],
		[
			'settings without Always On',
			{ additionalFields: { autoRenewSettings: { settings: { daysBeforeExpiry: 30 } } } },
			"'Always On' must be set for Auto-Renew Settings to count",
		],
		[
			'398 days before expiry',
			renewing({ daysBeforeExpiry: 398 }),
			"Auto-Renew Settings: 'Days Before Expiry' must be between 1 and 396",
		],
		['0 days before expiry', renewing({ daysBeforeExpiry: 0 }), 'must be between 1 and 396, not 0'],
		[
			'a renewal in the past',
			renewing({ daysBeforeExpiry: 30, scheduleTime: '2020-01-01T00:00:00Z' }),
			"Auto-Renew Settings: 'Schedule Time' is in the past",
		],
		[
			'a boolean in words',
			{ additionalFields: { isAlwaysOn: '={{ "yes" }}' } },
			"'Always On' must be true or false, not this text",
		],
		['an empty list of hosts', { hostSource: 'list', hosts: {} }, "'Hosts' is empty"],
		['half a window', { options: { duplicateWindow: 1.5 } }, 'must be a whole number'],
	])('%s', async (_what, parameters, why) => {
		expect(await refused('createBulk', [GOOD], { ...RENEW, ...parameters })).toContain(why);
	});

	it.each<[string, INodeParameters, string]>([
		['no parent order', { automationActionType: 'DUPLICATE' }, "'Parent Order' is empty"],
		[
			'a parent order in words',
			{ automationActionType: 'DUPLICATE', parentOrderId: byId('={{ "newest" }}') },
			"'Parent Order' must be an ID of digits",
		],
		[
			'SNI without a server name',
			{ automationActionType: 'ADD_SNI', domainName: 'shop.example.com' },
			"'Server Name' is needed to add SNI",
		],
		[
			'SNI without any name',
			{ automationActionType: 'ADD_SNI', additionalFields: { serverName: 'web' } },
			"'Domain Name (SNI)' is needed to add SNI",
		],
		['a bad common name', { ...RENEW, cn: 'not a name' }, `'Common Name' "not a name" is not a`],
		['a bad SAN', { ...RENEW, sans: 'a.example.com, b' }, `'SANs' holds "b", which`],
		[
			'servers in words',
			{ ...RENEW, additionalFields: { serverLicense: '={{ "many" }}' } },
			"'Server Licenses' must be a whole number",
		],
	])('Create: %s', async (_what, parameters, why) => {
		expect(await refused('create', [GOOD], parameters)).toContain(why);
	});

	it('Retry: a key of an agent beside one of a sensor, neither quoted', async () => {
		const { agent, sensor } = fleet.secrets;
		const message = await refused('retryBulk', [GOOD], {
			agentLicenseKey: agent,
			sensorLicenseKey: sensor,
		});
		expect(message).toContain("'Sensor License Key' cannot stand beside the key of an agent");
		expect(message).not.toMatch(new RegExp(`${agent}|${sensor}`));
	});

	it('an automation ID that is none', async () => {
		for (const operation of ['get', 'checkStatus']) {
			const message = await refused(operation, [{ automationId: 'x1' }], {
				automationId: byId('={{ $json.automationId }}'),
			});
			expect(message).toContain("'Automation' must be an ID of digits");
		}
	});

	it('all bad items are listed, and the good ones are not sent', async () => {
		const bad = { ip: 'x', port: 443 };
		const run = await automationNode(fleet, 'createBulk', [bad, GOOD, { ip: '192.0.2.2' }], RENEW);
		expect(run.error?.description).toContain('[item 0] x:443');
		expect(run.error?.description).toContain("[item 2] 192.0.2.2: 'Port' is empty");
		expect(await automationCalls(fleet)).toEqual([]);
	});
});

describe('A schedule', () => {
	it('is sent as epoch milliseconds; text without an offset is in the zone of the workflow', async () => {
		const times = [
			[tomorrow, Date.parse(tomorrow)],
			[String(Date.parse(tomorrow)), Date.parse(tomorrow)],
			['={{ DateTime.fromISO("2099-03-01T09:00:00Z") }}', Date.parse('2099-03-01T09:00:00Z')],
			['2099-03-01T09:00:00+02:00', Date.parse('2099-03-01T07:00:00Z')],
		] as const;
		for (const [index, [scheduleTime, sent]] of times.entries()) {
			await fleet.seed({ hosts: [host(1, { port: 8000 + index })] });
			fleet.world.calls.reset();
			await automationNode(fleet, 'createBulk', [{ ...GOOD, port: 8000 + index }], {
				...RENEW,
				...scheduled({ scheduleTime }),
			});
			const [call] = await automationCalls(fleet, 'createAutomation/bulk');
			expect(JSON.parse(call?.body ?? '{}')).toMatchObject({
				installSettings: { scheduleTime: sent },
			});
		}
	});
});
