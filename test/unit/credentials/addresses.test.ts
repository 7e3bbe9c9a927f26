import { AkamaiEdgeGridApi } from '../../../credentials/AkamaiEdgeGridApi.credentials';
import { DigiCertApi } from '../../../credentials/DigiCertApi.credentials';
import { akamaiOrigin } from '../../../credentials/akamaiOrigin';
import { digiCertUrls } from '../../../credentials/digiCertUrls';
import { secretText } from '../../../nodes/shared/http/credential';

describe('digiCertUrls', () => {
	test('knows the hosts of the United States', () => {
		expect(digiCertUrls({ region: 'us' })).toEqual({
			servicesUrl: 'https://www.digicert.com/services/v2',
			automationUrl: 'https://caas.digicert.com/automationws/v1',
		});
	});

	test('knows no automation host of Europe, and takes the one of the credential', () => {
		const servicesUrl = 'https://certcentral.digicert.eu/services/v2';
		expect(digiCertUrls({ region: 'eu' })).toEqual({ servicesUrl });
		expect(digiCertUrls({ region: 'eu', automationUrl: 'https://a.example.com/x/' })).toEqual({
			servicesUrl,
			automationUrl: 'https://a.example.com/x',
		});
	});

	test('takes both addresses of a custom region, without trailing slashes and blanks', () => {
		const urls = {
			servicesUrl: ' http://127.0.0.1:8080/services/v2// ',
			automationUrl: 'http://[::1]:8081/automationws/v1',
		};
		expect(digiCertUrls({ region: 'custom', ...urls })).toEqual({
			servicesUrl: 'http://127.0.0.1:8080/services/v2',
			automationUrl: 'http://[::1]:8081/automationws/v1',
		});
	});

	test('counts no address of another region', () => {
		const servicesUrl = 'https://stale.example.com';
		expect(digiCertUrls({ region: 'us', servicesUrl }).servicesUrl).toContain('www.digicert.com');
	});

	test.each([
		[{ region: 'custom' }, '"Services URL" is empty'],
		[{ region: 'custom', servicesUrl: 'ca.example.com' }, '"Services URL" is not a valid address'],
		[{ region: 'custom', servicesUrl: 'http://127.example.com' }, 'must begin with https://'],
		[{ region: 'eu', automationUrl: 'ftp://a.example.com' }, '"Automation URL" must begin with'],
		[{ region: 'mars' }, '"Region" has the unknown value "mars"'],
	])('refuses %j and names the field', (credentials, text) => {
		expect(() => digiCertUrls(credentials)).toThrow(text);
	});
});

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

describe('secretText', () => {
	test('takes a value without the blanks around it', () => {
		expect(secretText({ apiKey: ' abc= \n' }, 'apiKey', 'API Key')).toBe('abc=');
	});

	test.each([
		['', 'The credential field "API Key" is empty'],
		['two words', 'The credential field "API Key" holds blanks'],
		['dash\u2011ed', 'The credential field "API Key" holds blanks or special characters'],
	])('refuses %j without repeating it', (apiKey, text) => {
		const read = () => secretText({ apiKey }, 'apiKey', 'API Key');
		expect(read).toThrow(text);
		if (apiKey) expect(read).not.toThrow(apiKey);
	});
});

describe.each([new DigiCertApi(), new AkamaiEdgeGridApi()])('form of $displayName', (type) => {
	const field = (name: string) => type.properties.find((property) => property.name === name);

	test('hides every secret', () => {
		const secrets = ['apiKey', 'clientToken', 'clientSecret', 'accessToken'];
		const shown = type.properties.filter(({ name }) => secrets.includes(name));
		expect(shown.length).toBeGreaterThan(0);
		for (const { typeOptions } of shown) expect(typeOptions?.password).toBe(true);
	});

	test('paces by the documented limits, which a custom pacing starts from', () => {
		expect(field('pacing')?.default).toBe('documented');
		expect(field('sharePercent')?.default).toBe(100);
		const numbers = ['burstRequests', 'burstSeconds', 'sustainedRequests', 'sustainedSeconds'];
		const isDigiCert = type instanceof DigiCertApi;
		expect(numbers.map((name) => field(name)?.default)).toEqual(
			isDigiCert ? [100, 5, 1000, 180] : [20, 2, 35, 60],
		);
		for (const name of numbers) {
			expect(field(name)?.displayOptions).toEqual({ show: { pacing: ['custom'] } });
		}
	});
});
