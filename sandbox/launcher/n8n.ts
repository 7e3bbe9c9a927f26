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
import { Rest } from './rest';

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;

export interface Login {
	email: string;
	password: string;
}

/** One n8n of our own: what stays the same when it is stopped, killed or started again. */
export interface Instance {
	installation: Installation;
	userFolder: string;
	login: Login;
	origin: string;
	log: string;
	env: NodeJS.ProcessEnv;
}

export interface RunningN8n {
	instance: Instance;
	rest: Rest;
	stop(): Promise<void>;
	/** As a crash would end it */
	kill(): Promise<void>;
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

/** Another process of the same n8n: same folder, same database, ports of its own. */
export async function besides(instance: Instance): Promise<Instance> {
	const { origin, ports } = await ownPorts();
	const log = instance.log.replace(/\.log$/, '-2.log');
	return { ...instance, origin, log, env: { ...instance.env, ...ports } };
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

const environmentOf = ({ env }: Instance) => ({ ...quietEnvironment(), ...env });

/** One command of n8n's own command line, such as `import:workflow`. */
export async function command(instance: Instance, ...args: string[]): Promise<string> {
	const { installation, log } = instance;
	const env = environmentOf(instance);
	return await run(installation.node, [installation.n8n, ...args], { env, log });
}

async function ready(running: Running, rest: Rest, login: Login): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	while (Date.now() < deadline) {
		if (running.child.exitCode !== null) break;
		if ((await rest.isReady()) && (await rest.login(login))) return;
		await pause(LOOK_EVERY_MS);
	}
	throw new Error(`n8n did not get ready\n${running.tail()}`);
}

export async function startN8n(instance: Instance): Promise<RunningN8n> {
	const { installation, log, origin, login } = instance;
	const env = environmentOf(instance);
	const running = start(installation.node, [installation.n8n, 'start'], { env, log });
	atEnd(async () => await stop(running));
	const rest = new Rest(origin);
	await ready(running, rest, login);
	return {
		instance,
		rest,
		stop: async () => await stop(running),
		kill: async () => {
			signal(running, 'SIGKILL');
			await running.exited;
		},
	};
}
