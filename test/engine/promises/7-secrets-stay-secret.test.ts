/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { DigiCertAutomation } from '../../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { orderOf, orderParameters } from '../../support/certCentral';
import { byId, enrollmentParameters } from '../../support/cps';
import type { NodeOptions, NodeRun } from '../../support/engine';
import { runNode } from '../../support/engine';
import type { Answer, ReceivedRequest } from '../../support/receiver';
import { startTestSimulator } from '../../support/simulator';
import { useReceiver } from '../../support/use';

/**
 * Promise 7: secrets are never in our output, error text or stored state, also where the service
 * itself repeats them. More ways in test/engine/certCentral/secrets.test.ts; log and database in
 * test/n8n.
 */

const whole = (value: unknown): string =>
	inspect(value, { depth: 40, maxStringLength: null, maxArrayLength: null });

const newSecret = (): string => randomBytes(24).toString('hex');

const SECRETS = {
	apiKey: newSecret(),
	clientToken: `akab-${newSecret()}`,
	clientSecret: newSecret(),
	accessToken: `akab-${newSecret()}`,
	accountSwitchKey: `1-${newSecret()}`,
	licenseKey: newSecret(),
};

const careless = useReceiver();

/** Tells the client all that it sent: key, signature and body. */
const repeated = ({ url, headers, body }: ReceivedRequest): string =>
	`${url} ${JSON.stringify(headers)} ${body.toString()}`;

/** Every character but a blank as an entity, as careful pages write what they repeat. */
const asHtml = (text: string): string =>
	[...text].map((one) => (one === ' ' ? one : `&#${one.charCodeAt(0)};`)).join('');

