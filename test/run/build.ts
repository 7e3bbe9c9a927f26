/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../sandbox/launcher/cache';
import { build, packedPackage } from '../../sandbox/launcher/tarball';

/** Packed as well, since two runs of a real n8n would pack at once. */
async function main(): Promise<void> {
	await packedPackage();
	// Another run has packed it, and somebody has cleaned since.
	if (!existsSync(join(checkout, 'dist'))) await build();
}

void main();
