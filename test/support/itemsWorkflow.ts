/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../sandbox/launcher/executions';
import { executionsOf, finishedExecution } from '../../sandbox/launcher/executions';
import { publish } from '../../sandbox/launcher/publish';
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

/** The webhook's items go to each node under test. */
function fannedOut(start: INode, split: INode, nodes: INode[]): IConnections {
	const to = ({ name }: INode) => ({ node: name, type: 'main' as const, index: 0 });
	return { [start.name]: { main: [[to(split)]] }, [split.name]: { main: [nodes.map(to)] } };
}

export async function itemsTo(rest: Rest, ...under: NodeUnderTest[]): Promise<ItemsWorkflow> {
	const path = `items-${randomUUID()}`;
	const [start, split, nodes] = [webhook(path), splitItems(), under.map(underTest)];
	const { id } = await rest.post<{ id: string }>('/workflows', {
		name: `Items to ${under[0]?.type} (${path})`,
		nodes: [start, split, ...nodes],
		connections: fannedOut(start, split, nodes),
		settings: { executionOrder: 'v1' },
	});
	await publish(rest, id);
	return { id, path };
}

/** A published webhook answers a moment after the publishing, 404 until then. */
async function send({ webhooks }: Rest, path: string, body: object): Promise<void> {
	const deadline = Date.now() + REGISTERED_WITHIN_MS;
	for (;;) {
		const { status } = await axios.post(`${webhooks}/webhook/${path}`, body, {
			proxy: false,
			validateStatus: () => true,
		});
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
	{ id, path }: ItemsWorkflow,
	lists: IDataObject[][],
): Promise<string[]> {
	const newest = async () => await executionsOf(rest, id, lists.length + MORE);
	const before = await executionsOf(rest, id);
	await Promise.all(lists.map(async (items) => await send(rest, path, { items })));
	for (;;) {
		const started = (await newest()).filter((one) => !before.includes(one));
		if (started.length >= lists.length) return started;
		await pause(LOOK_EVERY_MS);
	}
}

export async function finished(rest: Rest, executionId: string): Promise<Execution> {
	return await finishedExecution(rest, executionId, { withinMs: FINISHED_WITHIN_MS });
}

export async function runItems(
	rest: Rest,
	workflow: ItemsWorkflow,
	items: IDataObject[],
): Promise<Execution> {
	const [executionId = ''] = await begin(rest, workflow, items);
	return await finished(rest, executionId);
}
