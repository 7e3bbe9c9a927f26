/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import './quiet';
import 'reflect-metadata';
import { LoadOptionsContext, PollContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	setSafeRegexEngine,
	Workflow,
	type IConnections,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IPollFunctions,
	type IRun,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type OnError,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { CredentialValues } from './engineCredentials';
import { additionalDataFor } from './engineSurroundings';

export type { CredentialValues } from './engineCredentials';

/**
 * Runs nodes in the real n8n-core, in this process: parameters, expressions, credentials, HTTP,
 * error modes and item links are the engine's own, nothing is mocked.
 */

// n8n gives a regular expression 250 ms, which a busy machine may spend elsewhere.
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, by) => input.replace(new RegExp(pattern, flags), by),
	matchAll: (pattern, input, flags = '') =>
		Array.from(input.matchAll(new RegExp(pattern, `${flags.replace('g', '')}g`))),
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});

export const startDescription: INodeType['description'] = {
	displayName: 'Start',
	name: 'start',
	group: ['transform'],
	version: 1,
	description: 'Hands its items on',
	defaults: { name: 'Start' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
};

/** Stands at the beginning of every workflow: hands on the items it is given. */
const START: INodeType = {
	description: startDescription,
	async execute() {
		return [this.getInputData()];
	},
};

/** A node that does one thing, for tests of what lies beneath all nodes. */
export function caller(
	credential: string,
	call: (context: IExecuteFunctions) => Promise<unknown>,
): INodeType {
	return {
		description: {
			...startDescription,
			name: 'caller',
			credentials: [{ name: credential, required: true }],
		},
		async execute() {
			const answer = await call(this);
			return [[{ json: { answer: answer as IDataObject }, pairedItem: { item: 0 } }]];
		},
	};
}

type AnyNodeType = INodeType | IVersionedNodeType;

function nodeTypeRegistry(types: Record<string, AnyNodeType>): INodeTypes {
	const known: Record<string, AnyNodeType> = { start: START, ...types };
	const byName = (name: string) => {
		const found = known[name];
		if (!found) throw new Error(`Unknown node type "${name}"`);
		return found;
	};
	return {
		getByName: byName,
		getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(byName(name), version),
		getKnownTypes: () => ({}),
	};
}

export interface WorkflowOptions {
	nodes: INode[];
	connections?: IConnections;
	/** Node types by the name that the nodes use; `start` is there already. */
	nodeTypes: Record<string, AnyNodeType>;
	credentials?: CredentialValues;
	items?: INodeExecutionData[];
	mode?: WorkflowExecuteMode;
	/** Name of the first node, by default the first in the list. */
	start?: string;
	/** Presses Stop after so many milliseconds. */
	cancelAfter?: number;
	/** Presses Stop when aborted. */
	signal?: AbortSignal;
	staticData?: IDataObject;
	/** Processed data is kept for each workflow. */
	workflowId?: string;
}

export async function runWorkflow(options: WorkflowOptions): Promise<IRun> {
	const { connections = {}, credentials = {}, mode = 'manual', staticData } = options;
	const details = Object.fromEntries(
		Object.keys(credentials).map((type) => [type, { id: type, name: type }]),
	);
	const nodes = options.nodes.map((node) => ({
		...node,
		credentials: node.credentials ?? details,
	}));
	const workflow = new Workflow({
		id: options.workflowId ?? 'test',
		nodes,
		connections,
		nodeTypes: nodeTypeRegistry(options.nodeTypes),
		active: false,
		settings: { executionOrder: 'v1' },
		staticData,
	});
	const node = workflow.getNode(options.start ?? nodes[0]?.name ?? '');
	if (!node) throw new Error('The workflow has no such start node');
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [
				{ node, data: { main: [options.items ?? [{ json: {} }]] }, source: null },
			],
		},
	});
	const additionalData = additionalDataFor(credentials, mode, { nodes, connections });
	const execution = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(
		workflow,
	);
	const stop = () => execution.cancel();
	const timer =
		options.cancelAfter === undefined ? undefined : setTimeout(stop, options.cancelAfter);
	options.signal?.addEventListener('abort', stop);
	try {
		return await execution;
	} finally {
		clearTimeout(timer);
		options.signal?.removeEventListener('abort', stop);
	}
}

