/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, hashOf, unfinished } from './cache';
import { run } from './child';
import { step } from './say';

const SOURCES = [
	'nodes',
	'credentials',
	'icons',
	'package.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
	'README.md',
	'LICENSE',
];

const shelf = join(checkout, '.cache');
const bin = (name: string) => join(checkout, 'node_modules/.bin', name);

export async function build(): Promise<void> {
	await run(bin('gulp'), ['clean', '--silent'], { cwd: checkout });
	await run(bin('tsc'), ['-p', 'tsconfig.build.json'], { cwd: checkout });
	await run(bin('gulp'), ['build', '--silent'], { cwd: checkout });
}

async function pack(target: string): Promise<void> {
	const folder = unfinished(shelf);
	mkdirSync(folder, { recursive: true });
	try {
		await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: checkout });
		const [name] = readdirSync(folder);
		if (!name) throw new Error('npm pack left no file');
		renameSync(join(folder, name), target);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The package as npm would publish it, built anew only when a source has changed. */
export async function packedPackage(): Promise<string> {
	const sources = SOURCES.map((name) => join(checkout, name)).filter((path) => existsSync(path));
	const target = join(shelf, `package-${hashOf(sources)}.tgz`);
	if (existsSync(target)) return target;
	mkdirSync(shelf, { recursive: true });
	for (const name of readdirSync(shelf).filter((file) => file.endsWith('.tgz'))) {
		rmSync(join(shelf, name), { force: true });
	}
	await step('building and packing the nodes', async () => {
		await build();
		await pack(target);
	});
	return target;
}
