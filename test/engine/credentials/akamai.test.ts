/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';

import type { Request, Shape } from './signing';
import { expectTrueSignature, secret, useSigning } from './signing';

const { receiver, send, received } = useSigning();

beforeEach(() => {
	receiver.answer(() => ({ body: { ok: true } }));
});

describe.each<Shape>(['url', 'uri'])('Akamai credential, options with %s', (shape) => {
	test('signs a GET as it arrives', async () => {
		const { error, outputs } = await send(shape, { path: '/cps/v2/enrollments', method: 'GET' });
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json.answer).toBeDefined();
		expect(received()).toMatchObject({ method: 'GET', url: '/cps/v2/enrollments' });
		expectTrueSignature(received());
	});

	test('signs a query with reserved and non-ASCII characters as it is sent', async () => {
		const text = "a b&c=d/é?'(ü)*+%;|~€𝄞";
		const qs = { text, empty: '', 'na me[]': 1, no: undefined, nil: null, yes: true };
		await send(shape, { path: "/x/y'z;1?kept=%41 ä", method: 'GET', qs });

		const { url } = received();
		expectTrueSignature(received());
		const query = new URL(url, receiver.origin).searchParams;
		expect(Object.fromEntries(query)).toEqual({
			kept: 'A ä',
			text,
			empty: '',
			'na me[]': '1',
			yes: 'true',
		});
		expect(url).toMatch(/^[\x21-\x7e]+$/);
	});

	test.each([
		[{}, '/x?id=1&id=a%20b'],
		[{ arrayFormat: 'repeat' as const }, '/x?id=1&id=a%20b'],
		[{ arrayFormat: 'brackets' as const }, '/x?id%5B%5D=1&id%5B%5D=a%20b'],
		[{ arrayFormat: 'indices' as const }, '/x?id%5B0%5D=1&id%5B1%5D=a%20b'],
		[{ arrayFormat: 'comma' as const }, '/x?id=1%2Ca%20b'],
		[{ useQuerystring: true }, '/x?id=1&id=a%20b'],
		[{ qsStringifyOptions: { arrayFormat: 'brackets' as const } }, '/x?id%5B%5D=1&id%5B%5D=a%20b'],
	])('writes a list in the query as asked: %j', async (style, url) => {
		await send(shape, { path: '/x', method: 'GET', qs: { id: [1, 'a b'] }, ...style });
		expect(received().url).toBe(url);
		expectTrueSignature(received());
	});

	test('appends the account switch key, unless the request names one itself', async () => {
		const fields = { accountSwitchKey: 'A-1:2' };
		await send(shape, { path: '/x?a=1', method: 'GET' }, fields);
		await send(shape, { path: '/x', method: 'GET', qs: { accountSwitchKey: 'B-3' } }, fields);
		expect(receiver.received.map(({ url }) => url)).toEqual([
			'/x?a=1&accountSwitchKey=A-1%3A2',
			'/x?accountSwitchKey=B-3',
		]);
		receiver.received.forEach(expectTrueSignature);
	});

	test('sends and signs the very same bytes of a JSON body with non-ASCII text', async () => {
		const body = { city: 'Zürich', note: '€ 𝄞', nested: { list: [1, null] } };
		await send(shape, { path: '/x', method: 'POST', body, json: true });
		expect(received().body.toString()).toBe(JSON.stringify(body));
		expect(received().headers['content-type']).toBe('application/json');
		expect(received().headers['content-length']).toBe(
			String(Buffer.byteLength(JSON.stringify(body))),
		);
		expectTrueSignature(received());
	});

	test.each([
		'{ "spaced" : "json" }\n',
		'not json at all',
		'-----BEGIN TEXT-----\nä\n-----END TEXT-----\n',
	])('sends text as it is: %j', async (body) => {
		await send(shape, { path: '/x', method: 'POST', body });
		expect(received().body.toString()).toBe(body);
		expectTrueSignature(received());
	});

	test('sends bytes as they are and keeps the media type that the request states', async () => {
		const body = randomBytes(300);
		const headers = { 'content-type': 'application/vnd.akamai.cps.change-id.v1+json' };
		await send(shape, { path: '/x', method: 'POST', body, headers });
		expect(received().body.equals(body)).toBe(true);
		expect(received().headers['content-type']).toBe(headers['content-type']);
		expectTrueSignature(received());
	});

	test('sends a body beyond 131072 bytes whole and hashes its beginning', async () => {
		const text = 'ä'.repeat(100_000);
		await send(shape, { path: '/x', method: 'POST', body: { text } });
		expect(received().body.length).toBeGreaterThan(200_000);
		expect(JSON.parse(received().body.toString())).toEqual({ text });
		expectTrueSignature(received());
	});

	test.each(['PUT', 'PATCH'] as const)(
		'sends the body of a %s without hashing it',
		async (method) => {
			await send(shape, { path: '/x', method, body: { a: 'ä' } });
			expect(received().body.toString()).toBe('{"a":"ä"}');
			expectTrueSignature(received());
			expectTrueSignature({ ...received(), body: Buffer.from('another body') });
		},
	);

	test.each(['GET', 'DELETE'] as const)('sends no body with a plain %s', async (method) => {
		await send(shape, { path: '/x', method, body: {} });
		expect(received().body).toHaveLength(0);
		expectTrueSignature(received());
	});

	test('does not follow a redirect: a signature belongs to one address', async () => {
		const location = `${receiver.origin}/elsewhere`;
		receiver.answer(() => ({ status: 302, headers: { location } }));
		const { error } = await send(shape, { path: '/x', method: 'GET' });
		expect(received().url).toBe('/x');
		expect(error).toBeDefined();
	});

	test.each([
		'https://example.com/cps/v2/enrollments',
		'http://127.0.0.1:9/cps/v2/enrollments',
		'http://user@127.0.0.2/x',
	])('refuses the foreign origin of %s', async (path) => {
		const { error } = await send(shape, { path, method: 'GET' });
		expect(error?.message).toContain('This credential may only be used with http://127.0.0.1:');
		expect(receiver.received).toHaveLength(0);
	});

	test('replaces what would contradict the signature: Authorization, Host, auth, length', async () => {
		await send(shape, {
			path: '/x',
			method: 'POST',
			body: { a: 1 },
			headers: { AUTHORIZATION: 'Basic x', Host: 'example.com', 'Content-Length': 99 },
			auth: { username: 'someone', password: secret() },
		});
		expect(received().headers['content-length']).toBe('7');
		expect(received().headers.host).toBe(receiver.host);
		expectTrueSignature(received());
	});

	test('signs each request anew', async () => {
		await send(shape, { path: '/x', method: 'GET' });
		await send(shape, { path: '/x', method: 'GET' });
		const [first, second] = receiver.received.map(({ headers }) => headers.authorization);
		expect(first).not.toBe(second);
		receiver.received.forEach(expectTrueSignature);
	});

	test.each<[string, Partial<Request>]>([
		['form fields', { form: { a: 1 } }],
		['form data', { formData: { a: 'b' } }],
		[
			'a form by media type',
			{ body: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
		],
		[
			'a multipart body',
			{ body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
		],
		['a stream', { body: Readable.from(['x']) as never }],
		['URL parameters', { body: new URLSearchParams({ a: '1' }) }],
	])('refuses %s with a clear text', async (_name, options) => {
		const { error } = await send(shape, { path: '/x', method: 'POST', ...options });
		expect(error?.message).toMatch(/cannot be signed/);
		expect(receiver.received).toHaveLength(0);
	});
});
