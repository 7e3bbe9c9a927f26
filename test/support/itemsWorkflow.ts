/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../sandbox/launcher/executions';
import { executionsOf, finishedExecution } from '../../sandbox/launcher/executions';
import { addWorkflow, publish } from '../../sandbox/launcher/publish';
import type { Rest } from '../../sandbox/launcher/rest';

/** Node types as n8n names those of an installed tarball. */
const installed = (name: string): string => `n8n-nodes-certificate-lifecycle.${name}`;

export const OUR_NODES = {
	certCentral: installed('digiCertCertCentral'),
	automation: installed('digiCertAutomation'),
	cps: installed('akamaiCps'),
	cpsTrigger: installed('akamaiCpsTrigger'),
};

export const UNDER_TEST = 'Node under test';

/** The node of a workflow whose behaviour counts. */
export interface NodeUnderTest
	extends Pick<
		INode,
		'type' | 'credentials' | 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'
	> {
	typeVersion?: number;
	parameters: INodeParameters;
}

/** A published workflow that hands the items of a webhook call to one node. */
export interface ItemsWorkflow {
	id: string;
	path: string;
}

const HTTP_OK = 200;
const HTTP_NOT_FOUND = 404;
const REGISTERED_WITHIN_MS = 30_000;
const FINISHED_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 100;
/** Executions of before, to be told apart from new ones */
const MORE = 20;

export const node = (
	name: string,
	type: string,
	typeVersion: number,
	rest: Partial<INode>,
): INode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters: {},
	...rest,
});

const webhook = (path: string): INode =>
	node('Webhook', 'n8n-nodes-base.webhook', 2, {
		webhookId: randomUUID(),
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	});

const splitItems = (): INode =>
	node('Split Out', 'n8n-nodes-base.splitOut', 1, {
		parameters: { fieldToSplitOut: 'body.items', options: {} },
	});

/** Beside the first one, nodes under test are numbered. */
export const nameOf = (index: number): string =>
	index === 0 ? UNDER_TEST : `${UNDER_TEST} ${index + 1}`;

const underTest = ({ type, typeVersion = 1, ...rest }: NodeUnderTest, index: number): INode =>
	node(nameOf(index), type, typeVersion, rest);

const to = ({ name }: INode) => ({ node: name, type: 'main' as const, index: 0 });

/** What the items of the webhook's calls go to. */
interface Follower {
	/** Nodes that get the items */
	first: INode[];
	rest?: INode[];
	connections?: IConnections;
}

/** A published workflow that hands the items of a webhook call on. */
export async function itemsInto(
	rest: Rest,
	title: string,
	{ first, rest: others = [], connections = {} }: Follower,
): Promise<ItemsWorkflow> {
	const path = `items-${randomUUID()}`;
	const [start, split] = [webhook(path), splitItems()];
	const id = await addWorkflow(rest, {
		name: `${title} (${path})`,
		nodes: [start, split, ...first, ...others],
		connections: {
			[start.name]: { main: [[to(split)]] },
			[split.name]: { main: [first.map(to)] },
			...connections,
		},
		settings: { executionOrder: 'v1' },
	});
	await publish(rest, id);
	return { id, path };
}

export const itemsTo = async (rest: Rest, ...under: NodeUnderTest[]): Promise<ItemsWorkflow> =>
	await itemsInto(rest, `Items to ${under[0]?.type}`, { first: under.map(underTest) });

/** A published webhook answers a moment after the publishing, 404 until then. */
export async function call(
	{ webhooks }: Rest,
	{ path }: ItemsWorkflow,
	items: IDataObject[],
): Promise<void> {
	const deadline = Date.now() + REGISTERED_WITHIN_MS;
	for (;;) {
		const { status } = await axios.post(
			`${webhooks}/webhook/${path}`,
			{ items },
			{
				proxy: false,
				validateStatus: () => true,
			},
		);
		if (status === HTTP_OK) return;
		if (status !== HTTP_NOT_FOUND || Date.now() > deadline) {
			throw new Error(`The webhook "${path}" answered ${status}`);
		}
		await pause(LOOK_EVERY_MS);
	}
}

/** Calls the webhook, several times at once if asked, and gives the executions that this started. */
export async function begin(
	rest: Rest,
	workflow: ItemsWorkflow,
	items: IDataObject[],
	times = 1,
): Promise<string[]> {
	return await beginEach(
		rest,
		workflow,
		Array.from({ length: times }, () => items),
	);
}

/** One call for each of these lists, all at once. */
export async function beginEach(
	rest: Rest,
	workflow: ItemsWorkflow,
	lists: IDataObject[][],
): Promise<string[]> {
	const before = await executionsOf(rest, workflow.id, lists.length + MORE);
	await Promise.all(lists.map(async (items) => await call(rest, workflow, items)));
	return await begunSince(rest, workflow, before, lists.length);
}

/** So many executions of this workflow beside those that were there before, as soon as they are. */
export async function begunSince(
	rest: Rest,
	{ id }: ItemsWorkflow,
	before: string[],
	count = 1,
): Promise<string[]> {
	for (;;) {
		const newest = await executionsOf(rest, id, count + MORE);
		const started = newest.filter((one) => !before.includes(one));
		if (started.length >= count) return started;
		await pause(LOOK_EVERY_MS);
	}
}

export async function finished(rest: Rest, executionId: string): Promise<Execution> {
	return await finishedExecution(rest, executionId, { withinMs: FINISHED_WITHIN_MS });
}

/** An execution for each of these lists, all called at once; each to its end. */
export async function runEach(
	rest: Rest,
	workflow: ItemsWorkflow,
	lists: IDataObject[][],
): Promise<Execution[]> {
	const executions: Execution[] = [];
	for (const id of await beginEach(rest, workflow, lists)) {
		executions.push(await finished(rest, id));
	}
	return executions;
}

export async function runItems(
	rest: Rest,
	workflow: ItemsWorkflow,
	items: IDataObject[],
): Promise<Execution> {
	const [executionId = ''] = await begin(rest, workflow, items);
	return await finished(rest, executionId);
}
