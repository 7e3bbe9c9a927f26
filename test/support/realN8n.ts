/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { IConnections, IDataObject, INode, INodeParameters, OnError } from 'n8n-workflow';
import axios from 'axios';

import { endAll } from '../../sandbox/launcher/ending';
import type { Execution } from '../../sandbox/launcher/executions';
import { executionsOf, finishedExecution } from '../../sandbox/launcher/executions';
import { installedN8n } from '../../sandbox/launcher/installation';
import type { Instance, RunningN8n } from '../../sandbox/launcher/n8n';
import { newInstance, startN8n } from '../../sandbox/launcher/n8n';
import { publish } from '../../sandbox/launcher/publish';
import { packedPackage } from '../../sandbox/launcher/tarball';
import { installTarball, newUserFolder } from '../../sandbox/launcher/userFolder';

/** Node types of the package as an installed tarball names them. */
export const OUR_NODES = {
	certCentral: 'n8n-nodes-certificate-lifecycle.digiCertCertCentral',
	automation: 'n8n-nodes-certificate-lifecycle.digiCertAutomation',
	cps: 'n8n-nodes-certificate-lifecycle.akamaiCps',
};

export const UNDER_TEST = 'Node under test';

/** The node of a workflow whose behaviour counts. */
export interface NodeUnderTest {
	type: string;
	typeVersion?: number;
	parameters: INodeParameters;
	credentials: Record<string, StoredCredential>;
	onError?: OnError;
	retryOnFail?: boolean;
	maxTries?: number;
	waitBetweenTries?: number;
}

export interface StoredCredential {
	id: string;
	name: string;
}

/** A published workflow that hands the items of a webhook call to one node. */
export interface WebhookWorkflow {
	id: string;
	path: string;
}

const HTTP_OK = 200;
const HTTP_NOT_FOUND = 404;
const REGISTERED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;
const FINISHED_WITHIN_MS = 600_000;

/** A real n8n in a process of its own, with the packed nodes installed as users do. */
export class RealN8n {
	private workflows = 0;

	private constructor(
		readonly instance: Instance,
		private running: RunningN8n,
	) {}

	static async start(env: NodeJS.ProcessEnv = {}): Promise<RealN8n> {
		const installation = await installedN8n();
		const tarball = await packedPackage();
		const userFolder = newUserFolder(installation);
		await installTarball(userFolder, tarball);
		const instance = await newInstance(installation, userFolder, env);
		return new RealN8n(instance, await startN8n(instance));
	}

	get rest() {
		return this.running.rest;
	}

	/** SIGKILL to n8n's own process: nothing is finished, nothing is written. */
	async kill(): Promise<void> {
		await this.running.kill();
	}

	/** Starts again on the same user folder: same database, same workflows. */
	async startAgain(): Promise<void> {
		this.running = await startN8n(this.instance);
	}

	async credential(type: string, data: IDataObject): Promise<StoredCredential> {
		const body = { name: `${type} of the simulator`, type, data };
		return await this.rest.post<StoredCredential>('/credentials', body);
	}

	async workflow(under: NodeUnderTest): Promise<WebhookWorkflow> {
		const path = `items-${++this.workflows}`;
		const nodes = [webhook(path), splitItems(), underTest(under)];
		const { id } = await this.rest.post<{ id: string }>('/workflows', {
			name: `Items to ${under.type} (${this.workflows})`,
			nodes,
			connections: chain(nodes),
			settings: { executionOrder: 'v1' },
		});
		await publish(this.rest, id);
		return { id, path };
	}

	/** Calls the webhook, several times at once if asked, and gives the executions this started. */
	async begin({ id, path }: WebhookWorkflow, items: IDataObject[], times = 1): Promise<string[]> {
		const before = await executionsOf(this.rest, id);
		await Promise.all(Array.from({ length: times }, async () => await this.send(path, { items })));
		for (;;) {
			const now = await executionsOf(this.rest, id);
			const started = now.filter((one) => !before.includes(one));
			if (started.length >= times) return started;
			await pause(LOOK_EVERY_MS);
		}
	}

	async finished(executionId: string, withinMs = FINISHED_WITHIN_MS): Promise<Execution> {
		return await finishedExecution(this.rest, executionId, { withinMs });
	}

	async run(workflow: WebhookWorkflow, items: IDataObject[]): Promise<Execution> {
		const [executionId = ''] = await this.begin(workflow, items);
		return await this.finished(executionId);
	}

	/** A published webhook answers a moment after the publishing, 404 until then. */
	private async send(path: string, body: object): Promise<void> {
		const deadline = Date.now() + REGISTERED_WITHIN_MS;
		for (;;) {
			const { status } = await axios.post(`${this.instance.origin}/webhook/${path}`, body, {
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

	async stop(): Promise<void> {
		await this.running.stop();
		await endAll();
	}
}

const node = (name: string, type: string, typeVersion: number, rest: Partial<INode>): INode => ({
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

const underTest = ({ type, typeVersion = 1, ...rest }: NodeUnderTest): INode =>
	node(UNDER_TEST, type, typeVersion, rest);

function chain(nodes: INode[]): IConnections {
	const pairs = nodes.slice(1).map(({ name }, index) => [nodes[index]?.name ?? '', name] as const);
	return Object.fromEntries(
		pairs.map(([from, to]) => [from, { main: [[{ node: to, type: 'main' as const, index: 0 }]] }]),
	);
}
