/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';

import { checkout } from '../../../sandbox/launcher/cache';
import { FORM_LOGIN } from '../../../sandbox/launcher/doors';
import { errorOf } from '../../../sandbox/launcher/executions';
import { example } from '../../n8n/support/examples';
import { loggedIn, shared } from '../../n8n/support/shared';
import { createCredential } from '../../n8n/support/workflows';
import { credentialOf, ordersOf } from '../../support/certCentral';
import { akamaiCredential } from '../../support/cps';
import { startTestSimulator } from '../../support/simulator';
import { forAllTests } from '../../support/use';
import { Canvas } from '../canvas';
import { Editor } from '../editor';

const MINUTES = 60_000;
/** Virtual seconds per second: a certificate is there after the first Wait. */
const TIME_SCALE = 600;

/** An admin at the editor who takes up a workflow: from its file, by the menu, set in the forms, run by the button. */
async function begin() {
	const rest = await loggedIn();
	const simulator = await startTestSimulator({ timeScale: TIME_SCALE });
	await simulator.seed({ settings: { approvalStep: false }, metadata: [] });
	const digicert = await createCredential(rest, 'digiCertApi', credentialOf(simulator));
	const akamai = await createCredential(rest, 'akamaiEdgeGridApi', akamaiCredential(simulator));
	const { user: username, password } = FORM_LOGIN;
	const editor = await Editor.open(rest.origin, { httpCredentials: { username, password } });
	await editor.logIn(shared().instance.login);
	const canvas = new Canvas(editor, rest);
	const callsSoFar = () => simulator.world.calls.all().length;

	return {
		rest,
		editor,
		canvas,
		simulator,

		/** Imports the file of an example, and chooses the credentials of this test. */
		async takeUp(file: string, id: string): Promise<string> {
			const { nodes } = example(id);
			const workflowId = await canvas.importFile(join(checkout, 'workflows', `${file}.json`));
			for (const { name, credentials = {} } of nodes) {
				if (credentials.digiCertApi) await canvas.chooseCredential(name, digicert.id);
				if (credentials.akamaiEdgeGridApi) await canvas.chooseCredential(name, akamai.id);
			}
			return workflowId;
		},

		/** Runs what is on the canvas: it fails with these words, and nothing was sent. */
		async refuses(workflowId: string, words: string): Promise<void> {
			const before = callsSoFar();
			expect(errorOf(await canvas.execute(workflowId))).toContain(words);
			expect(callsSoFar()).toBe(before);
		},

		/** How often it was bought. */
		async ordered(name: string): Promise<number> {
			const orders = await ordersOf(simulator);
			return orders.filter(({ commonName }) => commonName === name).length;
		},

		async end(): Promise<void> {
			await editor.close();
			await simulator.stop();
		},
	};
}

/** For all tests of a file. */
export function useHands() {
	jest.setTimeout(8 * MINUTES);
	return forAllTests(begin, async ({ end }) => await end(), 2 * MINUTES);
}
