/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';

import type { Execution } from '../../sandbox/launcher/executions';
import {
	errorOf,
	finishedExecution,
	jsonOf,
	outputOf,
	readExecution,
	runFrom,
} from '../../sandbox/launcher/executions';
import {
	byId,
	callsOf,
	credentialOf,
	orderOf,
	orderParameters,
	ordersOf,
} from '../support/certCentral';
import { node, OUR_NODES } from '../support/itemsWorkflow';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';
import { createCredential } from './support/workflows';

/** Longer than n8n keeps a waiting execution in memory: it goes to the database, and comes back. */
const WAIT_SECONDS = 70;
const MINUTES = 60_000;
/** As the simulator scripts them by name: settled at once, settled later, waiting for somebody. */
const NAMES = ['instant.example.com', 'plain.example.com', 'needs-approval.example.com'];

let simulator: TestSimulator;
let n8n: OwnN8n;
beforeAll(async () => {
	simulator = await startTestSimulator();
	n8n = await OwnN8n.start();
}, 3 * MINUTES);
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
}, MINUTES);

const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main', index: 0 }));

async function loop(items: IDataObject[]) {
	const credentials = {
		digiCertApi: await createCredential(n8n.rest, 'digiCertApi', credentialOf(simulator)),
	};
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Orders', 'n8n-nodes-base.set', 3.4, {
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }) },
		}),
		node('Each', 'n8n-nodes-base.splitOut', 1, { parameters: { fieldToSplitOut: 'items' } }),
		node('Order', OUR_NODES.certCentral, 1, {
			parameters: orderParameters({ additionalFields: { skipApproval: true } }),
			credentials,
		}),
		node('Check', OUR_NODES.certCentral, 1, {
			parameters: {
				resource: 'order',
				operation: 'checkStatus',
				orderId: byId('={{ $json.orderId }}'),
				options: { leaveTogether: true },
			},
			credentials,
		}),
		node('Wait', 'n8n-nodes-base.wait', 1.1, {
			webhookId: randomUUID(),
			parameters: { amount: WAIT_SECONDS, unit: 'seconds' },
		}),
		node('Done', 'n8n-nodes-base.noOp', 1, {}),
		node('Who acts', 'n8n-nodes-base.noOp', 1, {}),
	];
	const connections = {
		Start: { main: [to('Orders')] },
		Orders: { main: [to('Each')] },
		Each: { main: [to('Order')] },
		Order: { main: [to('Check')] },
		Check: { main: [to('Done'), to('Wait'), to('Who acts'), []] },
		Wait: { main: [to('Check')] },
	};
	const { id } = await n8n.rest.post<{ id: string }>('/workflows', {
		name: 'A loop',
		nodes,
		connections,
		settings: { executionOrder: 'v1' },
	});
	return id;
}

async function untilWaiting(id: string): Promise<void> {
	const deadline = Date.now() + MINUTES;
	while ((await readExecution(n8n.rest, id)).status !== 'waiting') {
		if (Date.now() > deadline) throw new Error(`Execution ${id} does not wait`);
		await pause(300);
	}
}

const infoCalls = (orderId: unknown) =>
	callsOf(simulator, 'GET', new RegExp(`/order/certificate/${String(orderId)}$`)).length;

describe('n8n is killed while a loop waits, and goes on from its database', () => {
	let execution: Execution;
	let asked: Record<string, number>;
	let ids: Record<string, number>;

	beforeAll(async () => {
		const items = await Promise.all(NAMES.map(async (name) => await orderOf(name)));
		const executionId = await runFrom(n8n.rest, await loop(items), 'Start');
		await untilWaiting(executionId);
		ids = Object.fromEntries(
			(await ordersOf(simulator)).map(({ commonName, id }) => [commonName, id]),
		);
		asked = Object.fromEntries(NAMES.map((name) => [name, infoCalls(ids[name])]));
		await n8n.kill();
		await simulator.advance(86_400);
		await n8n.startAgain();
		execution = await finishedExecution(n8n.rest, executionId, { withinMs: 4 * MINUTES });
	}, 8 * MINUTES);

	it('ends without a failure, after two checks', () => {
		expect(errorOf(execution)).toBeUndefined();
		expect(execution.data.resultData.runData.Check).toHaveLength(2);
	});

	it('nothing was bought twice', async () => {
		expect((await ordersOf(simulator)).map(({ commonName }) => commonName).sort()).toEqual(
			[...NAMES].sort(),
		);
	});

	it('what was settled before was not asked again, what was in progress was', () => {
		const since = NAMES.map((name) => infoCalls(ids[name]) - (asked[name] ?? 0));
		expect(since).toEqual([0, 1, 0]);
	});

	it('each item left once, by its own output', () => {
		const [done, acts] = ['Done', 'Who acts'].map((name) => jsonOf(outputOf(execution, name)));
		expect(done?.map(({ commonName }) => commonName).sort()).toEqual(NAMES.slice(0, 2));
		expect(acts?.map(({ commonName }) => commonName)).toEqual(NAMES.slice(2));
		expect(JSON.stringify([done, acts])).not.toContain('polling');
	});
});
