/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { byId, orderOf, orderParameters } from '../../support/certCentral';
import type { NodeRun } from '../../support/engine';
import { loadOptionsContext, runNode } from '../../support/engine';
import type { Answer } from '../../support/receiver';
import { useReceiver } from '../../support/use';

/** Promise 7: secrets stay secret, also where the service itself repeats them. */

const node = new DigiCertCertCentral();
/** New for each test, so that none inherits the pauses of another one's key. */
let secret: string;

const receiver = useReceiver();
let order: IDataObject;

beforeAll(async () => {
	order = await orderOf('secret.example.com');
});
beforeEach(() => {
	secret = `MARKED${randomBytes(16).toString('hex').toUpperCase()}`;
});

const credentials = () => ({
	digiCertApi: { apiKey: secret, region: 'custom', servicesUrl: `${receiver.origin}/services/v2` },
});

const run = async (parameters: INodeParameters, onError?: 'continueRegularOutput') =>
	await runNode({ node, parameters, items: [order], credentials: credentials(), onError });

const whole = (value: unknown) => inspect(value, { depth: 30, maxStringLength: null });

/** Answers that repeat the key, as a proxy's error page or a careless service might. */
const ANSWERS: Record<string, () => Answer> = {
	'an error in its message': () => refusal(400, 'invalid_value:key'),
	'an error in its code': () => refusal(400, `invalid_value:${secret}`),
	'a denial': () => refusal(403, 'access_denied|access_denied_invalid_key'),
	'something not found': () => refusal(404, 'not_found|order'),
	'too many requests': () => ({
		...refusal(429, 'request_limit_exceeded'),
		headers: { 'retry-after': '86400' },
	}),
	'an error page': () => page(400),
	'a page under status 200': () => page(200),
	'an error object without a list': () => ({
		status: 400,
		body: { errors: { code: secret, message: secret } },
	}),
};

const refusal = (status: number, code: string): Answer => ({
	status,
	body: { errors: [{ code, message: `Key ${secret} is not welcome` }] },
});

const page = (status: number): Answer => ({
	status,
	headers: { 'content-type': 'text/html' },
	body: `<html><body>X-DC-DEVKEY: ${secret}</body></html>`,
});

const OPERATIONS: Record<string, INodeParameters> = {
	'Order > Create': orderParameters({ options: { visibleWithin: 1 } }),
	'Order > Create, unprotected': orderParameters({ duplicateProtection: false }),
	'Order > Check Status': { resource: 'order', operation: 'checkStatus', orderId: byId(1) },
	'Order > Get': { resource: 'order', operation: 'get', orderId: byId(1) },
	'Certificate > Download': {
		resource: 'certificate',
		operation: 'download',
		downloadBy: 'certificate',
		certificateId: '1',
	},
	'Request > Approve': { resource: 'request', operation: 'approve', requestId: byId(1) },
	'Organization > Get Many': { resource: 'organization', operation: 'getAll' },
};

describe.each(Object.entries(ANSWERS))('The key repeated by %s', (_name, answer) => {
	beforeEach(() => receiver.answer(answer));

	test('reaches no item, no error, no description', async () => {
		const runs = await Promise.all(
			Object.values(OPERATIONS).flatMap((parameters) => [
				run(parameters),
				run(parameters, 'continueRegularOutput'),
			]),
		);
		for (const one of runs) {
			const failed = one.error ?? one.outputs.flat().find(({ json: item }) => item.error);
			expect(failed).toBeDefined();
			expect(whole(one.run)).not.toContain(secret);
		}
		expect(receiver.received.length).toBeGreaterThan(0);
	}, 30_000);

	test('reaches no list of the form', async () => {
		const context = loadOptionsContext({ node, parameters: {}, credentials: credentials() });
		const search = node.methods.listSearch.searchOrganizations.bind(context);
		const error: unknown = await search().catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(Error);
		expect(whole(error)).not.toContain(secret);
	});
});

test('the key travels in its header only', async () => {
	receiver.answer(() => ({ body: { id: 1 } }));
	await run({ resource: 'order', operation: 'get', orderId: byId(1) });
	const [request] = receiver.received;
	expect(request?.headers['x-dc-devkey']).toBe(secret);
	expect(`${request?.url}${String(request?.body)}`).not.toContain(secret);
});

test("a container's branding key stays out of items, wherever it is", async () => {
	const container = { id: 1, name: 'Example', ekey: secret };
	const answer = {
		id: 1,
		status: 'issued',
		container,
		requests: [{ id: 2, requester: { container } }],
	};
	receiver.answer(({ url }) => ({
		body: /certificate\/1$/.test(url)
			? answer
			: {
					orders: [answer],
					organizations: [answer],
					requests: [{ ...answer, status: 'pending' }],
					page: { total: 1 },
				},
	}));
	const parameters = [
		{ resource: 'order', operation: 'get', orderId: byId(1), simplify: false },
		{ resource: 'order', operation: 'getAll', simplify: false },
		{ resource: 'organization', operation: 'getAll' },
		{ resource: 'request', operation: 'getAll' },
	];
	for (const form of parameters) {
		const { outputs } = await run(form);
		expect(outputs[0]).toHaveLength(1);
		expect(whole(outputs)).toContain('Example');
		expect(whole(outputs)).not.toContain(secret);
	}
});

describe('A private key pasted by mistake', () => {
	const keys = {
		'RSA, PKCS#8': generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		}).privateKey,
		'RSA, PKCS#1': generateKeyPairSync('rsa', {
			modulusLength: 2048,
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
		}).privateKey,
		'EC, encrypted': generateKeyPairSync('ec', {
			namedCurve: 'P-256',
			publicKeyEncoding: { type: 'spki', format: 'pem' },
			privateKeyEncoding: {
				type: 'pkcs8',
				format: 'pem',
				cipher: 'aes-256-cbc',
				passphrase: randomBytes(8).toString('hex'),
			},
		}).privateKey,
	};
	const forms: Record<string, (pem: string) => string> = {
		'as it is': (pem) => pem,
		'with escaped line ends': (pem) => pem.replaceAll('\n', '\\n'),
		'cut off': (pem) => pem.slice(0, pem.length / 2),
		'behind the CSR': (pem) => `${String(order.csr)}\n${pem}`,
	};
	const fields: Record<string, (text: string) => IDataObject> = {
		CSR: (csr) => ({ ...order, csr }),
		'Common Name': (commonName) => ({ ...order, commonName }),
		'DNS Names': (text) => ({ ...order, dnsNames: text }),
		'DNS Names, in a list': (text) => ({ ...order, dnsNames: ['a.example.com', text] }),
	};
	const cases = Object.entries(keys).flatMap(([kind, pem]) =>
		Object.entries(forms).flatMap(([way, write]) =>
			Object.entries(fields).map(([field, put]) => [field, kind, way, pem, write, put] as const),
		),
	);

	test.each(cases)(
		'into %s (%s, %s) is refused unseen',
		async (field, _kind, _way, pem, write, put) => {
			receiver.received.length = 0;
			const item = put(write(pem));
			const one: NodeRun = await runNode({
				node,
				parameters: orderParameters(),
				items: [item],
				credentials: credentials(),
			});
			expect(one.error?.message).toContain(`'${field.replace(/,.*/, '')}'`);
			const shown = `${one.error?.message}${one.error?.description}${whole(one.outputs)}`;
			const [, ...lines] = pem.trim().split('\n');
			for (const line of lines.slice(0, -1)) expect(shown).not.toContain(line.slice(0, 20));
			expect(receiver.received).toEqual([]);
		},
	);
});
