import { randomBytes } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { PROBLEMS } from '../../../nodes/Akamai/transport/errors';
import { byId } from '../../support/cps';
import { runNode } from '../../support/engine';
import { useReceiver } from '../../support/use';

const receiver = useReceiver();

const secrets = {
	clientToken: randomBytes(12).toString('hex'),
	clientSecret: randomBytes(24).toString('base64'),
	accessToken: randomBytes(12).toString('hex'),
};

/** One read against a service that answers as told. */
async function failure(status: number, body: unknown, more: IDataObject = {}) {
	receiver.answer(() => ({
		status,
		body,
		headers: { 'content-type': 'application/problem+json' },
	}));
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters: {
			resource: 'change',
			operation: 'get',
			enrollmentId: byId(1),
			changeId: byId(2),
			...(more as object),
		},
		credentials: { akamaiEdgeGridApi: { host: receiver.origin, ...secrets } },
		onError: 'continueRegularOutput',
	});
	const json = outputs[0]?.[0]?.json ?? {};
	return { error: String(json.error), details: json.details as IDataObject };
}

const gateway = (slug: string, detail: string, more: object = {}) => ({
	type: `https://problems.luna.akamaiapis.net/-/${slug}`,
	title: 'Refused',
	detail,
	instance: 'https://akab-host.example.test/cps/v2/enrollments/1',
	requestTime: new Date().toISOString(),
	...more,
});

const cps = (slug: string, title: string, detail?: string) => ({
	type: `https://akab-host.example.test/cps/v2/error-types/${slug}`,
	title,
	detail,
	instance: `https://akab-host.example.test/cps/v2/error-types/${slug}?id=0`,
});

