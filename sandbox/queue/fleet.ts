/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readFileSync } from 'node:fs';
import type { Installation } from '../launcher/installation';
import { installedN8n } from '../launcher/installation';
import type { Instance, N8nProcess, RunningN8n } from '../launcher/n8n';
import { besides, newInstance, startN8n, startProcess } from '../launcher/n8n';
import { freePort } from '../launcher/ports';
import { say, step } from '../launcher/say';
import { packedPackage } from '../launcher/tarball';
import { installTarball, temporaryFolder } from '../launcher/userFolder';
import { findPrograms } from './programs';
import { ask, startPostgres, startRedis, versionOf } from './servers';

/** n8n warns of what is older. */
const OLDEST_POSTGRES = 16;

/** The processes of one n8n in queue mode, not started yet. */
export interface FleetPlan {
	main: Instance;
	webhooks: Instance;
	workers: Instance[];
}

export interface Fleet {
	/** The main process: editor, triggers, queue */
	n8n: RunningN8n;
	workers: Worker[];
	/** One value from its database */
	ask(sql: string): Promise<string>;
}

export class Worker {
	private constructor(
		private readonly instance: Instance,
		private running: N8nProcess,
	) {}

	static async start(instance: Instance): Promise<Worker> {
		return new Worker(instance, await startProcess(instance, ['worker']));
	}

	/** What it wrote to its log. */
	said(): string {
		const { log } = this.instance;
		return existsSync(log) ? readFileSync(log, 'utf8') : '';
	}

	/** The executions that it took from the queue, as its log tells. */
	executions(): string[] {
		return [...this.said().matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id);
	}

	async kill(): Promise<void> {
		await this.running.kill();
	}

	async startAgain(): Promise<void> {
		this.running = await startProcess(this.instance, ['worker']);
	}
}

/** What all processes must have in common; the rest is each one's own. */
const QUEUE = {
	EXECUTIONS_MODE: 'queue',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// Published webhooks are the webhook process's.
	N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
};

/** The package has to be in every process that knows its nodes, so in all of them. */
async function folderWithPackage(tarball: string): Promise<string> {
	const folder = temporaryFolder('n8n');
	await installTarball(folder, tarball);
	return folder;
}

async function workerBeside(main: Instance, tarball: string): Promise<Instance> {
	const port = await freePort();
	const worker = await besides(main, await folderWithPackage(tarball), {
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	});
	return { ...worker, origin: `http://127.0.0.1:${port}` };
}

async function planned(
	installation: Installation,
	env: NodeJS.ProcessEnv,
	workers: number,
): Promise<FleetPlan> {
	const tarball = await packedPackage();
	const main = await newInstance(installation, await folderWithPackage(tarball), env);
	const webhooks = await besides(main, await folderWithPackage(tarball));
	main.webhooks = webhooks.origin;
	for (const { env: own } of [main, webhooks]) own.N8N_WEBHOOK_URL = `${webhooks.origin}/`;
	const beside: Instance[] = [];
	while (beside.length < workers) beside.push(await workerBeside(main, tarball));
	return { main, webhooks, workers: beside };
}

/** Starts the servers; what is in the fleet's database can be put there before it starts. */
export async function newFleet(workers: number, env: NodeJS.ProcessEnv = {}): Promise<FleetPlan> {
	const programs = findPrograms();
	const installation = await installedN8n();
	const version = await versionOf(programs);
	if (version < OLDEST_POSTGRES) {
		say(`PostgreSQL ${version} is what this machine has; n8n asks for ${OLDEST_POSTGRES} or newer`);
	}
	const servers = await step('starting PostgreSQL and Redis', async () => ({
		...(await startPostgres(programs)),
		...(await startRedis(programs)),
	}));
	return await planned(installation, { ...QUEUE, ...servers, ...env }, workers);
}

/** The main process first: it brings the database up to date. */
export async function startFleet({ main, webhooks, workers }: FleetPlan): Promise<Fleet> {
	const label = `starting n8n: main, webhook process, ${workers.length} workers`;
	return await step(label, async () => {
		const n8n = await startN8n(main);
		const [started] = await Promise.all([
			Promise.all(workers.map(async (worker) => await Worker.start(worker))),
			startProcess(webhooks, ['webhook']),
		]);
		return { n8n, workers: started, ask: async (sql) => await ask(main.env, sql) };
	});
}
