/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { INode, OnError } from 'n8n-workflow';

import type { Execution } from '../../../sandbox/launcher/executions';
import { readExecution, runFrom } from '../../../sandbox/launcher/executions';
import { addWorkflow } from '../../../sandbox/launcher/publish';
import type { Rest } from '../../../sandbox/launcher/rest';
import type { Service } from './echo';
import type { Form } from './forms';
import { createCredential } from './workflows';

/** Many nodes that fail, in few workflows and executions. */

const MODES: OnError[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];

const LOOK_EVERY_MS = 500;
const ENDED_WITHIN_MS = 150_000;
const RUNNING = ['new', 'running', 'waiting'];

/** One run: a trigger, and the nodes that it starts. */
interface Case {
	trigger: string;
	nodes: string[];
}

export interface Failed {
	/** Which node in which mode */
	name: string;
	/** All that n8n keeps of its run */
	said: string;
	/** Or left it open what was done, which automations tell in an item of their own */
	failed: boolean;
}

export interface Runs {
	nodes: Failed[];
	executions: Execution[];
}

type Credentials = Record<Form['credential'], { id: string; name: string }>;

const nodeOf = (name: string, type: string, more: Partial<INode> = {}): INode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});

/** A node that stops the workflow would keep the others from running, so it runs alone. */
function casesOf(forms: Form[], stopping: Form[]): Array<{ mode: OnError; own: Form[] }> {
	const groups = (mode: OnError) =>
		mode === 'stopWorkflow' ? stopping.map((form) => [form]) : [forms];
	return MODES.flatMap((mode) => groups(mode).map((own) => ({ mode, own })));
}

function workflowOf(name: string, forms: Form[], stopping: Form[], credentials: Credentials) {
	const cases: Case[] = [];
	const nodes: INode[] = [];
	for (const { mode, own } of casesOf(forms, stopping)) {
		const trigger = `Start ${cases.length + 1}`;
		const under = own.map(({ name: what, type, credential, parameters }, index) =>
			nodeOf(`${mode} ${what}`, type, {
				parameters: parameters(nodes.length + index),
				onError: mode,
				credentials: { [credential]: credentials[credential] },
			}),
		);
		nodes.push(nodeOf(trigger, 'n8n-nodes-base.manualTrigger'), ...under);
		cases.push({ trigger, nodes: under.map(({ name: node }) => node) });
	}
	const connections = Object.fromEntries(
		cases.map(({ trigger, nodes: own }) => [
			trigger,
			{ main: [own.map((node) => ({ node, type: 'main', index: 0 }))] },
		]),
	);
	return { cases, workflow: { name, nodes, connections, settings: { executionOrder: 'v1' } } };
}

/** One look for all executions of a workflow, however many there are. */
async function allEnded(rest: Rest, workflowId: string): Promise<void> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const deadline = Date.now() + ENDED_WITHIN_MS;
	for (;;) {
		await pause(LOOK_EVERY_MS);
		const { results } = await rest.get<{ results: Array<{ status: string }> }>(
			`/executions?filter=${filter}&limit=100`,
		);
		const running = results.filter(({ status }) => RUNNING.includes(status));
		if (running.length === 0) return;
		if (Date.now() > deadline) throw new Error(`${running.length} executions do not end`);
	}
}

function resultOf({ data }: Execution, name: string): Failed {
	const tasks = data.resultData.runData[name] ?? [];
	const items = tasks.flatMap((task) => task.data?.main?.flatMap((output) => output ?? []) ?? []);
	const failed =
		tasks.some(({ error }) => error !== undefined) ||
		items.some(({ json }) => json.error !== undefined || json.unclear === true);
	return { name, said: JSON.stringify(tasks), failed };
}

/** Credentials of this service, as a user would have saved them. */
export const savedCredentials = async (
	rest: Rest,
	{ credentials: { digiCertApi, akamaiEdgeGridApi } }: Service,
): Promise<Credentials> => ({
	digiCertApi: await createCredential(rest, 'digiCertApi', digiCertApi),
	akamaiEdgeGridApi: await createCredential(rest, 'akamaiEdgeGridApi', akamaiEdgeGridApi),
});

/** Runs the forms against the service in all three On Error modes, some of them also in Stop. */
export async function runFailing(
	rest: Rest,
	name: string,
	service: Service,
	forms: Form[],
	stopping: Form[] = forms,
): Promise<Runs> {
	const credentials = await savedCredentials(rest, service);
	const { cases, workflow } = workflowOf(name, forms, stopping, credentials);
	const id = await addWorkflow(rest, workflow);
	const started = await Promise.all(
		cases.map(async ({ trigger, nodes }) => ({
			nodes,
			execution: await runFrom(rest, id, trigger),
		})),
	);
	await allEnded(rest, id);
	const runs = await Promise.all(
		started.map(async ({ nodes, execution: executionId }) => {
			const execution = await readExecution(rest, executionId);
			return { execution, nodes: nodes.map((node) => resultOf(execution, node)) };
		}),
	);
	return {
		nodes: runs.flatMap(({ nodes }) => nodes),
		executions: runs.map(({ execution }) => execution),
	};
}
