import {
	canonicalIp,
	identityOf,
	parseSocket,
	placeIn,
} from '../../../../nodes/DigiCert/api/hosts';

describe('IP address', () => {
	it.each([
		['192.0.2.1', '192.0.2.1'],
		['2001:DB8:0:0::1', '2001:db8::1'],
		['::1', '::1'],
		['::ffff:192.0.2.1', '192.0.2.1'],
		['::FFFF:C000:201', '192.0.2.1'],
		['64:ff9b::192.0.2.1', '64:ff9b::c000:201'],
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
	it('tells the domain name from the place', () => {
		const at = { ip: '192.0.2.1', port: 443, virtualServerName: '/a|b' };
		const named = placeIn(
			identityOf({ accountId: 1, divisionId: 2 }, { ...at, domainName: 'A.de' }),
		);
		const unnamed = placeIn(identityOf({ accountId: 1, divisionId: 2 }, at));
		expect([named.name, unnamed.name]).toEqual(['a.de', '']);
		expect(named.place).toBe(unnamed.place);
	});

	const scope = { accountId: 1, divisionId: 2 };
	const host = { ip: '2001:db8::1', port: 443, domainName: 'www.example.com' };

	it('does not depend on spelling or on the way to it', () => {
		const same = {
			ip: '2001:DB8:0::1',
			port: 443,
			domainName: 'WWW.Example.com',
			managementIp: '192.0.2.9',
		};
		expect(identityOf(scope, same)).toBe(identityOf(scope, host));
	});

	it('does not depend on whether F5 prints its own partition', () => {
		const named = (virtualServerName: string) => identityOf(scope, { ...host, virtualServerName });
		expect(named('/Common/shop')).toBe(named('shop'));
		expect(named('/Tenant/shop')).not.toBe(named('shop'));
	});

	it.each([
		{ ...host, port: 8443 },
		{ ...host, ip: '2001:db8::2' },
		{ ...host, domainName: 'shop.example.com' },
		{ ...host, domainName: undefined },
		{ ...host, virtualServerName: '/Common/shop' },
	])('differs for %j', (other) =>
		expect(identityOf(scope, other)).not.toBe(identityOf(scope, host)),
	);

	it.each([
		{ accountId: 3, divisionId: 2 },
		{ accountId: 1, divisionId: 3 },
	])('differs in %j, since a private address is one of many', (other) =>
		expect(identityOf(other, host)).not.toBe(identityOf(scope, host)),
	);
});
