/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { cacheRoot, checkout, sweepUnfinished, unfinished } from '../../sandbox/launcher/cache';
import { run } from '../../sandbox/launcher/child';
import { step } from '../../sandbox/launcher/say';

const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The one in the package names folders of AWS Lambda and of the machine's /tmp. */
export const fontsConf = join(__dirname, 'fonts.conf');

const packageFolder = join(checkout, 'node_modules/@sparticuz/chromium');

/** The package unpacks into TMPDIR, and its shared libraries only where it believes to be in Lambda. */
async function unpackInto(folder: string): Promise<void> {
	const script = "import chromium from '@sparticuz/chromium'; await chromium.executablePath()";
	await run(process.execPath, ['--input-type=module', '-e', script], {
		cwd: checkout,
		env: { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
	});
}

async function unpacked(): Promise<string> {
	const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
		version: string;
	};
	const folder = join(cacheRoot, `chromium-${version}`);
	if (existsSync(folder)) return folder;
	mkdirSync(cacheRoot, { recursive: true });
	sweepUnfinished(cacheRoot);
	const partial = unfinished(folder);
	mkdirSync(partial);
	try {
		await step('unpacking the browser, once', async () => await unpackInto(partial));
		renameSync(partial, folder);
	} finally {
		rmSync(partial, { recursive: true, force: true });
	}
	return folder;
}

/**
 * Chromium out of its npm package: no browser and no font has to be installed on the machine, and
 * none of its settings count.
 */
export async function launchChromium(): Promise<Browser> {
	const folder = await unpacked();
	return await chromium.launch({
		executablePath: join(folder, 'chromium'),
		args: FLAGS,
		env: {
			// The folder that fonts.conf calls ~
			HOME: folder,
			TMPDIR: tmpdir(),
			LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
			FONTCONFIG_FILE: fontsConf,
		},
	});
}
