/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const checkout = resolve(__dirname, '../..');

export const cacheRoot = join(
	process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
	'n8n-nodes-certificate-lifecycle',
);

/** Names of files and folders, and what is in them, as one short word. */
export function hashOf(paths: string[]): string {
	const hash = createHash('sha256');
	const add = (path: string) => {
		hash.update(path.slice(checkout.length));
		if (statSync(path).isDirectory()) {
			for (const name of readdirSync(path).sort()) add(join(path, name));
		} else {
			hash.update(readFileSync(path));
		}
	};
	paths.forEach(add);
	return hash.digest('hex').slice(0, 16);
}

function alive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

export const unfinished = (path: string) => `${path}.unfinished-${process.pid}`;

/** What a killed run left behind. */
export function sweepUnfinished(folder: string): void {
	for (const name of readdirSync(folder)) {
		const pid = /\.unfinished-(\d+)$/.exec(name)?.[1];
		if (pid && !alive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true });
	}
}
