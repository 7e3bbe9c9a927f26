/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import { FORM_LOGIN } from '../../sandbox/launcher/doors';
import {
	errorOf,
	executionsOf,
	finishedExecution,
	jsonOf,
	outputOf,
	runFrom,
} from '../../sandbox/launcher/executions';
import { publish } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';
import type { WorkflowFile } from '../../sandbox/launcher/seed';
import { setUp } from '../../sandbox/launcher/setUp';
import { host, itemOf } from '../support/automation';
import { callsOf, orderOf, ordersOf, placed } from '../support/certCentral';
import type { TestSimulator } from '../support/simulator';
import { newCsr, startTestSimulator } from '../support/simulator';
import { example, importFor, withSet } from './support/examples';
import { loggedIn } from './support/shared';

const MINUTES = 60_000;
/** Virtual seconds per second */
const TIME_SCALE = 60;

let rest: Rest;
let simulator: TestSimulator;
beforeAll(async () => {
	rest = await loggedIn();
	simulator = await startTestSimulator({ timeScale: TIME_SCALE });
}, MINUTES);
afterAll(async () => await simulator.stop());

const imported = async (workflow: WorkflowFile) => await importFor(rest, simulator, workflow);
const byHand = async (id: string) =>
	await finishedExecution(rest, await runFrom(rest, id, 'Run by hand'), { withinMs: 4 * MINUTES });
const callsSoFar = () => simulator.world.calls.all().length;

describe('The main job as imported', () => {
	it(
		'begins by hand, says what is not set, and sends nothing',
		async () => {
			const before = callsSoFar();
			const error = errorOf(await byHand(await imported(example('certLifecycleMain'))));
			expect(error).toContain('Nothing was sent. Settings: mayOrder is false');
			expect(error).toContain('organizationId is empty');
			expect(error).toContain('commonName is empty (enable Read inventory, or call the webhook)');
			expect(callsSoFar()).toBe(before);
		},
		2 * MINUTES,
	);
});

describe('Starter: automate a list of hosts', () => {
	const shipped = example('certLifecycleHosts');
	const HOSTS = [
		host(1),
		host(2, { script: 'installFailsOnce' }),
		host(3, { script: 'needsAction' }),
		host(4, { script: 'failsFinally' }),
	];

	it(
		'as imported says what is not set, and sends nothing',
		async () => {
			const before = callsSoFar();
			const execution = await byHand(await imported(shipped));
			expect(errorOf(execution)).toContain("'Hosts' is empty");
			expect(callsSoFar()).toBe(before);
		},
		2 * MINUTES,
	);

	it(
		'follows each host to its end, and retries what may be retried',
		async () => {
			await simulator.seed({
				agents: [{ agentName: 'agent-01', type: 'Agent', licenseKey: 'KEY' }],
				hosts: HOSTS,
			});
			const hosts = { host: HOSTS.map(itemOf) } as INodeParameters;
			const set = withSet(setUp(shipped, ''), 'Automate hosts', { hosts });
			const execution = await byHand(await imported(set));
			expect(errorOf(execution)).toBeUndefined();
			const left = (name: string, output: number) =>
				jsonOf(outputOf(execution, name, output)).map(({ ip, retries = 0 }) => [ip, retries]);
			expect(left('Check status', 0)).toEqual([
				['192.0.2.1', 0],
				['192.0.2.2', 1],
			]);
			expect(left('Check status', 2)).toEqual([['192.0.2.3', 0]]);
			expect(left('Retry', 1)).toEqual([['192.0.2.4', 0]]);
		},
		5 * MINUTES,
	);
});

