/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';

import { AT_FIRST } from '../../nodes/shared/operation/each';
import { errorOf, jsonOf, outputOf } from '../../sandbox/launcher/executions';
import {
	credentialOf,
	listCalls,
	orderOf,
	orderParameters,
	ordersOf,
	purchases,
} from '../support/certCentral';
import type { ItemsWorkflow } from '../support/itemsWorkflow';
import { begin, finished, itemsTo, OUR_NODES, UNDER_TEST } from '../support/itemsWorkflow';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';
import { createCredential } from './support/workflows';

const ORDERS = 40;
const ANSWERED = 6;
/** Each order that is answered lets one more begin. */
const UNANSWERED = AT_FIRST + ANSWERED;
const names = Array.from({ length: ORDERS }, (_, index) => `crash-${index}.example.com`);

let simulator: TestSimulator;
let n8n: OwnN8n;

beforeAll(async () => {
	simulator = await startTestSimulator();
	n8n = await OwnN8n.start();
}, 180_000);
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
}, 30_000);

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await condition())) await pause(50);
}

describe('n8n is killed while orders are under way', () => {
	let workflow: ItemsWorkflow;
	let items: Array<{ commonName: string; csr: string }>;

	beforeAll(async () => {
		items = await Promise.all(names.map(async (name) => await orderOf(name)));
		workflow = await itemsTo(n8n.rest, {
			type: OUR_NODES.certCentral,
			parameters: orderParameters({ options: { visibleWithin: 20 } }),
			credentials: {
				digiCertApi: await createCredential(n8n.rest, 'digiCertApi', credentialOf(simulator)),
			},
		});
		// The list shows nothing new: only what n8n wrote down before the kill can help.
		await simulator.seed({ settings: { listLagRealSeconds: 3600 } });
		await simulator.fault('stalledAnswer', {
			after: ANSWERED,
			match: { method: 'POST', path: '/order/certificate/ssl$' },
		});
		await begin(n8n.rest, workflow, items);
		await until(() => purchases(simulator).length === ANSWERED + UNANSWERED);
		await until(async () => (await ordersOf(simulator)).length === ANSWERED + UNANSWERED);
		await n8n.kill();
	}, 60_000);

	it('and the same run, started again, adopts what was bought and buys the rest', async () => {
		const before = (await ordersOf(simulator)).map(({ id }) => id);
		expect(before).toHaveLength(ANSWERED + UNANSWERED);
		await simulator.sandbox.delete('/faults');
		await n8n.startAgain();

		const looks = listCalls(simulator).length;
		const [again = ''] = await begin(n8n.rest, workflow, items);
		await until(() => listCalls(simulator).length >= looks + 2);
		await simulator.seed({ settings: { listLagRealSeconds: 0 } });
		const execution = await finished(n8n.rest, again);

		expect(errorOf(execution)).toBeUndefined();
		const bought = await ordersOf(simulator);
		expect(bought.map(({ commonName }) => commonName).sort()).toEqual([...names].sort());
		const output = jsonOf(outputOf(execution, UNDER_TEST));
		expect(output.map(({ orderId }) => orderId)).toEqual(
			names.map((name) => bought.find(({ commonName }) => commonName === name)?.id),
		);
		const adopted = output.filter(({ reused }) => reused);
		expect(adopted.map(({ orderId }) => orderId).sort()).toEqual(before.sort());
	}, 120_000);
});
