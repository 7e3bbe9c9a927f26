/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/node-usable-as-tool */
import './quiet';
import 'reflect-metadata';
import {
	ExecuteContext,
	ExternalSecretsProxy,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
import {
	createEmptyRunExecutionData,
	createRunExecutionData,
	ICredentialsHelper,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type IAuthenticateGeneric,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IDataObject,
	type ICredentialTestRequest,
	type IExecuteData,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeCredentialsDetails,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRequestOptionsSimplified,
	type IRun,
	type IRunExecutionData,
	type IVersionedNodeType,
	type IWorkflowExecuteAdditionalData,
	type OnError,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { AkamaiEdgeGridApi } from '../../credentials/AkamaiEdgeGridApi.credentials';
import { DigiCertApi } from '../../credentials/DigiCertApi.credentials';

/**
 * Runs nodes in the real n8n-core, in this process: parameters, expressions, credentials, HTTP,
 * error modes and item links are the engine's own, nothing is mocked.
 */

/** Field values by credential type, as the admin would fill in the form. */
export type CredentialValues = Record<string, IDataObject>;

const CREDENTIAL_TYPES: ICredentialType[] = [new DigiCertApi(), new AkamaiEdgeGridApi()];

function credentialType(name: string): ICredentialType {
	const found = CREDENTIAL_TYPES.find((type) => type.name === name);
	if (!found) throw new Error(`No credential type "${name}" in this package`);
	return found;
}

class Credentials extends ICredentialsHelper {
	constructor(private readonly values: CredentialValues) {
		super();
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	/** Like n8n: defaults filled in, fields that the form does not show left out. */
	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	) {
		const values = (this.values[type] ?? {}) as INodeParameters;
		const { properties } = credentialType(type);
		const shown = NodeHelpers.getNodeParameters(properties, values, true, false, null, null);
		return shown as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
	) {
		const { authenticate } = credentialType(type);
		const request = options as IHttpRequestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		return addGeneric(authenticate, credentials, request, workflow);
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Stored credentials are not part of this harness');
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties(type: string) {
		return credentialType(type).properties;
	}
}

function addGeneric(
	authenticate: IAuthenticateGeneric | undefined,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	workflow?: Workflow,
): IHttpRequestOptions {
	const headers = { ...options.headers };
	for (const [name, value] of Object.entries(authenticate?.properties.headers ?? {})) {
		headers[name] = workflow?.expression.getSimpleParameterValue(
			{ name: 'auth', parameters: {} } as INode,
			value as string,
			'internal',
			{ $credentials: credentials },
		) as string;
	}
	return { ...options, headers };
}

/** Stands at the beginning of every workflow: hands on the items it is given. */
class Start implements INodeType {
	description: INodeType['description'] = {
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

	async execute(this: { getInputData(): INodeExecutionData[] }) {
		return [this.getInputData()];
	}
}

/** A node that does one thing, for tests of what lies beneath all nodes. */
export function caller(
	credential: string,
	call: (context: IExecuteFunctions) => Promise<unknown>,
): INodeType {
	return {
		description: {
			...new Start().description,
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
	const known: Record<string, AnyNodeType> = { start: new Start(), ...types };
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

let executions = 0;

function additionalDataFor(
	credentials: CredentialValues,
	mode: WorkflowExecuteMode,
	workflow: { nodes: INode[]; connections: IConnections },
	parameters?: INodeParameters,
) {
	const base = 'http://localhost:5678/';
	const executionId = String(++executions);
	const notHere = async () => {
		throw new Error('Not part of this harness');
	};
	const data: IWorkflowExecuteAdditionalData = {
		credentialsHelper: new Credentials(credentials),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executionId,
		currentNodeExecutionIndex: 0,
		currentNodeParameters: parameters,
		variables: {},
		restApiUrl: `${base}rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}form`,
		formWaitingBaseUrl: `${base}form-waiting`,
		formTestBaseUrl: `${base}form-test`,
		webhookBaseUrl: `${base}webhook`,
		webhookWaitingBaseUrl: `${base}webhook-waiting`,
		webhookTestBaseUrl: `${base}webhook-test`,
		mcpBaseUrl: `${base}mcp`,
		mcpTestBaseUrl: `${base}mcp-test`,
		executeWorkflow: notHere,
		getRunExecutionData: notHere,
		getRuntimeCredential: notHere,
		startRunnerTask: notHere,
		logAiEvent() {},
		setExecutionStatus() {},
	};
	const hooks = new ExecutionLifecycleHooks(mode, executionId, {
		id: 'test',
		name: 'test',
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
		...workflow,
	});
	return Object.assign(data, { hooks });
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
}

export async function runWorkflow(options: WorkflowOptions): Promise<IRun> {
	const { connections = {}, credentials = {}, mode = 'manual', staticData } = options;
	const details = Object.fromEntries(
		Object.keys(credentials).map((type) => [type, { id: type, name: type }]),
	);
	const nodes = options.nodes.map((node) => ({ credentials: details, ...node }));
	const workflow = new Workflow({
		id: 'test',
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
	extends Pick<WorkflowOptions, 'credentials' | 'mode' | 'cancelAfter' | 'signal' | 'staticData'> {
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

function singleNode(
	options: Pick<NodeOptions, 'node' | 'parameters' | 'credentials' | 'typeVersion'>,
) {
	const { node: nodeType, parameters, credentials = {} } = options;
	const node: INode = {
		id: 'node',
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
export function loadOptionsContext(
	options: Pick<NodeOptions, 'node' | 'parameters' | 'credentials' | 'typeVersion'>,
): ILoadOptionsFunctions {
	const { node, workflow, additionalData } = singleNode(options);
	return new LoadOptionsContext(workflow, node, additionalData, '');
}

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** Presses the Test button of a credential: the same request and rules as in n8n. */
export async function testCredential(
	type: string,
	values: IDataObject,
): Promise<CredentialTestResult> {
	const { test } = credentialType(type);
	if (!test) throw new Error(`The credential type "${type}" has no test`);
	const nodeType: INodeType = {
		description: {
			...new Start().description,
			name: 'credentialTest',
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	};
	const context = singleNode({ node: nodeType, parameters: {}, credentials: { [type]: values } });
	const { node, workflow, additionalData } = context;
	const input = { main: [[{ json: {} }]] };
	const runData: IRunExecutionData = createEmptyRunExecutionData();
	const executeData: IExecuteData = { node, data: input, source: null };
	const execution = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		runData,
		0,
		input.main[0] ?? [],
		input,
		executeData,
		[],
	);
	try {
		const [output] = (await new RoutingNode(execution, nodeType).runNode()) ?? [];
		return judge(test, output?.[0]?.json);
	} catch (error) {
		const { cause, message } = error as Error & { cause?: { code?: string } };
		return { status: 'Error', message: cause?.code ?? message };
	}
}

/** First rule that matches decides; a value that is expected to be `undefined` closes the list. */
function judge({ rules = [] }: ICredentialTestRequest, answer: unknown): CredentialTestResult {
	for (const { type, properties } of rules) {
		if (type !== 'responseSuccessBody') continue;
		if (at(answer, properties.key) === properties.value) {
			return { status: 'Error', message: properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function at(value: unknown, path: string): unknown {
	return path
		.split(/[.[\]]+/)
		.filter(Boolean)
		.reduce<unknown>((inner, key) => {
			const isObject = typeof inner === 'object' && inner !== null;
			return isObject ? (inner as Record<string, unknown>)[key] : undefined;
		}, value);
}
