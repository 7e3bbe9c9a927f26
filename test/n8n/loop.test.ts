import type { IDataObject } from 'n8n-workflow';

import type { Execution } from '../../sandbox/launcher/executions';
import {
	errorOf,
	finishedExecution,
	jsonOf,
	outputOf,
	runFrom,
} from '../../sandbox/launcher/executions';
import { addWorkflow } from '../../sandbox/launcher/publish';
import { callsOf, orderOf, ordersOf } from '../support/certCentral';
import { node } from '../support/itemsWorkflow';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';
import { LOOP_NAMES, orderingLoop, to, untilWaiting } from './support/orderingLoop';

const MINUTES = 60_000;

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

async function loop(items: IDataObject[]) {
	const { first, rest, connections } = await orderingLoop(n8n.rest, simulator);
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Orders', 'n8n-nodes-base.set', 3.4, {
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }) },
		}),
		node('Each', 'n8n-nodes-base.splitOut', 1, { parameters: { fieldToSplitOut: 'items' } }),
	];
	const id = await addWorkflow(n8n.rest, {
		name: 'A loop',
		nodes: [...nodes, ...first, ...rest],
		connections: {
			Start: { main: [to('Orders')] },
			Orders: { main: [to('Each')] },
			Each: { main: [first.flatMap(({ name }) => to(name))] },
			...connections,
		},
		settings: { executionOrder: 'v1' },
	});
	return id;
}

const infoCalls = (orderId: unknown) =>
	callsOf(simulator, 'GET', new RegExp(`/order/certificate/${String(orderId)}$`)).length;

describe('n8n is killed while a loop waits, and goes on from its database', () => {
	let execution: Execution;
	let asked: Record<string, number>;
	let ids: Record<string, number>;

	beforeAll(async () => {
		const items = await Promise.all(LOOP_NAMES.map(async (name) => await orderOf(name)));
		const executionId = await runFrom(n8n.rest, await loop(items), 'Start');
		await untilWaiting(n8n.rest, executionId);
		ids = Object.fromEntries(
			(await ordersOf(simulator)).map(({ commonName, id }) => [commonName, id]),
		);
		asked = Object.fromEntries(LOOP_NAMES.map((name) => [name, infoCalls(ids[name])]));
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
			[...LOOP_NAMES].sort(),
		);
	});

	it('what was settled before was not asked again, what was in progress was', () => {
		const since = LOOP_NAMES.map((name) => infoCalls(ids[name]) - (asked[name] ?? 0));
		expect(since).toEqual([0, 1, 0]);
	});

	it('each item left once, by its own output', () => {
		const [done, acts] = ['Done', 'Who acts'].map((name) => jsonOf(outputOf(execution, name)));
		expect(done?.map(({ commonName }) => commonName).sort()).toEqual(LOOP_NAMES.slice(0, 2));
		expect(acts?.map(({ commonName }) => commonName)).toEqual(LOOP_NAMES.slice(2));
		expect(JSON.stringify([done, acts])).not.toContain('polling');
	});
});
