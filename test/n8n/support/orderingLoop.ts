/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { IConnections } from 'n8n-workflow';

import { readExecution } from '../../../sandbox/launcher/executions';
import type { Rest } from '../../../sandbox/launcher/rest';
import { byId, credentialOf, orderParameters } from '../../support/certCentral';
import { node, OUR_NODES } from '../../support/itemsWorkflow';
import type { TestSimulator } from '../../support/simulator';
import { createCredential } from './workflows';

/** Longer than n8n keeps a waiting execution in memory: it goes to the database, and comes back. */
const WAIT_SECONDS = 70;
const WAITS_WITHIN_MS = 60_000;

/** As the simulator scripts them by name: settled at once, settled later, waiting for somebody. */
export const LOOP_NAMES = [
	'instant.example.com',
	'plain.example.com',
	'needs-approval.example.com',
] as const;

export const to = (...names: string[]) =>
	names.map((name) => ({ node: name, type: 'main' as const, index: 0 }));

/** Orders, then a check and a Wait on what is in progress, until each has left by its own output. */
export async function orderingLoop(rest: Rest, simulator: TestSimulator) {
	const credentials = {
		digiCertApi: await createCredential(rest, 'digiCertApi', credentialOf(simulator)),
	};
	const order = node('Order', OUR_NODES.certCentral, 1, {
		parameters: orderParameters({ additionalFields: { skipApproval: true } }),
		credentials,
	});
	const check = node('Check', OUR_NODES.certCentral, 1, {
		parameters: {
			resource: 'order',
			operation: 'checkStatus',
			orderId: byId('={{ $json.orderId }}'),
			options: { leaveTogether: true },
		},
		credentials,
	});
	const wait = node('Wait', 'n8n-nodes-base.wait', 1.1, {
		webhookId: randomUUID(),
		parameters: { amount: WAIT_SECONDS, unit: 'seconds' },
	});
	const ends = ['Done', 'Who acts'].map((name) => node(name, 'n8n-nodes-base.noOp', 1, {}));
	const connections: IConnections = {
		Order: { main: [to('Check')] },
		Check: { main: [to('Done'), to('Wait'), to('Who acts'), []] },
		Wait: { main: [to('Check')] },
	};
	return { first: [order], rest: [check, wait, ...ends], connections };
}

/** Until it is in the database, and in no process. */
export async function untilWaiting(rest: Rest, id: string): Promise<void> {
	const deadline = Date.now() + WAITS_WITHIN_MS;
	while ((await readExecution(rest, id)).status !== 'waiting') {
		if (Date.now() > deadline) throw new Error(`Execution ${id} does not wait`);
		await pause(300);
	}
}
