import {
	type IExecuteFunctions,
	type INodeType,
	NodeConnectionTypes,
	NodeOperationError,
} from 'n8n-workflow';

import { loadOptionsContext, runNode, runWorkflow, startDescription } from '../../support/engine';

/** The harness itself: that it behaves as n8n does where our tests rely on it. */

function node(execute: INodeType['execute'], outputs = 1): INodeType {
	return {
		description: {
			...startDescription,
			name: 'probe',
			outputs: Array.from({ length: outputs }, () => NodeConnectionTypes.Main),
			properties: [
				{ displayName: 'Name', name: 'name', type: 'string', default: 'by default' },
				{
					displayName: 'Hidden',
					name: 'hidden',
					type: 'string',
					default: '',
					displayOptions: { show: { name: ['x'] } },
				},
			],
		},
		execute,
	};
}

const perItem = (context: IExecuteFunctions, work: (index: number) => object) =>
	context.getInputData().map((_item, item) => ({ json: { ...work(item) }, pairedItem: { item } }));

describe('runNode', () => {
	test('resolves expressions for each item and fills in defaults', async () => {
		const probe = node(async function () {
			return [perItem(this, (index) => ({ name: this.getNodeParameter('name', index) }))];
		});
		const items = [{ host: 'a' }, { host: 'b' }];
		const named = await runNode({ node: probe, parameters: { name: '={{ $json.host }}!' }, items });
		const plain = await runNode({ node: probe, parameters: {}, items });
		expect(named.outputs[0]?.map(({ json }) => json.name)).toEqual(['a!', 'b!']);
		expect(plain.outputs[0]?.map(({ json }) => json.name)).toEqual(['by default', 'by default']);
		expect(named.run.status).toBe('success');
	});

	test('gives all outputs in their order, empty ones too', async () => {
		const probe = node(async function () {
			return [[], perItem(this, () => ({ on: 'second' })), []];
		}, 3);
		const { outputs } = await runNode({ node: probe, parameters: {} });
		expect(outputs.map((items) => items.length)).toEqual([0, 1, 0]);
	});

	const failing = node(async function () {
		throw new NodeOperationError(this.getNode(), 'out of order');
	});

	test('tells an error in Stop, and passes the items on in Continue', async () => {
		const stopped = await runNode({ node: failing, parameters: {} });
		expect(stopped.error?.message).toBe('out of order');
		expect(stopped.run.status).toBe('error');

		const onError = 'continueRegularOutput' as const;
		const continued = await runNode({ node: failing, parameters: {}, items: [{ a: 1 }], onError });
		expect(continued.outputs[0]).toMatchObject([{ json: { a: 1 } }]);
	});

	test('sends items that are errors by the Error output', async () => {
		const probe = node(async function () {
			return [perItem(this, (index) => (index === 1 ? { error: 'bad' } : { fine: true }))];
		});
		const onError = 'continueErrorOutput' as const;
		const { outputs } = await runNode({ node: probe, parameters: {}, items: [{}, {}], onError });
		expect(outputs.map((items) => items.map(({ json }) => json))).toEqual([
			[{ fine: true }],
			[{ error: 'bad' }],
		]);
	});

	test('repeats the node with Retry On Fail', async () => {
		let tries = 0;
		const probe = node(async function () {
			if (++tries < 3) throw new NodeOperationError(this.getNode(), 'not yet');
			return [perItem(this, () => ({ tries }))];
		});
		const retried = { node: probe, parameters: {}, retryOnFail: true, maxTries: 3 };
		const { outputs, error } = await runNode(retried);
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toEqual({ tries: 3 });
	});

	test.each<[string, () => object]>([
		['after a while', () => ({ cancelAfter: 50 })],
		['by a signal', () => ({ signal: AbortSignal.timeout(50) })],
	])('presses Stop %s: the node sees it, the run is canceled', async (_name, stop) => {
		let seen = false;
		const probe = node(async function () {
			await new Promise<void>((resolve) => {
				this.getExecutionCancelSignal()?.addEventListener('abort', () => resolve());
			});
			seen = true;
			return [perItem(this, () => ({}))];
		});
		const { run } = await runNode({ node: probe, parameters: {}, ...stop() });
		expect(seen).toBe(true);
		expect(run.status).toBe('canceled');
	});

	test('knows an AI tool by the end of its type name', async () => {
		const probe = node(async function () {
			return [perItem(this, () => ({ type: this.getNode().type }))];
		});
		const { outputs } = await runNode({ node: probe, parameters: {}, type: 'probeTool' });
		expect(outputs[0]?.[0]?.json.type).toBe('probeTool');
	});

	test('keeps binary data', async () => {
		const probe = node(async function () {
			const data = await this.helpers.prepareBinaryData(Buffer.from('pem'), 'a.pem', 'text/plain');
			return [[{ json: {}, binary: { data }, pairedItem: { item: 0 } }]];
		});
		const { outputs } = await runNode({ node: probe, parameters: {} });
		const data = outputs[0]?.[0]?.binary?.data;
		expect(data).toMatchObject({ fileName: 'a.pem', mimeType: 'text/plain' });
		expect(Buffer.from(data?.data ?? '', 'base64').toString()).toBe('pem');
	});

	test('carries static data from run to run', async () => {
		const probe = node(async function () {
			const state = this.getWorkflowStaticData('node');
			state.runs = Number(state.runs ?? 0) + 1;
			return [perItem(this, () => ({ runs: state.runs }))];
		});
		const staticData = {};
		await runNode({ node: probe, parameters: {}, staticData });
		const { outputs } = await runNode({ node: probe, parameters: {}, staticData });
		expect(outputs[0]?.[0]?.json).toEqual({ runs: 2 });
	});
});

describe('runWorkflow', () => {
	test('runs nodes along their connections and links items back to the first', async () => {
		const probe = node(async function () {
			return [perItem(this, (index) => ({ seen: this.getInputData()[index]?.json.id }))];
		});
		const at = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
		const run = await runWorkflow({
			nodes: [
				{ ...at, id: '1', name: 'First', type: 'start' },
				{ ...at, id: '2', name: 'Second', type: 'probe' },
			],
			connections: {
				First: { main: [[{ node: 'Second', type: NodeConnectionTypes.Main, index: 0 }]] },
			},
			nodeTypes: { probe },
			items: [{ json: { id: 1 } }, { json: { id: 2 } }],
		});
		const items = run.data.resultData.runData.Second?.[0]?.data?.main?.[0];
		expect(items).toMatchObject([
			{ json: { seen: 1 }, pairedItem: { item: 0 } },
			{ json: { seen: 2 }, pairedItem: { item: 1 } },
		]);
	});
});

test('loadOptionsContext gives list methods their parameters', () => {
	const context = loadOptionsContext({
		node: node(async () => [[]]),
		parameters: { name: 'typed in' },
	});
	expect(context.getCurrentNodeParameter('name')).toBe('typed in');
});
