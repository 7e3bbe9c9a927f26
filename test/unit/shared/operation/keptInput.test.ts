import type { IDataObject } from 'n8n-workflow';

import { keptOf } from '../../../../nodes/shared/operation/keptInput';
import { isSecretName } from '../../../../nodes/shared/reader/secretNames';

const KEY = 'L1C-4711-ABCD';

describe('A name', () => {
	it.each([
		...['agentLicense', 'sensor_licence_key', 'License Key', 'hosts.host.agentLicenseKey', 'ekey'],
		...['agentKey', 'sensor-key', 'lic_key', 'licKey', 'clientSecret', 'customerWebhookSecret'],
		...['issuerPassword', 'nodeApiKey', 'notifySecret', 'hashedpassword'],
		...['apiKey', 'X-API-Key', 'x-dc-devkey', 'secret', 'password', 'privateKey', 'access_token'],
	])('%s is that of a secret', (name) => expect(isSecretName(name)).toBe(true));

	it.each([
		...['keyType', 'publicKey', 'public_key', 'orderKey', 'key', 'keySize', 'keySecurityType'],
		...['secretName', 'secretId', 'isSecret', 'hasApiKey', 'apiKeyId', 'secretary', 'monkey'],
		...['token', 'dcv_token', 'tokenExpires', 'client', 'agentName', 'sensorId', 'passed'],
	])('%s is none', (name) => expect(isSecretName(name)).toBe(false));
});

describe('Input that is kept', () => {
	it.each<[string, IDataObject]>([
		['JSON', { raw: JSON.stringify({ agentLicenseKey: KEY }) }],
		['JSON within JSON', { raw: JSON.stringify({ body: JSON.stringify({ apiKey: KEY }) }) }],
		['JSON of a text', { raw: JSON.stringify(JSON.stringify([{ agentKey: KEY }])) }],
		['a piece of JSON', { raw: `sent {"ip":"192.0.2.1","agentLicenseKey" : "${KEY}"} to it` }],
		['JSON that is cut', { raw: `{"lic_key":"${KEY}","ip":"19` }],
		['pairs in JSON', { raw: JSON.stringify([{ name: 'agentLicenseKey', value: KEY }]) }],
		['JSON too deep', { raw: `${'['.repeat(50_000)}"${KEY}"${']'.repeat(50_000)}` }],
		['an address', { raw: `https://example.com/?site=7&apiKey=${KEY}` }],
		['a setting', { raw: `site=7; AGENT_LICENSE_KEY="${KEY}"` }],
		['a list', { raw: [JSON.stringify({ agentLicenseKey: KEY })] }],
	])('has no text that tells a secret as %s', (_how, input) => {
		expect(JSON.stringify(keptOf({ ...input, rack: 7 }))).not.toContain(KEY);
		expect(keptOf({ ...input, rack: 7 })).toMatchObject({ rack: 7 });
	});

	it.each([
		[{ name: 'agentLicenseKey', value: KEY }, { name: 'agentLicenseKey' }],
		[
			{ Name: 'x-api-key', Value: KEY, type: 'header' },
			{ Name: 'x-api-key', type: 'header' },
		],
		[{ key: 'lic_key', data: { is: KEY } }, { key: 'lic_key' }],
	])('has no value of a pair that names a secret: %j', (pair, kept) => {
		expect(keptOf({ list: [pair], ...pair })).toEqual({ list: [kept], ...kept });
	});

	it.each<IDataObject>([
		{ keyType: 'rsa', publicKey: 'PEM', orderKey: 17, key: 'rack', value: '7' },
		{
			list: [
				{ name: 'rack', value: '7' },
				{ key: 'publicKey', value: 'PEM' },
			],
		},
		{ name: 'license.example.com', value: '192.0.2.1' },
		{ commonName: 'license-server.example.com', data: { rack: 7 } },
		{ raw: '{"keyType":"rsa","token":"abc","agentLicenseKey":null}' },
		{ quoted: 'the "apiKeyId": 4', cut: '{"key":"a' },
		{ raw: 'https://example.com/?keyType=rsa&secretName=tls', csr: 'MIIBsecret==' },
		{ raw: '[1, 2', note: '"', more: '{}', secretName: 'tls-cert' },
	])('keeps what is harmless: %j', (input) => {
		expect(keptOf(input)).toEqual(input);
	});

	it('is looked through in time that grows with its length', () => {
		const texts = [
			'"'.repeat(500_000),
			`"${'\\'.repeat(500_000)}`,
			`"a"${' '.repeat(500_000)}`,
			'a.'.repeat(250_000),
		];
		const before = performance.now();
		for (const text of texts) expect(keptOf({ text })).toEqual({ text });
		expect(performance.now() - before).toBeLessThan(2000);
	});
});
