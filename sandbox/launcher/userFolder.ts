/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './child';
import { atEnd } from './ending';
import type { Installation } from './installation';

interface Manifest {
	name: string;
	version: string;
	devDependencies?: object;
	peerDependencies?: object;
	optionalDependencies?: object;
}

/** Removed at the end */
export function temporaryFolder(what: string): string {
	const folder = mkdtempSync(join(tmpdir(), `certificate-lifecycle-${what}-`));
	atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}

/** A user folder of an n8n that nobody has used yet. */
export function newUserFolder({ blank }: Installation): string {
	const folder = temporaryFolder('n8n');
	cpSync(blank, folder, { recursive: true });
	return folder;
}

function writeJson(path: string, content: object): void {
	writeFileSync(path, JSON.stringify(content, null, 2));
}

/**
 * Leaves the tarball as n8n's own installer does (community-packages.service, downloadPackage):
 * unpacked under .n8n/nodes/node_modules, without development and peer dependencies, and named in
 * the ledger .n8n/nodes/package.json.
 */
export async function installTarball(userFolder: string, tarball: string): Promise<Manifest> {
	const nodes = join(userFolder, '.n8n/nodes');
	const unpacked = join(nodes, 'unpacked');
	mkdirSync(unpacked, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);

	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Manifest;
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	writeJson(join(unpacked, 'package.json'), manifest);

	const target = join(nodes, 'node_modules', manifest.name);
	mkdirSync(join(target, '..'), { recursive: true });
	rmSync(target, { recursive: true, force: true });
	renameSync(unpacked, target);
	writeJson(join(nodes, 'package.json'), {
		name: 'installed-nodes',
		private: true,
		dependencies: { [manifest.name]: manifest.version },
	});
	return manifest;
}
