import { randomBytes } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';
import { errorOf, jsonOf, outputOf } from '../../sandbox/launcher/executions';
import type { Rest } from '../../sandbox/launcher/rest';
import { EdgeGridVerifier } from '../../sandbox/simulator/akamai/edgegrid';
import type { ReceivedRequest, Receiver } from '../support/receiver';
import { startReceiver } from '../support/receiver';
import { loggedIn } from './support/shared';
import { createCredential, runChain } from './support/workflows';

const TYPE = 'akamaiEdgeGridApi';
const secret = () => randomBytes(24).toString('base64');
const client = { clientToken: secret(), clientSecret: secret(), accessToken: secret() };

let rest: Rest;
let akamai: Receiver;
let stranger: Receiver;
let credential: { id: string; name: string };

beforeAll(async () => {
	rest = await loggedIn();
	akamai = await startReceiver();
	stranger = await startReceiver();
	credential = await createCredential(rest, TYPE, { host: akamai.origin, ...client });
});
beforeEach(() => {
	akamai.received.length = 0;
	stranger.received.length = 0;
	akamai.answer(() => ({ body: { ok: true } }));
});
afterAll(async () => {
	await akamai.close();
	await stranger.close();
});

/** n8n's own HTTP Request node with the Akamai credential as "Predefined Credential Type". */
async function request(parameters: INodeParameters) {
	const execution = await runChain(rest, 'EdgeGrid by HTTP Request', [
		{
			name: 'HTTP Request',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				authentication: 'predefinedCredentialType',
				nodeCredentialType: TYPE,
				options: {},
				...parameters,
			},
			credentials: { [TYPE]: credential },
		},
	]);
	return { items: jsonOf(outputOf(execution, 'HTTP Request')), error: errorOf(execution) };
}

/** The verdict of the simulated gateway about the bytes that arrived. */
function verdict({ method, url, headers, body }: ReceivedRequest): string {
	const { authorization, host = '' } = headers;
	const verifier = new EdgeGridVerifier(() => [client]);
	const arrived = { method, url, scheme: 'http', host, authorization, body };
	return verifier.verify(arrived, Date.now())?.detail ?? 'authentic';
}

function onlyRequest(): ReceivedRequest {
	expect(akamai.received).toHaveLength(1);
	return akamai.received[0] as ReceivedRequest;
}

const JSON_BODY = { contentType: 'json', specifyBody: 'json', sendBody: true };

describe("The Akamai credential in n8n's own HTTP Request node", () => {
	it('signs a GET with a query', async () => {
		const { items, error } = await request({
			url: `${akamai.origin}/cps/v2/enrollments`,
			sendQuery: true,
			queryParameters: {
				parameters: [
					{ name: 'contractId', value: 'K-0N7RAK71' },
					{ name: 'note', value: 'a b&c=d/ü' },
				],
			},
		});
		expect(error).toBeUndefined();
		expect(items).toEqual([{ ok: true }]);
		const received = onlyRequest();
		const query = new URL(received.url, akamai.origin).searchParams;
		expect(Object.fromEntries(query)).toEqual({ contractId: 'K-0N7RAK71', note: 'a b&c=d/ü' });
		expect(verdict(received)).toBe('authentic');
	});

	it('signs a POST of JSON', async () => {
		const body = { name: 'Zürich', list: [1, 2] };
		const { error } = await request({
			method: 'POST',
			url: `${akamai.origin}/papi/v1/search`,
			...JSON_BODY,
			jsonBody: JSON.stringify(body),
		});
		expect(error).toBeUndefined();
		const received = onlyRequest();
		expect(received.method).toBe('POST');
		expect(received.headers['content-type']).toMatch(/^application\/json/);
		expect(JSON.parse(received.body.toString('utf8'))).toEqual(body);
		expect(verdict(received)).toBe('authentic');
	});

	it('signs a PUT, whose body is not part of the signature', async () => {
		const { error } = await request({
			method: 'PUT',
			url: `${akamai.origin}/cps/v2/enrollments/10002`,
			...JSON_BODY,
			jsonBody: '{"ra":"third-party"}',
		});
		expect(error).toBeUndefined();
		const received = onlyRequest();
		expect(received.method).toBe('PUT');
		expect(JSON.parse(received.body.toString('utf8'))).toEqual({ ra: 'third-party' });
		expect(verdict(received)).toBe('authentic');
	});

	it('follows no redirect', async () => {
		const location = `${stranger.origin}/elsewhere`;
		akamai.answer(() => ({ status: 302, headers: { location }, body: '' }));
		const { error } = await request({ url: `${akamai.origin}/moved` });
		expect(error).toMatch(/302|redirect/i);
		expect(akamai.received).toHaveLength(1);
		expect(stranger.received).toEqual([]);
	});

	it('sends nothing to a foreign host', async () => {
		const { error } = await request({ url: `${stranger.origin}/cps/v2/enrollments` });
		expect(error).toContain(new URL(stranger.origin).host);
		expect(stranger.received).toEqual([]);
		expect(akamai.received).toEqual([]);
	});

	it.each(['form-urlencoded', 'multipart-form-data'])(
		'refuses a body sent as %s, in words',
		async (contentType) => {
			const { error } = await request({
				method: 'POST',
				url: `${akamai.origin}/upload`,
				sendBody: true,
				contentType,
				bodyParameters: { parameters: [{ name: 'a', value: 'b' }] },
			});
			expect(error).toContain('cannot be signed');
			expect(akamai.received).toEqual([]);
		},
	);
});
