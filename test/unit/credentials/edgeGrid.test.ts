/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
	contentHash,
	dataToSign,
	type EdgeGridRequest,
	edgeGridTimestamp,
	MAX_HASHED_BYTES,
	sign,
	signingKey,
} from '../../../credentials/edgeGrid';

/**
 * Test vectors of akamai/AkamaiOPEN-edgegrid-python (akamai/edgegrid/test, commit 7111af5),
 * Apache License 2.0, copyright Akamai Technologies, Inc. The tokens are published dummy values.
 * The whole set lies beside the checkout; the three below are always there.
 */
interface Vector {
	testName: string;
	request: {
		method: string;
		path: string;
		data?: string;
		headers?: Array<Record<string, string>>;
	};
	expectedAuthorization: string;
	expectedDataToSign?: string;
}

const GIVEN = {
	base_url: 'https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net/',
	access_token: 'akab-access-token-xxx-xxxxxxxxxxxxxxxx',
	client_token: 'akab-client-token-xxx-xxxxxxxxxxxxxxxx',
	client_secret: `${'x'.repeat(43)}=`,
	max_body: 2048,
	headers_to_sign: ['X-Test1', 'X-Test2', 'X-Test3'],
	nonce: 'nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
	timestamp: '20140321T19:34:21+0000',
};

const unsigned =
	`EG1-HMAC-SHA256 client_token=${GIVEN.client_token};access_token=${GIVEN.access_token};` +
	`timestamp=${GIVEN.timestamp};nonce=${GIVEN.nonce};`;

const OWN_COPY: Vector[] = [
	{
		testName: 'GET with querystring',
		request: { method: 'GET', path: '/testapi/v1/t1?p1=1&p2=2' },
		expectedAuthorization: `${unsigned}signature=hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA=`,
	},
	{
		testName: 'POST inside limit',
		request: { method: 'POST', path: '/testapi/v1/t3', data: 'data'.repeat(8) },
		expectedAuthorization: `${unsigned}signature=hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4=`,
	},
	{
		testName: 'POST too large',
		request: { method: 'POST', path: '/testapi/v1/t3', data: 'd'.repeat(2049) },
		expectedAuthorization: `${unsigned}signature=6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY=`,
	},
];

const fixture = join(__dirname, '../../../../shared/fixtures/edgegrid-test-vectors.json');
const isComplete = existsSync(fixture);
const published: typeof GIVEN & { tests: Vector[] } = isComplete
	? JSON.parse(readFileSync(fixture, 'utf8'))
	: { ...GIVEN, tests: OWN_COPY };

const secrets = {
	clientToken: GIVEN.client_token,
	clientSecret: GIVEN.client_secret,
	accessToken: GIVEN.access_token,
};

function request({ method, path, data, headers = [] }: Vector['request']): EdgeGridRequest {
	return {
		method,
		url: GIVEN.base_url.replace(/\/$/, '') + path,
		body: data,
		headers: Object.assign({}, ...headers),
		headersToSign: GIVEN.headers_to_sign,
		secrets,
		timestamp: GIVEN.timestamp,
		nonce: GIVEN.nonce,
		maxBody: GIVEN.max_body,
	};
}

const bare = (method: string, path: string, body?: string | Uint8Array): EdgeGridRequest => ({
	method,
	url: `https://host.example.com${path}`,
	body,
	secrets,
	timestamp: GIVEN.timestamp,
	nonce: GIVEN.nonce,
});

