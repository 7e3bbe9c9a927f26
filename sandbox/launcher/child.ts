/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 8_000;
const TAIL = 4_000;

export interface User {
	uid: number;
	gid: number;
}

export interface CommandOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Whose process it is, where it may not be root's */
	user?: User;
	/** Where all output goes besides */
	log?: string;
}

export interface Running {
	child: ChildProcess;
	/** The last lines of both outputs */
	tail(): string;
	exited: Promise<number | null>;
}

/** A process of its own group, so that its children end with it. */
export function start(command: string, args: string[], options: CommandOptions = {}): Running {
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: { ...process.env, ...options.env },
		...options.user,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	const log = options.log ? createWriteStream(options.log, { flags: 'a' }) : undefined;
	let tail = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			tail = (tail + chunk.toString('utf8')).slice(-TAIL);
			log?.write(chunk);
		});
	}
	const exited = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => {
			log?.end();
			resolve(code);
		});
	});
	const running = { child, tail: () => tail, exited };
	// Whatever ends this process, no child outlives it.
	const endWithUs = () => signal(running, 'SIGKILL');
	process.once('exit', endWithUs);
	exited.catch(() => undefined).finally(() => process.off('exit', endWithUs));
	return running;
}

/** Runs to its end; the error carries the last lines. */
export async function run(
	command: string,
	args: string[],
	options: CommandOptions = {},
): Promise<string> {
	const running = start(command, args, options);
	const code = await running.exited;
	if (code === 0) return running.tail();
	throw new Error(`${command} ${args[0] ?? ''} ended with code ${code}\n${running.tail()}`);
}

export async function stop(running: Running, name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
	signal(running, name);
	const inTime = await Promise.race([running.exited, pause(PATIENCE_MS, 'late', { ref: false })]);
	if (inTime !== 'late') return;
	signal(running, 'SIGKILL');
	await running.exited;
}

export function signal({ child }: Running, name: NodeJS.Signals): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		process.kill(-child.pid, name);
	} catch {
		child.kill(name);
	}
}