describe('Starter: order a certificate by form', () => {
	beforeAll(async () => await simulator.seed({ settings: { approvalStep: false } }));

	const shipped = example('certLifecycleForm');
	const FORM = 'order-certificate';

	async function send(values: Record<string, string>, file?: string) {
		const form = new FormData();
		const { commonName = '', dnsNames = '', csr = '' } = values;
		for (const [at, value] of [commonName, dnsNames, csr].entries()) form.set(`field-${at}`, value);
		if (file) form.set('field-3', new Blob([file]), 'request.csr');
		const deadline = Date.now() + MINUTES;
		for (;;) {
			const answer = await axios.post(`${rest.origin}/form/${FORM}`, form, {
				auth: { username: FORM_LOGIN.user, password: FORM_LOGIN.password },
				proxy: false,
				validateStatus: () => true,
			});
			if (answer.status !== 404 || Date.now() > deadline) return answer;
			await pause(300);
		}
	}

	/** The page that waits until the certificate is there. */
	async function page(url: string): Promise<string> {
		const deadline = Date.now() + 2 * MINUTES;
		const address = new URL(url);
		const status = new URL(url);
		status.pathname += '/n8n-execution-status';
		const get = async (from: URL) =>
			String(
				(
					await axios.get(from.href, {
						proxy: false,
						validateStatus: () => true,
						responseType: 'text',
					})
				).data,
			);
		while (!['form-waiting', 'success', 'error'].includes(await get(status))) {
			if (Date.now() > deadline) throw new Error('The form never ended');
			await pause(300);
		}
		const shown = await get(address);
		// The page itself tells n8n that it has been shown.
		await axios.post(address.href, {}, { proxy: false, validateStatus: () => true });
		return shown;
	}

	const withForm = async (workflow: WorkflowFile, work: (id: string) => Promise<void>) => {
		const id = await imported(workflow);
		await publish(rest, id);
		try {
			await work(id);
		} finally {
			await rest.post(`/workflows/${id}/deactivate`);
		}
	};

	const last = async (id: string) => {
		let [execution] = await executionsOf(rest, id, 1);
		// One that ends in this moment is in neither list of n8n.
		for (; execution === undefined; [execution] = await executionsOf(rest, id, 1)) await pause(200);
		return await finishedExecution(rest, execution, { withinMs: MINUTES });
	};

	it(
		'lets nobody in without the login',
		async () => {
			await withForm(shipped, async () => {
				await send({ commonName: 'nobody.example.com' });
				const { status } = await axios.post(`${rest.origin}/form/${FORM}`, new FormData(), {
					proxy: false,
					validateStatus: () => true,
				});
				expect(status).toBe(401);
			});
		},
		2 * MINUTES,
	);

	it(
		'as imported says what is not set, and orders nothing',
		async () => {
			await withForm(shipped, async (id) => {
				const before = callsSoFar();
				await send({ commonName: 'www.example.com', csr: await newCsr('www.example.com') });
				expect(errorOf(await last(id))).toContain("'Organization' is empty");
				expect(callsSoFar()).toBe(before);
			});
		},
		2 * MINUTES,
	);

	it.each([
		['text', 'text.example.com'],
		['file', 'file.example.com'],
	])(
		'orders by a CSR as %s, and gives the certificate',
		async (kind, commonName) => {
			await withForm(setUp(shipped, ''), async (id) => {
				const csr = await newCsr(commonName);
				const { status, data } =
					kind === 'text' ? await send({ commonName, csr }) : await send({ commonName }, csr);
				expect(status).toBe(200);
				const shown = await page(String(data.formWaitingUrl));
				expect(shown).toContain('The certificate is issued');
				expect(shown).toMatch(/certificate-\d+\.pem/);
				expect(errorOf(await last(id))).toBeUndefined();
			});
			const names = (await ordersOf(simulator)).map((order) => order.commonName);
			expect(names.filter((name) => name === commonName)).toHaveLength(1);
		},
		4 * MINUTES,
	);
});

describe('Starter: reissue what is due, validate its domain first', () => {
	const shipped = example('certLifecycleReissue');
	const DAY = 86_400;
	const NAMES = ['instant-1.example.net', 'instant-2.example.net'];

	/** What an admin puts in place of the node that stands for the DNS. */
	const withDns = (workflow: WorkflowFile): WorkflowFile => ({
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.name === 'Publish the record'
				? {
						...node,
						type: 'n8n-nodes-base.httpRequest',
						typeVersion: 4.2,
						parameters: {
							method: 'POST',
							url: `${simulator.origin}/_sandbox/seed`,
							sendBody: true,
							specifyBody: 'json',
							jsonBody:
								'={{ { digicert: { dns: [{ name: $json.recordFqdn, type: $json.recordType, value: $json.recordValue }] } } }}',
							options: {},
						},
					}
				: node,
		),
	});

	it(
		'as imported says what is not set, and sends nothing',
		async () => {
			const before = callsSoFar();
			const execution = await byHand(await imported(shipped));
			expect(errorOf(execution)).toContain('Domain');
			expect(callsSoFar()).toBe(before);
		},
		2 * MINUTES,
	);

	it(
		'has the domain validated once, and reissues what waited for it',
		async () => {
			await simulator.advance(-185 * DAY);
			await placed(simulator, await Promise.all(NAMES.map(async (name) => await orderOf(name))));
			await simulator.advance(185 * DAY);
			await simulator.seed({ domains: [{ name: 'example.net', validated: false }] });
			const set = withSet(withDns(setUp(shipped, '')), 'Plan renewals', {
				domainName: 'example.net',
			});
			const execution = await byHand(await imported(set));
			expect(errorOf(execution)).toBeUndefined();
			const reissued = jsonOf(outputOf(execution, 'Reissue'));
			expect(reissued.map(({ commonName, changed }) => [commonName, changed]).sort()).toEqual(
				NAMES.map((name) => [name, true]),
			);
			expect(callsOf(simulator, 'POST', /domain\/\d+\/validation$/)).toHaveLength(1);
			expect(callsOf(simulator, 'POST', /\/reissue$/)).toHaveLength(2);
		},
		4 * MINUTES,
	);
});
