/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hash } from 'bcryptjs';
import type { Running } from './child';
import { run, signal, start, stop } from './child';
import { atEnd } from './ending';
import type { Installation } from './installation';
import { freePort } from './ports';
import { quietEnvironment } from './quiet';
import type { Login } from './rest';
import { Rest } from './rest';

const READY_WITHIN_MS = 300_000;
const LOOK_EVERY_MS = 200;

/** One n8n of our own: what stays the same when it is stopped, killed or started again. */
export interface Instance {
	installation: Installation;
	userFolder: string;
	login: Login;
	origin: string;
	/** Where its webhooks answer, if another process does that */
	webhooks?: string;
	log: string;
	env: NodeJS.ProcessEnv;
}

export interface N8nProcess {
	instance: Instance;
	stop(): Promise<void>;
	/** As a crash would end it */
	kill(): Promise<void>;
}

export interface RunningN8n extends N8nProcess {
	rest: Rest;
}

async function ownPorts(): Promise<{ origin: string; ports: NodeJS.ProcessEnv }> {
	const [port, brokerPort] = [await freePort(), await freePort()];
	const origin = `http://127.0.0.1:${port}`;
	return {
		origin,
		ports: {
			N8N_PORT: String(port),
			N8N_EDITOR_BASE_URL: `${origin}/`,
			N8N_WEBHOOK_URL: `${origin}/`,
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		},
	};
}

/** Another process of the same n8n: same database, same key, ports of its own. */
export async function besides(
	instance: Instance,
	userFolder = instance.userFolder,
	env: NodeJS.ProcessEnv = {},
): Promise<Instance> {
	const { origin, ports } = await ownPorts();
	return {
		...instance,
		userFolder,
		origin,
		log: join(userFolder, userFolder === instance.userFolder ? 'n8n-2.log' : 'n8n.log'),
		env: { ...instance.env, N8N_USER_FOLDER: userFolder, ...ports, ...env },
	};
}

export async function newInstance(
	installation: Installation,
	userFolder: string,
	env: NodeJS.ProcessEnv = {},
): Promise<Instance> {
	const login = {
		email: 'owner@example.com',
		password: `Owner-${randomBytes(9).toString('base64url')}-1`,
	};
	const { origin, ports } = await ownPorts();
	return {
		installation,
		userFolder,
		login,
		origin,
		log: join(userFolder, 'n8n.log'),
		env: {
			NODE_COMPILE_CACHE: installation.compiled,
			N8N_USER_FOLDER: userFolder,
			N8N_ENCRYPTION_KEY: randomUUID(),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			// By itself n8n takes its database for lost, and answers 503, once 5 s go by between two looks:
			// on a machine whose cores are busy that says nothing of a file.
			DB_PING_TIMEOUT_MS: '60000',
			...ports,
			N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
			N8N_INSTANCE_OWNER_EMAIL: login.email,
			N8N_INSTANCE_OWNER_FIRST_NAME: 'Sandbox',
			N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
			N8N_INSTANCE_OWNER_PASSWORD_HASH: await hash(login.password, 10),
			...env,
		},
	};
}

const environmentOf = ({ env, installation }: Instance) => ({
	...quietEnvironment(),
	...installation.env,
	...env,
});

/** One command of n8n's own command line, such as `import:workflow`. */
export async function command(instance: Instance, ...args: string[]): Promise<string> {
	const { installation, log } = instance;
	const env = environmentOf(instance);
	return await run(installation.node, [installation.n8n, ...args], { env, log });
}

async function untilReady(running: Running, isReady: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	while (Date.now() < deadline) {
		if (running.child.exitCode !== null) break;
		if (await isReady()) return;
		await pause(LOOK_EVERY_MS);
	}
	throw new Error(`n8n did not get ready\n${running.tail()}`);
}

/** `start`, or a process of queue mode: `webhook`, `worker`. */
export async function startProcess(
	instance: Instance,
	args: string[],
	isReady = async () => await new Rest(instance.origin).isReady(),
): Promise<N8nProcess> {
	const { installation, log } = instance;
	const env = environmentOf(instance);
	const running = start(installation.node, [installation.n8n, ...args], { env, log });
	atEnd(async () => await stop(running));
	await untilReady(running, isReady);
	return {
		instance,
		stop: async () => await stop(running),
		kill: async () => {
			signal(running, 'SIGKILL');
			await running.exited;
		},
	};
}

export async function startN8n(instance: Instance): Promise<RunningN8n> {
	const { origin, webhooks, login } = instance;
	const rest = new Rest(origin, webhooks);
	const mayEnter = async () =>
		(await rest.login(login)) || ((await rest.setUpOwner(login)) && (await rest.login(login)));
	const isReady = async () => (await rest.isReady()) && (await mayEnter());
	return { ...(await startProcess(instance, ['start'], isReady)), rest };
}
