/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheRoot } from '../../../sandbox/launcher/cache';
import { atEnd } from '../../../sandbox/launcher/ending';

/** What fontconfig, FreeType and desktops read besides HOME and TMPDIR. */
const OF_THE_MACHINE = /^(FONTCONFIG_|FC_|FREETYPE_|XDG_)/;

function emptyFolder(parent: string, name: string): string {
	const folder = join(parent, name);
	mkdirSync(folder);
	return folder;
}

/**
 * From here on n8n and the browser find what a machine with nothing but Node has: an empty home, an
 * empty temporary folder. A font or a setting that happens to lie there must not make a test green.
 */
export function leaveTheMachine(): void {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-lifecycle-bare-'));
	atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	const { env } = process;
	for (const name of Object.keys(env).filter((key) => OF_THE_MACHINE.test(key))) delete env[name];
	env.XDG_CACHE_HOME = dirname(cacheRoot);
	env.HOME = emptyFolder(folder, 'home');
	env.TMPDIR = emptyFolder(folder, 'tmp');
	// Where a test runs a node in its own process, n8n's core writes its settings; not into the home.
	env.N8N_USER_FOLDER = emptyFolder(folder, 'n8n');
}
