/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { withBuildTools } from '../../../../sandbox/launcher/buildTools';

const { PATH } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'build-tools-'));

beforeAll(() => {
	process.env.PATH = folder;
});
afterAll(() => {
	process.env.PATH = PATH;
	rmSync(folder, { recursive: true });
});

function install(tool: string, script = 'exit 0'): void {
	writeFileSync(join(folder, tool), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

async function messageOfFailure(): Promise<string> {
	const build = async () => await Promise.reject<string>(new Error('no rule'));
	return await withBuildTools('The driver', build).catch((error: Error) => error.message);
}

it('a build that fails where nothing is installed ends with the command that installs it', async () => {
	expect(await messageOfFailure()).toMatch(
		/^no rule\nThe driver .* no g\+\+, no make, no python3, .*\n\n {2}apt-get install g\+\+ make python3 python3-setuptools\n$/,
	);
});

it('a Python that is too new for node-gyp lacks only a package', async () => {
	for (const tool of ['g++', 'make']) install(tool);
	install('python3', '[ "$1" = --version ]');
	expect(await messageOfFailure()).toMatch(/ {2}apt-get install python3-setuptools\n$/);
});

it('a build that fails for another reason says only that', async () => {
	install('python3');
	expect(await messageOfFailure()).toBe('no rule');
});

it('a build that works needs no tool', async () => {
	await expect(withBuildTools('The driver', async () => await Promise.resolve(7))).resolves.toBe(7);
});
