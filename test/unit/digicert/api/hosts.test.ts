import {
	canonicalIp,
	hasChanged,
	HostTable,
	identityOf,
	parseSocket,
	thingOf,
	withBalancer,
} from '../../../../nodes/DigiCert/api/hosts';

describe('IP address', () => {
	it.each([
		['192.0.2.1', '192.0.2.1'],
		['2001:DB8:0:0::1', '2001:db8::1'],
		['::1', '::1'],
	])('%s is %s', (text, ip) => expect(canonicalIp(text)).toBe(ip));

	it.each([
		'',
		'192.0.2',
		'192.0.2.256',
		'192.0.02.1',
		'1.2.3.4.5',
		'www.example.com',
		'2001:db8',
		'1::2::3',
		'[::1]',
		'fe80::1%eth0',
	])('%j is none', (text) => expect(canonicalIp(text)).toBeUndefined());

	it.each([
		['192.0.2.1:443', '192.0.2.1:443'],
		['[2001:DB8::1]:443', '2001:db8::1:443'],
		['2001:db8::1:443', '2001:db8::1:443'],
		['installationType', undefined],
		['ip or port', undefined],
		['999.0.2.1:443', undefined],
	])('socket %s reads %s', (text, socket) => expect(parseSocket(text)).toBe(socket));
});

describe('Identity of a host', () => {
	const host = { ip: '2001:db8::1', port: 443, domainName: 'www.example.com' };

	it('does not depend on spelling or on the way to it', () => {
		const same = {
			ip: '2001:DB8:0::1',
			port: 443,
			domainName: 'WWW.Example.com',
			managementIp: '192.0.2.9',
		};
		expect(identityOf(same)).toBe(identityOf(host));
	});

	it.each([
		{ ...host, port: 8443 },
		{ ...host, ip: '2001:db8::2' },
		{ ...host, domainName: 'shop.example.com' },
		{ ...host, domainName: undefined },
		{ ...host, virtualServerName: '/Common/shop' },
	])('differs for %j', (other) => expect(identityOf(other)).not.toBe(identityOf(host)));
});

describe('Automated-IP list', () => {
	const row = (automationId: number, certificateCn: string, more = {}) => ({
		automationId,
		automatedIp: '192.0.2.1',
		automatedPort: 443,
		certificateCn,
		...more,
	});
	const host = { ip: '192.0.2.1', port: 443 };

	it('finds a host by its socket', () => {
		const table = new HostTable([row(1, 'a.example.com')]);
		expect(table.find(host)?.automationId).toBe(1);
		expect(table.find({ ...host, port: 444 })).toBeUndefined();
	});

	it('tells names on one socket apart', () => {
		const table = new HostTable([row(1, 'a.example.com'), row(2, 'b.example.com')]);
		expect(table.find({ ...host, domainName: 'A.example.com' })?.automationId).toBe(1);
		expect(table.find({ ...host, domainName: 'c.example.com' })).toBeUndefined();
	});

	it('takes the newest automation of a host', () => {
		const table = new HostTable([
			row(1, 'a.example.com'),
			row(7, 'a.example.com'),
			row(3, 'a.example.com'),
		]);
		expect(table.find(host)?.automationId).toBe(7);
	});

	it('prefers the virtual server', () => {
		const rows = [
			row(1, 'a.example.com', { alias: '/Common/one' }),
			row(2, 'a.example.com', { alias: '/Common/two' }),
		];
		const one = { ...host, virtualServerName: '/Common/one' };
		expect(new HostTable(rows).find(one)?.automationId).toBe(1);
	});

	it('completes an item, and the way to a load balancer', () => {
		const listed = row(5, 'a.example.com', {
			agentName: 'agent-01',
			managementIp: '192.0.2.9',
			alias: '/Common/one',
		});
		const scope = { accountId: 1, divisionId: 2 };
		expect(thingOf(scope, host, listed)).toEqual({
			automationId: 5,
			...scope,
			...host,
			domainName: null,
			managementIp: '192.0.2.9',
			virtualServerName: '/Common/one',
			agentName: 'agent-01',
		});
		expect(withBalancer(host, listed)).toEqual({
			...host,
			managementIp: '192.0.2.9',
			virtualServerName: '/Common/one',
		});
		expect(withBalancer(host, row(5, 'a.example.com'))).toEqual(host);
	});

	it.each([
		['a new automation', undefined, { automationId: 1 }, true],
		['another automation', { automationId: 1 }, { automationId: 2 }, true],
		[
			'another status',
			{ automationId: 1, automationStatus: 'ERROR' },
			{ automationId: 1, automationStatus: 'AUTOMATION_SCHEDULED' },
			true,
		],
		[
			'nothing but the agent',
			{ automationId: 1, agentName: 'a' },
			{ automationId: 1, agentName: 'b' },
			false,
		],
		['an ID as text', { automationId: 1 }, { automationId: '1' }, false],
	])('sees change in %s', (_what, before, now, changed) => {
		expect(hasChanged(before, now)).toBe(changed);
	});
});