export interface NodeOptions
	extends Pick<
		WorkflowOptions,
		'credentials' | 'mode' | 'cancelAfter' | 'signal' | 'staticData' | 'workflowId'
	> {
	node: AnyNodeType;
	parameters: INodeParameters;
	items?: Array<IDataObject | INodeExecutionData>;
	onError?: OnError;
	retryOnFail?: boolean;
	maxTries?: number;
	typeVersion?: number;
	/** Overrides the type name; one that ends in `Tool` makes the node an AI tool. */
	type?: string;
}

export interface NodeRun {
	/** All outputs in the engine's order; with `continueErrorOutput` the last one is Error. */
	outputs: INodeExecutionData[][];
	error?: Error & { description?: string | null; context?: IDataObject };
	run: IRun;
}

const isItem = (item: IDataObject | INodeExecutionData): item is INodeExecutionData =>
	'json' in item && typeof item.json === 'object';

function nodeVersion(type: AnyNodeType, typeVersion?: number) {
	if (typeVersion !== undefined) return typeVersion;
	const versions = NodeHelpers.getVersionedNodeType(type).description.version;
	return Array.isArray(versions) ? Math.max(...versions) : versions;
}

const UNDER_TEST = 'Node under test';

/** What the canvas shows above the node. */
export const hintsOf = ({ run }: NodeRun): string[] =>
	(run.data.resultData.runData[UNDER_TEST]?.[0]?.hints ?? []).map(({ message }) => message);

export async function runNode(options: NodeOptions): Promise<NodeRun> {
	const { node: nodeType, parameters, items = [{}], onError, retryOnFail, maxTries } = options;
	const type = options.type ?? nodeType.description.name;
	const startAt = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
	const run = await runWorkflow({
		...options,
		nodes: [
			{ ...startAt, id: 'start', name: 'Start', type: 'start' },
			{
				...startAt,
				id: 'node',
				name: UNDER_TEST,
				type,
				typeVersion: nodeVersion(nodeType, options.typeVersion),
				parameters,
				onError,
				retryOnFail,
				maxTries,
				waitBetweenTries: 1,
			},
		],
		connections: {
			Start: { main: [[{ node: UNDER_TEST, type: NodeConnectionTypes.Main, index: 0 }]] },
		},
		nodeTypes: { [type]: nodeType },
		items: items.map((item) => (isItem(item) ? item : { json: item })),
	});
	const task = run.data.resultData.runData[UNDER_TEST]?.at(-1);
	const error = task?.error ?? run.data.resultData.error;
	const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
	return { outputs, run, ...(error && { error: error as NodeRun['error'] }) };
}

type SingleNodeOptions = Pick<NodeOptions, 'node' | 'parameters' | 'credentials' | 'typeVersion'>;

export function singleNode(
	options: SingleNodeOptions,
	{ nodeId = 'node', workflowId }: { nodeId?: string; workflowId?: string } = {},
) {
	const { node: nodeType, parameters, credentials = {} } = options;
	const node: INode = {
		id: nodeId,
		name: UNDER_TEST,
		type: nodeType.description.name,
		typeVersion: nodeVersion(nodeType, options.typeVersion),
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((type) => [type, { id: type, name: type }]),
		),
	};
	const workflow = new Workflow({
		id: workflowId,
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypeRegistry({ [node.type]: nodeType }),
	});
	const content = { nodes: [node], connections: {} };
	const additionalData = additionalDataFor(credentials, 'internal', content, parameters);
	return { node, workflow, additionalData };
}

/** What a node's `methods.listSearch` and `methods.loadOptions` get as `this`. */
export function loadOptionsContext(options: SingleNodeOptions): ILoadOptionsFunctions {
	const { node, workflow, additionalData } = singleNode(options);
	return new LoadOptionsContext(workflow, node, outsideExecutions(additionalData), '');
}

interface Polling {
	nodeId?: string;
	workflowId?: string;
	mode?: WorkflowExecuteMode;
	activation?: WorkflowActivateMode;
}

/** What `poll` of an active trigger gets as `this`: one context for all polls until it is off. */
export function pollContext(
	options: SingleNodeOptions,
	{
		nodeId = 'node',
		workflowId = 'workflow',
		mode = 'trigger',
		activation = 'activate',
	}: Polling = {},
): IPollFunctions {
	const { node, workflow, additionalData } = singleNode(options, { nodeId, workflowId });
	const surroundings = { ...outsideExecutions(additionalData), currentNodeParameters: undefined };
	return new PollContext(workflow, node, surroundings, mode, activation);
}

const outsideExecutions = (additionalData: IWorkflowExecuteAdditionalData) => ({
	...additionalData,
	executionId: undefined,
});
