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

/** By the checkout's tools; `cwd`: the sources, the checkout's own if it is not said */
export async function build(cwd = checkout): Promise<void> {
	await run(bin('gulp'), ['clean', '--silent'], { cwd });
	await run(bin('tsc'), ['-p', 'tsconfig.build.json'], { cwd });
	await run(bin('gulp'), ['build', '--silent'], { cwd });
}

/** `target`: file of the tarball */
export async function pack(target: string, cwd = checkout): Promise<void> {
	const folder = unfinished(target);
	mkdirSync(folder, { recursive: true });
	try {
		await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd });
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
