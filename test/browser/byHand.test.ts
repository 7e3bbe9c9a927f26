/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';
import { FORM_LOGIN } from '../../sandbox/launcher/doors';
import { errorOf, jsonOf, outputOf } from '../../sandbox/launcher/executions';
import { ENROLLMENT, ORGANIZATION_ID } from '../../sandbox/launcher/setUp';
import { example } from '../n8n/support/examples';
import { loggedIn, shared } from '../n8n/support/shared';
import { createCredential } from '../n8n/support/workflows';
import { host } from '../support/automation';
import { credentialOf, ordersOf } from '../support/certCentral';
import { akamaiCredential } from '../support/cps';
import type { Receiver } from '../support/receiver';
import { startReceiver } from '../support/receiver';
import type { TestSimulator } from '../support/simulator';
import { newCsr, startTestSimulator } from '../support/simulator';
import { Canvas } from './canvas';
import { Editor } from './editor';

/** Each workflow as an admin takes it up: from its file, by the menu, set in the forms, run by the button. */

const MINUTES = 60_000;
jest.setTimeout(8 * MINUTES);
/** Virtual seconds per second: a certificate is there after the first Wait. */
const TIME_SCALE = 600;

let editor: Editor;
let canvas: Canvas;
let simulator: TestSimulator;
let inventory: Receiver;
let digicert: string;
let akamai: string;
beforeAll(async () => {
	const rest = await loggedIn();
	simulator = await startTestSimulator({ timeScale: TIME_SCALE });
	await simulator.seed({ settings: { approvalStep: false }, metadata: [] });
	inventory = await startReceiver();
	digicert = (await createCredential(rest, 'digiCertApi', credentialOf(simulator))).id;
	akamai = (await createCredential(rest, 'akamaiEdgeGridApi', akamaiCredential(simulator))).id;
	const { user: username, password } = FORM_LOGIN;
	editor = await Editor.open(rest.origin, { httpCredentials: { username, password } });
	await editor.logIn(shared().instance.login);
	canvas = new Canvas(editor, rest);
}, 2 * MINUTES);
afterAll(async () => {
	await editor.close();
	await inventory.close();
	await simulator.stop();
});

const file = (name: string) => join(checkout, 'workflows', `${name}.json`);
const ordered = async (name: string) =>
	(await ordersOf(simulator)).filter(({ commonName }) => commonName === name).length;
const callsSoFar = () => simulator.world.calls.all().length;

/** Imports the file, and chooses the credentials of this test. */
async function takeUp(name: string, id: string): Promise<string> {
	const { nodes } = example(id);
	const workflowId = await canvas.importFile(file(name));
	for (const { name: node, credentials = {} } of nodes) {
		if (credentials.digiCertApi) await canvas.chooseCredential(node, digicert);
		if (credentials.akamaiEdgeGridApi) await canvas.chooseCredential(node, akamai);
	}
	return workflowId;
}

async function refuses(workflowId: string, words: string): Promise<void> {
	const before = callsSoFar();
	expect(errorOf(await canvas.execute(workflowId))).toContain(words);
	expect(callsSoFar()).toBe(before);
}

it('Starter: automate a list of hosts', async () => {
	await simulator.seed({
		agents: [{ agentName: 'agent-01', type: 'Agent', licenseKey: 'KEY' }],
		hosts: [host(1)],
	});
	const id = await takeUp('starter-automate-hosts', 'certLifecycleHosts');
	await refuses(id, "'Hosts' is empty");
	await canvas.addRow('Automate hosts', { ip: host(1).ip });
	const execution = await canvas.execute(id);
	expect(errorOf(execution)).toBeUndefined();
	expect(jsonOf(outputOf(execution, 'Done'))).toMatchObject([{ ip: host(1).ip, state: 'done' }]);
});

it('Starter: enroll at Akamai CPS', async () => {
	const id = await takeUp('akamai-create-enrollment', 'certLifecycleAkamai');
	await refuses(id, "These fields are empty: 'Contract'");
	await canvas.fillSettings(ENROLLMENT);
	const execution = await canvas.execute(id);
	expect(errorOf(execution)).toBeUndefined();
	expect(jsonOf(outputOf(execution, 'Check status', 2))).toMatchObject([{ state: 'needsAction' }]);
});

it('Starter: order a certificate by form', async () => {
	const commonName = 'by-form.example.com';
	const id = await takeUp('starter-order-by-form', 'certLifecycleForm');
	const order = async () => {
		const csr = await newCsr(commonName);
		return await canvas.execute(id, async (form) => {
			await form.fill('[name=field-0]', commonName);
			await form.fill('[name=field-2]', csr);
			await form.click('button[type=submit], #submit-btn');
		});
	};
	expect(errorOf(await order())).toContain("'Organization' is empty");
	expect(await ordered(commonName)).toBe(0);
	await canvas.fill('Order certificate', { organization: ORGANIZATION_ID });
	const execution = await order();
	expect(errorOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'Download certificate').at(0)?.binary?.data).toBeDefined();
	expect(await ordered(commonName)).toBe(1);
});

it('The main job, with the two workflows that it calls', async () => {
	const poll = await takeUp('poll-and-retry', 'certLifecyclePoll');
	const order = await takeUp('order-and-download', 'certLifecycleOrder');
	await canvas.fill('Poll installation', { workflowId: poll });
	const main = await takeUp('order-automate-poll-retry', 'certLifecycleMain');
	await refuses(main, 'Nothing was sent. Settings: mayOrder is false');

	const csr = await newCsr('appliance.example.com');
	inventory.answer(() => ({
		body: [{ lane: 'order', commonName: 'appliance.example.com', csr }],
	}));
	await canvas.fill('Poll and retry', { workflowId: poll });
	await canvas.fill('Order and download', { workflowId: order });
	await canvas.enable('Read inventory');
	await canvas.fill('Read inventory', { url: `${inventory.origin}/hosts` });
	await canvas.fillSettings({ mayOrder: true, organizationId: ORGANIZATION_ID });
	const execution = await canvas.execute(main);
	expect(errorOf(execution)).toBeUndefined();
	expect(jsonOf(outputOf(execution, 'Summary')).at(0)).toMatchObject({ state: 'done' });
	expect(await ordered('appliance.example.com')).toBe(1);
});
