/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBuildTools } from '../../sandbox/launcher/buildTools';

const { PATH } = process.env;
const folder = mkdtempSync(join(tmpdir(), 'build-tools-'));

beforeAll(() => {
	process.env.PATH = folder;
});
afterAll(() => {
	process.env.PATH = PATH;
	rmSync(folder, { recursive: true });
});

const failing = async () =>
	await withBuildTools('The driver', async () => await Promise.reject(new Error('make: no rule')));

it('a build that fails without compiler says what to install', async () => {
	await expect(failing()).rejects.toThrow(
		/^make: no rule\nThe driver .* no g\+\+, no make, no python3\. .*\n\n {2}apt-get install g\+\+ make python3\n$/,
	);
});

it('a build that fails for another reason says only that', async () => {
	for (const tool of ['g++', 'make', 'python3']) symlinkSync(process.execPath, join(folder, tool));
	await expect(failing()).rejects.toThrow(/^make: no rule$/);
});

it('a build that works needs no tool', async () => {
	await expect(withBuildTools('The driver', async () => await Promise.resolve(7))).resolves.toBe(7);
});