describe('What Akamai refuses', () => {
	it('a skewed clock: names the skew by the time of the gateway', async () => {
		const requestTime = new Date(Date.now() - 95_000).toISOString();
		const body = gateway('pep-authn/request-error', 'Invalid timestamp', { requestTime });
		const { error, details } = await failure(400, body);
		expect(error).toMatch(/The clock of this n8n server is 9[4-6] s ahead/);
		expect(details).toMatchObject({ whoActs: 'server administrator', retryable: false });
	});

	it.each([
		[400, 'pep-authn/request-error', 'Invalid client token', 'does not know this client token'],
		[401, 'pep-authn/deny', 'Inactive client token', 'is disabled'],
		[401, 'pep-authn/deny', 'The signature does not match', 'signature of the request was refused'],
		[403, 'pep-authz/deny', 'The client does not have the grant needed', 'lacks the right'],
	])('%i %s, %s', async (status, slug, detail, words) => {
		const { error, details } = await failure(status, gateway(slug, detail));
		expect(error).toContain(words);
		expect(error).toContain(detail);
		expect(details).toMatchObject({
			code: slug,
			retryable: false,
			whoActs: 'administrator of the API client',
		});
	});

	it.each([
		[400, cps('invalid-certificate-chain-type', 'Invalid certificate chain type.'), 'chain type'],
		[404, cps('not-found', 'Not Found'), 'does not find'],
		[406, cps('not-acceptable', 'Not Acceptable'), 'version'],
		[409, cps('invalid-enrollment-state', 'Invalid enrollment state.'), 'still moving'],
		[409, cps('something', 'Conflict', 'Of some kind.'), 'Conflict: Of some kind'],
		[409, cps('cannot-cancel-pending-change', 'Cannot cancel pending change.'), 'pending change'],
		[400, gateway('pep-authn/request-error', 'WAF deny rule GEO-7'), 'firewall rule'],
		[410, cps('gone', 'Gone'), 'no longer exists'],
		[418, cps('teapot', 'Short and stout', 'Pour.'), 'HTTP 418: Short and stout: Pour'],
		[400, 'ApiError(type=x, title=Bad thing, detail=it is bad, source=y)', 'Bad thing: it is bad'],
		[403, '<html><body>Proxy</body></html>', 'Akamai denied access'],
		[400, '', 'CPS refuses the request'],
	])('%i %j', async (status, body, words) => {
		const { error } = await failure(status, body);
		expect(error).toContain(words);
		expect(error).not.toContain('<html');
	});

	it('says what to do for each known problem', () => {
		for (const { words, code } of PROBLEMS) {
			expect({ code, words: words.length > 10 }).toEqual({ code, words: true });
		}
	});

	it('a missing right ends the run for all items of the account, but not for other accounts', async () => {
		receiver.answer(() => ({ status: 403, body: gateway('pep-authz/deny', 'No grant') }));
		const items = Array.from({ length: 20 }, (_, n) => ({ key: `account-${n}` }));
		const run = async (more: object) => {
			receiver.received.length = 0;
			await runNode({
				node: new AkamaiCps(),
				parameters: {
					resource: 'change',
					operation: 'get',
					enrollmentId: byId(1),
					changeId: byId(2),
					...more,
				},
				items,
				credentials: { akamaiEdgeGridApi: { host: receiver.origin, ...secrets } },
				onError: 'continueRegularOutput',
			});
			return receiver.received.length;
		};
		expect(await run({})).toBeLessThan(items.length);
		const accountSwitchKey = '={{ $json.key }}';
		expect(await run({ additionalFields: { accountSwitchKey } })).toBe(items.length);
	});

	it.each([
		['clientToken', 'Client Token'],
		['clientSecret', 'Client Secret'],
		['accessToken', 'Access Token'],
	])('a malformed %s is told before any call, not as a lost answer', async (field, label) => {
		const { outputs } = await runNode({
			node: new AkamaiCps(),
			parameters: {
				resource: 'change',
				operation: 'get',
				enrollmentId: byId(1),
				changeId: byId(2),
			},
			credentials: {
				akamaiEdgeGridApi: { host: receiver.origin, ...secrets, [field]: 'two words' },
			},
			onError: 'continueRegularOutput',
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining(`"${label}" holds blanks`),
			details: { code: 'credential', whoActs: 'owner of the credential', retryable: false },
		});
		expect(receiver.received).toEqual([]);
	});

	it('a burst that the gateway blocks is waited out by all items, and is no fault of the credential', async () => {
		let calls = 0;
		const detail = 'WAF deny rule IPBLOCK-BURST4-54013';
		receiver.answer(() =>
			++calls === 1
				? { status: 400, body: gateway('pep-authn/request-error', detail) }
				: { body: { statusInfo: { state: 'running' }, allowedInput: [] } },
		);
		const { outputs, error } = await runNode({
			node: new AkamaiCps(),
			parameters: {
				resource: 'change',
				operation: 'get',
				enrollmentId: byId(1),
				changeId: byId(2),
			},
			items: [{}, {}],
			credentials: { akamaiEdgeGridApi: { host: receiver.origin, ...secrets } },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(2);
		expect(calls).toBe(3);
	});

	it('a time too far off is told, and no call is sent until it is worth asking', async () => {
		const until = new Date(Date.now() + 3_600_000).toISOString();
		const body = { title: 'HTTP 429 - Too many requests', detail: `Please try after ${until}` };
		for (let run = 0; run < 2; run++) {
			const { error, details } = await failure(429, body, {
				additionalFields: { accountSwitchKey: 'limited' },
			});
			expect(error).toContain(`until ${until.slice(0, 14)}`);
			expect(details).toMatchObject({ code: '429', retryable: true, whoActs: 'nobody' });
		}
		expect(receiver.received).toHaveLength(1);
	});

	it('never shows a secret that was echoed', async () => {
		const echo = Object.values(secrets).join(' ');
		const { error, details } = await failure(400, cps('echo', 'You sent', echo));
		for (const secret of Object.values(secrets)) {
			expect(error + JSON.stringify(details)).not.toContain(secret);
		}
		expect(error).toContain('[credential]');
	});

	it('sends a read again after a fault of the server, and then succeeds', async () => {
		let calls = 0;
		receiver.answer(() =>
			++calls === 1
				? { status: 502, body: '<html></html>' }
				: { body: { statusInfo: { state: 'running' }, allowedInput: [] } },
		);
		const { outputs } = await runNode({
			node: new AkamaiCps(),
			parameters: {
				resource: 'change',
				operation: 'get',
				enrollmentId: byId(1),
				changeId: byId(2),
			},
			credentials: { akamaiEdgeGridApi: { host: receiver.origin, ...secrets } },
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ enrollmentId: 1, changeId: 2 });
		expect(calls).toBe(2);
	});
});
