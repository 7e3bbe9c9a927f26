/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';
import type {
	IConnections,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	IRun,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { AkamaiCps } from '../../nodes/Akamai/Cps/AkamaiCps.node';
import { DigiCertAutomation } from '../../nodes/DigiCert/Automation/DigiCertAutomation.node';
import { DigiCertCertCentral } from '../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { checkout } from '../../sandbox/launcher/cache';
import type { WorkflowFile } from '../../sandbox/launcher/seed';
import { readWorkflows } from '../../sandbox/launcher/seed';
import { setUp } from '../../sandbox/launcher/setUp';
import type { CredentialValues } from './engineCredentials';
import { runWorkflow, startDescription } from './engine';

/**
 * The shipped workflows as they are, in this process: our nodes, expressions, conditions, error
 * outputs and the way of items are the engine's own; n8n's few nodes between ours are stand-ins that
 * do what n8n documents of them, and a Wait moves the clock.
 */

export interface Surroundings {
	credentials: CredentialValues;
	/** What a Wait does */
	pause(seconds: number): Promise<void>;
	/** What a person answers to a form, having seen this item; undefined lets it run out. */
	answer?(seen: IDataObject): Promise<IDataObject | undefined>;
	/** Presses Stop on all that runs. */
	signal?: AbortSignal;
	/** What an admin set, beside what the sandbox sets. */
	set?(workflow: WorkflowFile): WorkflowFile;
}

/** One execution that has ended. */
export interface Ended {
	workflow: string;
	error?: string;
	/** What its last node gave */
	items: IDataObject[];
	run: IRun;
}

export const shipped = readWorkflows(join(checkout, 'workflows'));

export const shippedById = (id: string): WorkflowFile => {
	const found = shipped.find((workflow) => workflow.id === id);
	if (!found) throw new Error(`There is no example ${id}`);
	return found;
};

const main = NodeConnectionTypes.Main;

type Execute = (ctx: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

const standIn = (execute: Execute, more: Partial<INodeType['description']> = {}): INodeType => ({
	description: { ...startDescription, ...more },
	async execute() {
		return await execute(this);
	},
});

const passing = standIn(async (ctx) => [ctx.getInputData()]);

const field = (name: string, type: INodeProperties['type']): INodeProperties => ({
	displayName: name,
	name,
	type,
	default: {},
});

const conditions = field('conditions', 'filter');
const callOptions: INodeProperties = {
	...field('options', 'collection'),
	options: [field('waitForSubWorkflow', 'boolean')],
};
const rules: INodeProperties = {
	...field('rules', 'fixedCollection'),
	typeOptions: { multipleValues: true },
	options: [{ displayName: 'Rules', name: 'values', values: [conditions] }],
};

const holds = (ctx: IExecuteFunctions, path: string, item: number): boolean =>
	ctx.getNodeParameter(path, item, false, { extractValue: true }) === true;

const paired = (json: IDataObject, item: number): INodeExecutionData => ({
	json,
	pairedItem: { item },
});

/** Each item on the first output that its rule names. */
const sorted = (ctx: IExecuteFunctions, outputs: number, of: (item: number) => number) => {
	const all: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	ctx.getInputData().forEach(({ json }, item) => all[of(item)]?.push(paired(json, item)));
	return all;
};

const choose = standIn(
	async (ctx) => sorted(ctx, 2, (item) => (holds(ctx, 'conditions', item) ? 0 : 1)),
	{ outputs: [main, main], properties: [conditions] },
);

const keep = standIn(
	async (ctx) => sorted(ctx, 2, (item) => (holds(ctx, 'conditions', item) ? 0 : 1)).slice(0, 1),
	{
		properties: [conditions],
	},
);

const MOST_RULES = 4;

const route = standIn(
	async (ctx) => {
		const { values } = ctx.getNodeParameter('rules', 0) as { values: unknown[] };
		const first = (item: number) =>
			values.findIndex((_rule, at) => holds(ctx, `rules.values[${at}].conditions`, item));
		return sorted(ctx, MOST_RULES, (item) => (first(item) < 0 ? values.length : first(item)));
	},
	{ outputs: Array.from({ length: MOST_RULES }, () => main), properties: [rules] },
);

const assign = standIn(
	async (ctx) => [
		ctx.getInputData().map(({ json }, item) => {
			const { assignments } = ctx.getNodeParameter('assignments', item) as {
				assignments: Array<{ name: string; value: IDataObject[string] }>;
			};
			const set = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
			return paired({ ...json, ...set }, item);
		}),
	],
	{ properties: [field('assignments', 'assignmentCollection')] },
);

const stop = standIn(
	async (ctx) => {
		throw new NodeOperationError(ctx.getNode(), String(ctx.getNodeParameter('errorMessage', 0)));
	},
	{ properties: [field('errorMessage', 'string')] },
);

const oneByOne = standIn(
	async (ctx) => {
		const context = ctx.getContext('node') as { left?: INodeExecutionData[] };
		const [next, ...left] = context.left ?? ctx.getInputData();
		context.left = left;
		return next ? [[], [next]] : [ctx.getInputData(), []];
	},
	{ outputs: [main, main] },
);

const MOST_INPUTS = 8;

const merge = standIn(
	async (ctx) => {
		const inputs = Array.from({ length: MOST_INPUTS }, (_, at) => inputAt(ctx, at));
		const [first = [], second = []] = inputs;
		if (ctx.getNodeParameter('mode', 0, 'append') !== 'combine') return [inputs.flat()];
		return [first.map(({ json }, at) => paired({ ...json, ...second[at]?.json }, at))];
	},
	{
		inputs: Array.from({ length: MOST_INPUTS }, () => main),
		requiredInputs: 1,
		properties: [field('mode', 'string')],
	},
);

/** One that brought nothing is none. */
function inputAt(ctx: IExecuteFunctions, at: number): INodeExecutionData[] {
	try {
		return ctx.getInputData(at) ?? [];
	} catch {
		return [];
	}
}

const wait = ({ pause, answer }: Surroundings): INodeType =>
	standIn(
		async (ctx) => {
			const items = ctx.getInputData();
			if (ctx.getNodeParameter('resume', 0, 'timeInterval') !== 'form') {
				await pause(Number(ctx.getNodeParameter('amount', 0)));
				return [items];
			}
			const answered = await answer?.(items[0]?.json ?? {});
			return [answered ? [paired(answered, 0)] : items];
		},
		{ properties: [field('resume', 'string'), field('amount', 'string')] },
	);

export class Canvas {
	/** Every execution, in the order in which they ended. */
	readonly ended: Ended[] = [];

	private readonly begun: Array<Promise<unknown>> = [];

	private readonly nodeTypes: Record<string, INodeType>;

	constructor(private readonly surroundings: Surroundings) {
		const own = [new AkamaiCps(), new DigiCertCertCentral(), new DigiCertAutomation()];
		const base: Record<string, INodeType> = {
			manualTrigger: passing,
			scheduleTrigger: passing,
			executeWorkflowTrigger: passing,
			emailSend: passing,
			noOp: passing,
			if: choose,
			filter: keep,
			switch: route,
			set: assign,
			stopAndError: stop,
			splitInBatches: oneByOne,
			merge,
			wait: wait(surroundings),
			executeWorkflow: this.caller(),
		};
		this.nodeTypes = Object.fromEntries([
			...own.map((node) => [`n8n-nodes-certificate-lifecycle.${node.description.name}`, node]),
			...Object.entries(base).map(([name, node]) => [`n8n-nodes-base.${name}`, node]),
		]);
	}

	/** From its trigger until it and all that it called have ended. */
	async run(id: string, items: IDataObject[] = [{}]): Promise<Ended> {
		const ended = await this.execute(id, items);
		for (let begun = 0; begun < this.begun.length; ) {
			begun = this.begun.length;
			await Promise.all(this.begun);
		}
		return ended;
	}

	of(id: string): Ended[] {
		return this.ended.filter(({ workflow }) => workflow === id);
	}

	private caller(): INodeType {
		return standIn(
			async (ctx) => {
				const { value } = ctx.getNodeParameter('workflowId', 0) as { value: string };
				const items = ctx.getInputData();
				const called = this.execute(
					value,
					items.map(({ json }) => json),
				);
				if (ctx.getNodeParameter('options.waitForSubWorkflow', 0, true) !== true) {
					this.begun.push(called);
					return [items];
				}
				const { error, items: given } = await called;
				if (error) throw new NodeOperationError(ctx.getNode(), error);
				return [given.map((json) => paired(json, 0))];
			},
			{ properties: [field('workflowId', 'resourceLocator'), callOptions] },
		);
	}

	private async execute(id: string, items: IDataObject[]): Promise<Ended> {
		const { set = (workflow: WorkflowFile) => workflow, credentials } = this.surroundings;
		const workflow = set(setUp(shippedById(id), ''));
		const nodes = workflow.nodes
			.filter(({ type }) => !type.endsWith('.stickyNote'))
			// Those of the surroundings count.
			.map((node) => ({ ...node, credentials: undefined }));
		const start = nodes.find(({ type, disabled }) => /Trigger$/.test(type) && !disabled);
		const run = await runWorkflow({
			nodes,
			connections: workflow.connections as IConnections,
			nodeTypes: this.nodeTypes,
			credentials,
			start: start?.name,
			items: items.map((json) => ({ json })),
			workflowId: id,
			signal: this.surroundings.signal,
		});
		const { runData, lastNodeExecuted = '', error } = run.data.resultData;
		const last = runData[lastNodeExecuted]?.at(-1)?.data?.main ?? [];
		const ended = {
			workflow: id,
			run,
			items: last.flatMap((output) => (output ?? []).map(({ json }) => json)),
			...(error ? { error: error.message } : {}),
		};
		this.ended.push(ended);
		return ended;
	}
}