const ofHtml = (html: string): string =>
	html.replace(/&(?:amp;)?#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)));

const WAYS: Record<string, (request: ReceivedRequest) => Answer> = {
	'an error that repeats the request': (request) => ({
		status: 400,
		body: {
			title: repeated(request),
			detail: repeated(request),
			errors: [{ code: 'invalid', message: repeated(request) }],
		},
	}),
	'an error inside HTTP 200 that repeats the request': (request) => ({
		body: { data: { errors: [{ error_code: 1000, error_msg: repeated(request) }] } },
	}),
	'an error page that repeats the request': (request) => ({
		status: 403,
		headers: { 'content-type': 'text/html' },
		body: `<html><body>${repeated(request)}</body></html>`,
	}),
	'an error that repeats the request as HTML': (request) => ({
		status: 400,
		body: { title: asHtml(repeated(request)), errors: [{ message: asHtml(repeated(request)) }] },
	}),
};

/** The calls that send everything; what is read before is simply empty. */
const WRITES = /order\/certificate\/ssl|bulkretryautomationtask|\/enrollments/;
const NOTHING = { metadata: [], data: { automatedIps: [], agentList: [] } };

const RETRY: INodeParameters = {
	resource: 'automation',
	operation: 'retryBulk',
	agentLicenseKey: '={{ $json.licenseKey }}',
	accountId: '1',
	divisionId: '1',
	// An answer that nobody can read leaves it open what was done, so the list is read again.
	options: { visibleWithin: 1 },
};

const options = async (): Promise<Array<Omit<NodeOptions, 'credentials'>>> => {
	const simulator = await startTestSimulator();
	const enrollment = enrollmentParameters(simulator, { contractId: byId('C-1') });
	await simulator.stop();
	return [
		{
			node: new DigiCertCertCentral(),
			parameters: orderParameters({ duplicateProtection: false }),
			items: [await orderOf('secret.example.com')],
		},
		{
			node: new DigiCertAutomation(),
			parameters: RETRY,
			items: [{ ip: '192.0.2.1', port: 443, licenseKey: SECRETS.licenseKey }],
		},
		{
			node: new AkamaiCps(),
			parameters: enrollment,
			items: [{ commonName: 'secret.example.com' }],
		},
	];
};

const credentials = (): Record<string, IDataObject> => ({
	digiCertApi: {
		apiKey: SECRETS.apiKey,
		region: 'custom',
		servicesUrl: `${careless.origin}/services/v2`,
		automationUrl: `${careless.origin}/automationws/v1`,
	},
	akamaiEdgeGridApi: {
		host: careless.origin,
		clientToken: SECRETS.clientToken,
		clientSecret: SECRETS.clientSecret,
		accessToken: SECRETS.accessToken,
		accountSwitchKey: SECRETS.accountSwitchKey,
	},
});

/** The signature of what was sent belongs to the secrets, too. */
const signatures = (): string[] =>
	careless.received.flatMap(
		({ headers }) => /signature=(.+)$/.exec(headers.authorization ?? '')?.[1] ?? [],
	);

describe('Promise 7: secrets stay secret', () => {
	test.each(Object.entries(WAYS))('from %s', async (_way, answer) => {
		careless.answer((request) => (WRITES.test(request.url) ? answer(request) : { body: NOTHING }));
		for (const one of await options()) {
			const runs: NodeRun[] = [
				await runNode({ ...one, credentials: credentials() }),
				await runNode({ ...one, credentials: credentials(), onError: 'continueRegularOutput' }),
			];
			for (const { run, outputs, error } of runs) {
				expect(
					error ?? outputs.flat().find(({ json }) => json.error ?? json.unclear),
				).toBeDefined();
				const ours = run.data.resultData.runData['Node under test'];
				const shown = whole([ours, outputs, error]);
				for (const secret of [...Object.values(SECRETS), ...signatures()]) {
					expect(shown).not.toContain(secret);
				}
				for (const secret of Object.values(SECRETS)) {
					expect(ofHtml(shown)).not.toContain(secret);
				}
			}
		}
		const sent = careless.received.map(repeated).join();
		for (const secret of [SECRETS.apiKey, SECRETS.accessToken, SECRETS.licenseKey]) {
			expect(sent).toContain(secret);
		}
	});

	test('from a success that repeats the key, in whatever spelling', async () => {
		const apiKey = `${SECRETS.apiKey}/="`;
		const escaped = JSON.stringify(apiKey).replace('/', '\\/');
		careless.answer(() => ({
			headers: { 'content-type': 'application/json' },
			body: `{"organizations":[{"id":1,"name":${escaped},"echo":"${encodeURIComponent(apiKey)}"}],"page":{"total":1}}`,
		}));
		const { outputs } = await runNode({
			node: new DigiCertCertCentral(),
			parameters: { resource: 'organization', operation: 'getAll' },
			credentials: { digiCertApi: { ...credentials().digiCertApi, apiKey } },
		});
		expect(outputs[0]).toHaveLength(1);
		expect(whole(outputs)).not.toContain(SECRETS.apiKey);
	});

	test('from an input that carries license keys, whatever it calls them', async () => {
		careless.answer(() => ({ body: { id: 7, status: 'issued', certificate: { id: 8 } } }));
		const value = SECRETS.licenseKey;
		const names = ['agentLicense', 'agent_license_key', 'Sensor License Key', 'sensor-licence'];
		const keys = Object.fromEntries([...names, 'lic_key', 'agentKey'].map((name) => [name, value]));
		const told = { raw: JSON.stringify({ agentLicenseKey: value }) };
		const pairs = [{ name: 'agentLicenseKey', value }];
		const { outputs } = await runNode({
			node: new DigiCertCertCentral(),
			parameters: {
				resource: 'order',
				operation: 'checkStatus',
				orderId: byId(7),
				options: { includeInputFields: true },
			},
			items: [{ ...keys, ...told, pairs, host: keys, hosts: [{ inner: keys }], ip: '192.0.2.1' }],
			credentials: credentials(),
		});
		expect(whole(outputs)).not.toContain(SECRETS.licenseKey);
		expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: 7, ip: '192.0.2.1', host: {} });
	});

	test('from an input under whose names the call itself found them', async () => {
		careless.answer(({ url }) => ({
			body: {
				error: null,
				data: url.endsWith('list')
					? { automatedIps: [] }
					: { message: '1 of 1 automations submitted for retry.' },
			},
		}));
		const { licenseKey } = SECRETS;
		const item = {
			ip: '192.0.2.1',
			port: 443,
			theKey: licenseKey,
			padded: ` ${licenseKey}\n`,
			nested: { list: [licenseKey, 'kept'], [licenseKey]: true },
			raw: JSON.stringify({ key: licenseKey }),
			twice: JSON.stringify(JSON.stringify({ key: licenseKey })),
			hosts: [{ key: licenseKey, rack: 7 }],
		};
		const { outputs, error } = await runNode({
			node: new DigiCertAutomation(),
			parameters: {
				resource: 'automation',
				operation: 'retryBulk',
				accountId: '1',
				divisionId: '2',
				ip: '={{ $json.ip }}',
				port: '={{ $json.port }}',
				agentLicenseKey: '={{ $json.theKey }}',
				options: { includeInputFields: true, visibleWithin: 0 },
			},
			items: [item],
			credentials: credentials(),
		});
		expect(error).toBeUndefined();
		expect(whole(outputs)).not.toContain(licenseKey);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			nested: { list: ['kept'] },
			hosts: [{ rack: 7 }],
		});
	});

	test('a private key pasted as a CSR is refused without being sent or repeated', async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const csr = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
		careless.received.length = 0;
		const run = await runNode({
			node: new DigiCertCertCentral(),
			parameters: orderParameters(),
			items: [{ commonName: 'key.example.com', csr }],
			credentials: credentials(),
		});
		expect(run.error?.message).toMatch(/private key/i);
		expect(whole([run.error, run.outputs])).not.toContain(csr.split('\n')[1]);
		expect(careless.received).toEqual([]);
	});
});
