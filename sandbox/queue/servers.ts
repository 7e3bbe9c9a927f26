/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandOptions, Running, User } from '../launcher/child';
import { run, start, stop } from '../launcher/child';
import { atEnd } from '../launcher/ending';
import { freePort } from '../launcher/ports';
import { temporaryFolder } from '../launcher/userFolder';
import type { Programs } from './programs';
import { findPrograms } from './programs';

const READY_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 50;
const HOST = '127.0.0.1';
const OWNER = 'n8n';

/** PostgreSQL refuses to run as root. */
async function ordinaryUser(): Promise<User | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = async (which: '-u' | '-g', name: string) => Number(await run('id', [which, name]));
	const user = async (name: string) => ({
		uid: await idOf('-u', name),
		gid: await idOf('-g', name),
	});
	return await user('postgres').catch(async () => await user('nobody'));
}

async function untilItSays(running: Running, words: RegExp, what: string): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_MS;
	while (Date.now() < deadline && running.child.exitCode === null) {
		if (words.test(running.tail())) return;
		await pause(LOOK_EVERY_MS);
	}
	throw new Error(`${what} did not get ready\n${running.tail()}`);
}

/** Written for its reader only, before the server has a password. */
function secretFile(path: string, text: string, user?: User): string {
	writeFileSync(path, text, { mode: 0o600 });
	if (user) chownSync(path, user.uid, user.gid);
	return path;
}

/** A PostgreSQL of our own; gives n8n's settings for it. */
export async function startPostgres({ postgres, initdb }: Programs): Promise<NodeJS.ProcessEnv> {
	const [folder, user, port] = [temporaryFolder('pg'), await ordinaryUser(), await freePort()];
	if (user) chownSync(folder, user.uid, user.gid);
	const password = randomBytes(18).toString('base64url');
	const secret = secretFile(join(folder, 'password'), password, user);
	const data = join(folder, 'data');
	// In English, since its words are read.
	const options: CommandOptions = { cwd: folder, user, env: { LC_ALL: 'C', LANG: 'C' } };
	const access = ['--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${secret}`];
	const layout = ['--pgdata', data, '--encoding=UTF8', '--no-sync'];
	await run(initdb, [...layout, ...access], options);
	const settings = {
		listen_addresses: HOST,
		port,
		unix_socket_directories: '',
		// What the machine loses when its power fails is a sandbox.
		fsync: 'off',
		max_connections: 200,
	};
	const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const running = start(postgres, ['-D', data, ...set], options);
	// Its fast way to end; SIGTERM would wait for whoever is connected.
	atEnd(async () => await stop(running, 'SIGINT'));
	await untilItSays(running, /ready to accept connections/, 'PostgreSQL');
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: HOST,
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: OWNER,
		DB_POSTGRESDB_PASSWORD: password,
		DB_POSTGRESDB_POOL_SIZE: '10',
	};
}

/** A Redis of our own; gives n8n's settings for it. */
export async function startRedis({ redis }: Programs): Promise<NodeJS.ProcessEnv> {
	const [folder, port] = [temporaryFolder('redis'), await freePort()];
	const password = randomBytes(18).toString('base64url');
	const data = join(folder, 'data');
	mkdirSync(data);
	const settings = [
		`bind ${HOST}`,
		`port ${port}`,
		`requirepass ${password}`,
		`dir ${data}`,
		'save ""',
		'appendonly no',
	];
	const running = start(redis, [secretFile(join(folder, 'redis.conf'), settings.join('\n'))]);
	atEnd(async () => await stop(running));
	await untilItSays(running, /Ready to accept connections/i, 'Redis');
	return {
		QUEUE_BULL_REDIS_HOST: HOST,
		QUEUE_BULL_REDIS_PORT: String(port),
		QUEUE_BULL_REDIS_PASSWORD: password,
	};
}

/** What its own client gives for a query of one row and one column. */
export async function ask(settings: NodeJS.ProcessEnv, sql: string): Promise<string> {
	const env = {
		PGHOST: settings.DB_POSTGRESDB_HOST,
		PGPORT: settings.DB_POSTGRESDB_PORT,
		PGDATABASE: settings.DB_POSTGRESDB_DATABASE,
		PGUSER: settings.DB_POSTGRESDB_USER,
		PGPASSWORD: settings.DB_POSTGRESDB_PASSWORD,
	};
	return (await run(findPrograms().psql, ['-XAtc', sql], { env })).trim();
}

/** PostgreSQL's major version, e.g. 15 of "postgres (PostgreSQL) 15.18". */
export async function versionOf({ postgres }: Programs): Promise<number> {
	return Number(/\b(\d+)(?:\.\d+)?\b/.exec(await run(postgres, ['--version']))?.[1]);
}
