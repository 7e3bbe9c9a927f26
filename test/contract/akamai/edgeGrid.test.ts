import type { Simulator } from '../../../sandbox/simulator/server';
import { useSimulator } from '../../support/use';
import { AkamaiClient, authorization, media, timestampOf } from './client';

const LIST = '/cps/v2/enrollments';

describe('EdgeGrid at the gateway', () => {
	const simulator = useSimulator();
	const akamai = new AkamaiClient(simulator);

	const list = async (options: Parameters<AkamaiClient['call']>[2] = {}, path = LIST) =>
		await akamai.call('GET', path, { accept: media('enrollments', 11), ...options });

	it('lets an authentic request pass', async () => {
		const answer = await list();
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({ enrollments: [] });
	});

	it('signs path and query exactly as they came over the wire', async () => {
		const path = `${LIST}?contractId=${simulator.keys.contractId}&x=%C3%A4%20+a;b&y=1%2C2`;
		expect((await list({}, path)).status).toBe(200);
		const decoded = decodeURIComponent(path);
		expect((await list({ sign: { path: decoded } }, path)).json.detail).toBe(
			'The signature does not match',
		);
	});

	it('refuses a request without the header, and one with a malformed header', async () => {
		const none = await list({ authorization: null });
		expect(none.status).toBe(400);
		expect(none.json).toMatchObject({
			type: 'https://problems.luna.akamaiapis.net/-/pep-authn/request-error',
			title: 'Bad request',
			status: 400,
			detail: 'Authorization header missing',
			method: 'GET',
		});
		expect(none.headers['content-type']).toMatch(/^application\/problem\+json/);
		expect((await list({ authorization: 'Bearer abc' })).status).toBe(400);
	});

	it.each([
		['31 s ahead', 31_900],
		['31 s behind', -31_000],
	])('refuses a clock that is %s, and tells its own time', async (_text, skew) => {
		const answer = await list({ sign: { timestamp: timestampOf(Date.now() + skew) } });
		expect(answer.status).toBe(400);
		expect(answer.json.detail).toBe('Invalid timestamp');
		const requestTime = String(answer.json.requestTime);
		expect(requestTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		expect(Math.abs(Date.parse(requestTime) - Date.now())).toBeLessThan(5000);
	});

	it.each([25_000, -25_000])('accepts a skew of %d ms', async (skew) => {
		const timestamp = timestampOf(Date.now() + skew);
		expect((await list({ sign: { timestamp } })).status).toBe(200);
	});

	it('refuses a timestamp of another form', async () => {
		const timestamp = new Date().toISOString();
		expect((await list({ sign: { timestamp } })).json.detail).toBe('Invalid timestamp');
	});

	it('can be given a skewed clock, whose time it tells', async () => {
		simulator.world.faults.set('clockSkew', { rate: 1, delayMs: 120_000 });
		const answer = await list();
		simulator.world.faults.off();
		expect(answer.json.detail).toBe('Invalid timestamp');
		const skew = Date.parse(String(answer.json.requestTime)) - Date.now();
		expect(skew).toBeGreaterThan(115_000);
		expect(skew).toBeLessThan(125_000);
	});

	it.each([
		['an unknown client token', { clientToken: 'akab-unknown' }, 400, 'Invalid client token'],
		['a wrong secret', { clientSecret: 'wrong=' }, 401, 'The signature does not match'],
		['a wrong access token', { accessToken: 'akab-wrong' }, 401, 'Invalid access token'],
		['another host', { host: 'example.com' }, 401, 'The signature does not match'],
		['another method', { method: 'PUT' }, 401, 'The signature does not match'],
		['another scheme', { scheme: 'https' }, 401, 'The signature does not match'],
	])('refuses %s', async (_text, sign, status, detail) => {
		const answer = await list({ sign });
		expect(answer.status).toBe(status);
		expect(answer.json.detail).toBe(detail);
	});

	it('refuses a request that comes a second time', async () => {
		const { port, keys } = simulator;
		const header = authorization({
			...keys.akamai,
			method: 'GET',
			scheme: 'http',
			host: `127.0.0.1:${port}`,
			path: LIST,
			timestamp: timestampOf(Date.now()),
			nonce: 'once-only',
		});
		expect((await list({ authorization: header })).status).toBe(200);
		const second = await list({ authorization: header });
		expect(second.status).toBe(401);
		expect(second.json.type).toMatch(/\/-\/pep-authn\/deny$/);
	});

	it('refuses a disabled client', async () => {
		await seed(simulator, { active: false });
		const answer = await list();
		await seed(simulator, { active: true });
		expect(answer.status).toBe(401);
		expect(answer.json.detail).toBe('Inactive client token');
	});

	it('answers 403 with a realm where a grant is missing', async () => {
		await seed(simulator, { grants: { cps: 'NONE', contracts: false } });
		const cps = await list();
		const contracts = await akamai.call('GET', '/contract-api/v1/contracts/identifiers?depth=TOP');
		const grants = await akamai.call('GET', '/-/client-api/active-grants/implicit');
		await seed(simulator, { grants: { cps: 'READ-WRITE', contracts: true } });
		for (const answer of [cps, contracts]) {
			expect(answer.status).toBe(403);
			expect(answer.json.detail).toBe('The client does not have the grant needed for the request');
			expect(answer.json.authzRealm).toEqual(expect.any(String));
		}
		expect(grants.status).toBe(200);
	});

	it('lists the grants of the client, and the contracts with and without prefix', async () => {
		const grants = await akamai.call('GET', '/-/client-api/active-grants/implicit');
		expect(String(grants.json.scope).split(' ')).toContain(
			'https://luna.akamaiapis.net/-/scope/cps/-/read-write',
		);
		const contracts = await akamai.call('GET', '/contract-api/v1/contracts/identifiers?depth=TOP');
		expect(contracts.json).toEqual([`ctr_${simulator.keys.contractId}`, 'K-0N7RAK71']);
	});

	it('switches accounts, and refuses an unknown key', async () => {
		const other = await akamai.call(
			'GET',
			'/contract-api/v1/contracts/identifiers?depth=TOP&accountSwitchKey=1-5C0YLB:1-8BYUX',
		);
		expect(other.json).toEqual(['ctr_1-1TJZH5']);
		expect((await list({}, `${LIST}?accountSwitchKey=unknown`)).status).toBe(403);
	});

	describe('body', () => {
		const path = `${LIST}?contractId=x`;
		const post = async (method: string, body: string, signed: string) =>
			await akamai.call(method, method === 'PUT' ? `${LIST}/1` : path, {
				body,
				sign: { body: Buffer.from(signed) },
			});

		it('covers the bytes of a POST, spaces included', async () => {
			expect((await post('POST', '{"a":1}', '{"a": 1}')).status).toBe(401);
			expect((await post('POST', '{"a":"ä"}', '{"a":"ä"}')).status).toBe(406);
		});

		it('covers only the first 131072 bytes', async () => {
			const signed = 'x'.repeat(131072);
			expect((await post('POST', `${signed}rest`, signed)).status).toBe(406);
			expect((await post('POST', `y${signed}`, signed)).status).toBe(401);
		});

		it('does not cover the body of a PUT; a hash there breaks the signature', async () => {
			expect((await post('PUT', '{"a":1}', '{"a": 1}')).status).toBe(406);
			const hashed = await akamai.call('PUT', `${LIST}/1`, {
				body: '{"a":1}',
				authorization: authorization({
					...simulator.keys.akamai,
					method: 'POST',
					scheme: 'http',
					host: `127.0.0.1:${simulator.port}`,
					path: `${LIST}/1`,
					body: Buffer.from('{"a":1}'),
					timestamp: timestampOf(Date.now()),
					nonce: 'put-with-hash',
				}),
			});
			expect(hashed.status).toBe(401);
		});
	});

	it('does not put a secret into the call log', async () => {
		await list();
		const log = JSON.stringify(simulator.world.calls.all());
		expect(log).toContain('"authorization":"present"');
		for (const secret of Object.values(simulator.keys.akamai).slice(0, 3)) {
			expect(log).not.toContain(secret);
		}
	});
});

async function seed({ origin }: Simulator, akamai: object): Promise<void> {
	const response = await fetch(`${origin}/_sandbox/seed`, {
		method: 'POST',
		body: JSON.stringify({ akamai }),
		headers: { 'content-type': 'application/json' },
	});
	expect(await response.json()).toEqual({ ok: true });
}
