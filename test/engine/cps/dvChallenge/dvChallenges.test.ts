import { createHash } from 'node:crypto';

import { akamaiCalls } from '../../../support/cps';
import { HOUR, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const DV = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };

const getAll = operation('dvChallenge', 'getAll');
const acknowledge = operation('dvChallenge', 'acknowledge');

describe('DV Challenge', () => {
	it('each challenge is an item, the record ready for a DNS node', async () => {
		const made = await make('dv.example.com', DV);
		await simulator.advance(HOUR);
		const { outputs } = await getAll(made);
		const [http, dns] = (outputs[0] ?? []).map(({ json }) => json);
		expect(http).toMatchObject({
			type: 'http-01',
			domain: 'dv.example.com',
			url: expect.stringMatching(/^http:\/\/dv\.example\.com\/\.well-known\/acme-challenge\//),
			validated: false,
		});
		expect(dns).toMatchObject({
			type: 'dns-01',
			recordType: 'TXT',
			recordName: '_acme-challenge',
			recordZone: 'dv.example.com',
			recordFqdn: '_acme-challenge.dv.example.com',
			ttl: 60,
			value: createHash('sha256').update(String(http?.value)).digest('base64url'),
			expires: expect.stringMatching(/Z$/),
		});
	});

	it('a record is relative to the most exact zone that was named', async () => {
		const sans = ['a.dev.example.com', '*.example.com', 'www.example.net'];
		const made = await make('shop.example.com', {
			...DV,
			certificateType: 'wildcard-san',
			sans,
		});
		await simulator.advance(HOUR);
		const { outputs } = await getAll(made, {
			dnsZones: 'example.com, dev.example.com, example.net',
		});
		const records = (outputs[0] ?? []).flatMap(({ json }) =>
			json.type === 'dns-01' ? [[json.domain, json.recordName, json.recordZone]] : [],
		);
		expect(records).toEqual([
			['shop.example.com', '_acme-challenge.shop', 'example.com'],
			['a.dev.example.com', '_acme-challenge.a', 'dev.example.com'],
			['*.example.com', '_acme-challenge', 'example.com'],
			['www.example.net', '_acme-challenge.www', 'example.net'],
		]);
	});

	it('a name that no zone was named for is refused', async () => {
		const made = await make('lost.example.com', DV);
		await simulator.advance(HOUR);
		const { outputs } = await getAll(
			made,
			{ dnsZones: 'example.net' },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining("'DNS Zones' holds no zone for lost.example.com"),
		});
	});

	it('Acknowledge tells CPS once that the tokens are published', async () => {
		const made = await make('told.example.com', DV);
		await simulator.advance(HOUR);
		const { outputs } = await acknowledge(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({ acknowledged: true, changed: true });
		expect(await akamaiCalls(simulator, 'POST', /challenges-completed$/)).toHaveLength(1);
	});

	it('says that the change asks for no tokens', async () => {
		const made = await make('third-party.example.com');
		await simulator.advance(HOUR);
		const { outputs } = await getAll(made, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('wait-upload-third-party'),
		});
	});
});
