import { asDomainValidation } from '../../../../nodes/Akamai/api/dvChallenges';

const read = (domain: string, type: string, fullPath: string) =>
	asDomainValidation({ domain, challenges: [{ type, fullPath, responseBody: 'x' }] });

describe('A challenge', () => {
	it.each([
		['www.example.com', 'dns-01', '_acme-challenge.www.example.com.'],
		['WWW.example.com', 'dns-01', '_acme-challenge.www.example.com'],
		['*.example.com', 'dns-01', '_acme-challenge.example.com.'],
		['www.example.com', 'http-01', 'http://www.example.com/.well-known/acme-challenge/x'],
		['www.example.com', 'http-01', 'http://WWW.example.com:80/.well-known/acme-challenge/x'],
		['www.example.com', 'tls-alpn-01', 'whatever'],
	])('of %s: %s at %s', (domain, type, fullPath) => {
		expect(read(domain, type, fullPath)).toMatchObject({ domain, challenges: [{ fullPath }] });
	});

	it.each([
		['dns-01', '_acme-challenge.evil.example.net.'],
		['dns-01', 'www.example.com.'],
		['dns-01', '_acme-challenge.example.com.'],
		['http-01', 'http://evil.example.net/.well-known/acme-challenge/x'],
		['http-01', '/.well-known/acme-challenge/x'],
	])('for another domain is unreadable: %s at %s', (type, fullPath) => {
		expect(read('www.example.com', type, fullPath)).toBeUndefined();
	});
});
