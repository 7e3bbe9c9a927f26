import { akamaiOrigin } from '../../../credentials/akamaiOrigin';

describe('akamaiOrigin', () => {
	test.each([
		['host.example.com', 'https://host.example.com'],
		['https://host.example.com/', 'https://host.example.com'],
		['HTTPS://Host.Example.com', 'https://host.example.com'],
		['host.example.com:8443/', 'https://host.example.com:8443'],
		['http://localhost:4100', 'http://localhost:4100'],
		['http://127.0.0.1:4100/', 'http://127.0.0.1:4100'],
	])('reads %s as %s', (host, origin) => {
		expect(akamaiOrigin({ host })).toBe(origin);
	});

	test.each([undefined, '', '  '])('refuses the empty host %j', (host) => {
		expect(() => akamaiOrigin({ host: host as string })).toThrow('"Host" is empty');
	});
});