describe(`Akamai's vectors (${isComplete ? 'all' : 'our three: the shared fixtures are missing'})`, () => {
	test('are signed with the parameters kept here', () => {
		expect(published).toMatchObject(GIVEN);
		expect(published.tests.length).toBeGreaterThanOrEqual(isComplete ? 15 : 3);
	});

	test.each(published.tests)('$testName', ({ request: given, expectedAuthorization }) => {
		expect(sign(request(given))).toBe(expectedAuthorization);
	});

	const withData = published.tests.filter((vector) => vector.expectedDataToSign !== undefined);
	(withData.length ? test.each(withData) : test.skip.each(OWN_COPY))(
		'data to sign: $testName',
		({ request: given, expectedDataToSign }) => {
			expect(dataToSign(request(given))).toBe(expectedDataToSign);
		},
	);

	test.each(OWN_COPY)('own copy: $testName', ({ request: given, expectedAuthorization }) => {
		expect(sign(request(given))).toBe(expectedAuthorization);
	});

	test('sign_key_test: the signing key is derived from the timestamp', () => {
		expect(signingKey(GIVEN.client_secret, GIVEN.timestamp)).toBe(
			'znsRMDBRqTXGJ7Ojip3/h2FGPu3LuoMYWgv9PKEnE/o=',
		);
	});

	test('content_hash_test and jsontest_hash: the default limit holds for a short body', () => {
		expect(contentHash(bare('POST', '/', 'test_body'))).toBe(
			'REPGqEEubBHzJMhwqDZtbt515/ntEvAMNriNR53zcdY=',
		);
		const path = '/testapi/v1/t3?extended=true';
		const json = {
			...request({ method: 'POST', path, data: '{"key": "value"}' }),
			maxBody: undefined,
		};
		expect(sign(json)).toBe(`${unsigned}signature=nONuDe50qGrPius4Rg4D2jfi/2zDZWAYRUG6RudJLNM=`);
	});
});

describe('EdgeGrid signer', () => {
	test('writes the time in UTC without hyphens, milliseconds and Z', () => {
		const date = new Date('2014-03-21T20:34:21.987+01:00');
		expect(edgeGridTimestamp(date)).toBe('20140321T19:34:21+0000');
	});

	test('hashes bytes, not characters: the limit may cut a character in two', () => {
		const text = `${'x'.repeat(MAX_HASHED_BYTES - 1)}ü`;
		const bytes = Buffer.from(text).subarray(0, MAX_HASHED_BYTES);
		expect(contentHash(bare('POST', '/', text))).toBe(contentHash(bare('POST', '/', bytes)));
	});

	test('lets bytes behind the limit change nothing, and bytes before it everything', () => {
		const full = 'a'.repeat(MAX_HASHED_BYTES);
		const hash = contentHash(bare('POST', '/', full));
		expect(contentHash(bare('POST', '/', `${full}b`))).toBe(hash);
		expect(contentHash(bare('POST', '/', `b${full.slice(1)}`))).not.toBe(hash);
	});

	test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('leaves the body of a %s out', (method) => {
		expect(contentHash(bare(method, '/', '{"a":1}'))).toBe('');
	});

	test('signs a request without a path as one for /', () => {
		expect(dataToSign({ ...bare('get', ''), url: 'HTTPS://Host.Example.com' })).toBe(
			'GET\thttps\thost.example.com\t/\t\t\t',
		);
		expect(dataToSign({ ...bare('get', ''), url: 'https://host.example.com?a=1' })).toBe(
			'GET\thttps\thost.example.com\t/?a=1\t\t\t',
		);
	});

	test('keeps the port of a host, since it is in the Host header as well', () => {
		expect(dataToSign({ ...bare('GET', ''), url: 'http://127.0.0.1:8080/x' })).toBe(
			'GET\thttp\t127.0.0.1:8080\t/x\t\t\t',
		);
	});

	test('gives another signature for another nonce, time, secret, path or body', () => {
		const base = bare('POST', '/a', '{}');
		const others = [
			{ ...base, nonce: 'another' },
			{ ...base, timestamp: '20140321T19:34:22+0000' },
			{ ...base, secrets: { ...secrets, clientSecret: 'another' } },
			bare('POST', '/a?b=1', '{}'),
			bare('POST', '/a', '{ }'),
		];
		const signatures = [base, ...others].map((each) => sign(each).split('signature=')[1]);
		expect(new Set(signatures).size).toBe(signatures.length);
	});
});
