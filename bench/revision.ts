/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { checkout } from '../sandbox/launcher/cache';
import { run } from '../sandbox/launcher/child';
import { step } from '../sandbox/launcher/say';
import { build, pack } from '../sandbox/launcher/tarball';
import { temporaryFolder } from '../sandbox/launcher/userFolder';

/** The package of a revision of this repository, built and packed by the checkout's tools. */
export async function packedRevision(revision: string): Promise<string> {
	const folder = temporaryFolder('revision');
	const [archive, sources] = [join(folder, 'sources.tar'), join(folder, 'sources')];
	const target = join(folder, 'package.tgz');
	mkdirSync(sources);
	await step(`building and packing the nodes of ${revision}`, async () => {
		await run('git', ['archive', '--output', archive, revision], { cwd: checkout });
		await run('tar', ['-xf', archive, '-C', sources]);
		symlinkSync(join(checkout, 'node_modules'), join(sources, 'node_modules'));
		await build(sources);
		await pack(target, sources);
	});
	return target;
}
