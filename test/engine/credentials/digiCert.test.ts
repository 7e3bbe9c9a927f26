import { randomBytes } from 'node:crypto';

import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { testCredential } from '../../support/credentialTest';
import { caller, runNode } from '../../support/engine';
import { useReceiver } from '../../support/use';

const apiKey = randomBytes(24).toString('hex');

const services = useReceiver();
const automation = useReceiver();
const stranger = useReceiver();

const custom = (): IDataObject => ({
	apiKey,
	region: 'custom',
	servicesUrl: `${services.origin}/services/v2/`,
	automationUrl: `${automation.origin}/automationws/v1`,
});

function send(options: IHttpRequestOptions, fields: IDataObject = {}) {
	const node = caller(
		'digiCertApi',
		async (context) =>
			await context.helpers.httpRequestWithAuthentication.call(context, 'digiCertApi', options),
	);
	const digiCertApi = { ...custom(), ...fields };
	return runNode({ node, parameters: {}, credentials: { digiCertApi } });
}

function sendAsHttpRequestNode(uri: string) {
	const node = caller(
		'digiCertApi',
		async (context) =>
			await context.helpers.requestWithAuthentication.call(context, 'digiCertApi', {
				uri,
				qs: { 'filters[status]': 'issued' },
				followRedirect: true,
			}),
	);
	return runNode({ node, parameters: {}, credentials: { digiCertApi: custom() } });
}

describe('DigiCert credential', () => {
	test('sends the key to both of its own services, query and body untouched', async () => {
		const qs = { 'filters[common_name]': 'é.example.com', limit: 2 };
		await send({ baseURL: `${services.origin}/services/v2`, url: '/order/certificate', qs });
		await send({
			method: 'POST',
			url: `${automation.origin}/automationws/v1/automatedips/list`,
			body: { accountId: 'ä' },
			json: true,
		});

		const [list] = services.received;
		const [ips] = automation.received;
		expect(list?.headers['x-dc-devkey']).toBe(apiKey);
		const url = new URL(list?.url ?? '', services.origin);
		expect(url.pathname).toBe('/services/v2/order/certificate');
		expect(Object.fromEntries(url.searchParams)).toEqual({ ...qs, limit: '2' });
		expect(ips?.headers['x-dc-devkey']).toBe(apiKey);
		expect(ips?.body.toString()).toBe('{"accountId":"ä"}');
	});

	test('takes an address without a host as one of the Services API', async () => {
		await send({ url: '/user/me' });
		expect(services.received[0]?.url).toBe('/services/v2/user/me');
	});

	test('strips blanks that were copied along with the key', async () => {
		await send({ url: '/user/me' }, { apiKey: ` ${apiKey}\n` });
		expect(services.received[0]?.headers['x-dc-devkey']).toBe(apiKey);
	});

	test('works with the options of the HTTP Request node', async () => {
		const { error } = await sendAsHttpRequestNode(
			`${services.origin}/services/v2/order/certificate`,
		);
		expect(error).toBeUndefined();
		expect(services.received[0]?.headers['x-dc-devkey']).toBe(apiKey);
		expect(services.received[0]?.url).toMatch(/^\/services\/v2\/order\/certificate\?filters/);
	});

	test('gives the key to no other host, whatever the node asks for', async () => {
		const { error } = await send({ url: `${stranger.origin}/services/v2/user/me` });
		expect(error?.message).toContain(`not with ${stranger.origin}`);
		const viaHttpRequest = await sendAsHttpRequestNode(`${stranger.origin}/x`);
		expect(viaHttpRequest.error?.message).toContain(`not with ${stranger.origin}`);
		expect(stranger.received).toHaveLength(0);
	});

	test('does not follow a redirect, neither away nor within', async () => {
		const location = `${stranger.origin}/caught`;
		services.answer(() => ({ status: 307, headers: { location } }));
		const { error } = await send({ url: '/user/me' });
		await sendAsHttpRequestNode(`${services.origin}/services/v2/user/me`);
		expect(error).toBeDefined();
		expect(services.received).toHaveLength(2);
		expect(stranger.received).toHaveLength(0);
	});

	test('never shows the key in an error', async () => {
		services.answer(() => ({ status: 403, body: { errors: [{ code: 'access_denied' }] } }));
		const { error, run } = await send({ url: '/user/me' });
		expect(error).toBeDefined();
		expect(JSON.stringify({ ...error, message: error?.message })).not.toContain(apiKey);
		expect(JSON.stringify(run.data.resultData)).not.toContain(apiKey);
	});

	test('refuses a Services URL over plain http outside of this machine', async () => {
		const { error } = await send({ url: '/user/me' }, { servicesUrl: 'http://ca.example.com/v2' });
		expect(error?.message).toContain('"Services URL" must begin with https://');
	});

	test('ignores URLs that belong to a region no longer chosen', async () => {
		const { error } = await send({ url: `${services.origin}/user/me` }, { region: 'us' });
		expect(error?.message).toContain('https://www.digicert.com and https://caas.digicert.com');
		expect(services.received).toHaveLength(0);
	});
});

describe('DigiCert credential test', () => {
	const press = async () => await testCredential('digiCertApi', custom());
	const refusal = (status: number, code: string) => () => ({
		status,
		body: { errors: [{ code, message: 'x' }] },
	});

	test('is green for a key that may read its own user', async () => {
		services.answer(() => ({ body: { id: 1, account_id: 2, container: { id: 3 } } }));
		expect(await press()).toMatchObject({ status: 'OK' });
		expect(services.received[0]).toMatchObject({ method: 'GET', url: '/services/v2/user/me' });
	});

	test.each([
		[403, 'access_denied|access_denied_invalid_key', /does not know this API key/],
		[403, 'access_denied|missing_permission', /lacks the permission/],
		[429, 'request_limit_exceeded', /request limit/],
	])('tells %i %s apart', async (status, code, text) => {
		services.answer(refusal(status, code));
		expect(await press()).toEqual({ status: 'Error', message: expect.stringMatching(text) });
	});

	test.each([
		['a page of a proxy', { status: 200, body: '<html>Login</html>' }],
		['a wrong path', { status: 404, body: { errors: [{ code: 'not_found|route' }] } }],
		['an empty answer', { status: 204 }],
		['a redirect', { status: 302, headers: { location: 'https://example.com/' } }],
	])('names %s an unexpected answer', async (_name, answer) => {
		services.answer(() => answer);
		expect(await press()).toEqual({
			status: 'Error',
			message: expect.stringContaining('not that of CertCentral'),
		});
	});
});
