/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from '../../sandbox/launcher/cache';

/** In the foreground: its output is for people, and Ctrl-C reaches it, too. */
export async function jest(projects: string[], args: string[], env = {}): Promise<void> {
	const program = join(checkout, 'node_modules/jest/bin/jest.js');
	const child = spawn(process.execPath, [program, '--selectProjects', ...projects, ...args], {
		cwd: checkout,
		env: { ...process.env, ...env },
		stdio: 'inherit',
	});
	await new Promise((resolve) => child.once('close', resolve));
}
