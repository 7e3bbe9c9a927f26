import { digiCertUrls } from '../../../credentials/digiCertUrls';

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
