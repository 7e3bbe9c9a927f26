/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withBuildTools } from './buildTools';
import { createHash } from 'node:crypto';
import { cacheRoot, checkout, hashOf, sweepUnfinished, unfinished } from './cache';
import { run } from './child';
import { quietEnvironment } from './quiet';
import { step } from './say';

const OLDEST_NODE = 24;

export interface Installation {
	folder: string;
	/** The Node that runs n8n */
	node: string;
	/** n8n's command line, to be run by that Node */
	n8n: string;
	/** A user folder with an empty database, its migrations already run */
	blank: string;
	/** What this version wants to know */
	env: NodeJS.ProcessEnv;
	/** Compiled code that Node keeps between starts, which halves their time */
	compiled: string;
}

const source = join(checkout, 'sandbox/n8n');
/** Which n8n, if not the one that this project pins. */
const asked = process.env.SANDBOX_N8N || undefined;
/** n8n 1 names a version that is not on npm. */
const OF_1 = { xlsx: '0.18.5' };

/** The one that came with n8n's packages; on other platforms the running one, if new enough. */
function nodeOf(folder: string): string {
	const own = join(folder, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
	if (existsSync(own)) return own;
	if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
	throw new Error(
		`n8n needs Node ${OLDEST_NODE}, and none comes as a package for ` +
			`${process.platform} ${process.arch}: run the same command with Node ${OLDEST_NODE}`,
	);
}

/** It looks for servers outside; a version that does not have it does not start on its name. */
const OUTWARD = 'mcp-registry';
const isThere = (folder: string) =>
	existsSync(join(folder, 'node_modules/n8n/dist/modules', OUTWARD));

const describe = (folder: string): Installation => ({
	folder,
	env: isThere(folder) ? { N8N_DISABLED_MODULES: OUTWARD } : {},
	node: nodeOf(folder),
	n8n: join(folder, 'node_modules/n8n/bin/n8n'),
	blank: join(folder, 'blank'),
	compiled: join(folder, 'compiled'),
});

/** Any command runs the migrations; the key that n8n made for itself is not kept. */
async function prepareDatabase(folder: string, log: string): Promise<void> {
	const { node, n8n, blank, compiled, env: own } = describe(folder);
	mkdirSync(blank);
	const env = {
		...quietEnvironment(),
		...own,
		N8N_USER_FOLDER: blank,
		NODE_COMPILE_CACHE: compiled,
	};
	await run(node, [n8n, 'list:workflow'], { env, log });
	rmSync(join(blank, '.n8n/config'));
}

/** What npm is to install: with a lock exactly that, without one what it finds today. */
interface Wanted {
	key: string;
	files: Record<string, string>;
}

function wanted(version?: string): Wanted {
	const [manifest, lock] = ['package.json', 'package-lock.json'].map((name) => join(source, name));
	const own = readFileSync(String(manifest), 'utf8');
	if (!version) {
		const files = { 'package.json': own, 'package-lock.json': readFileSync(String(lock), 'utf8') };
		return { key: hashOf([String(manifest), String(lock)]), files };
	}
	const { overrides, ...more } = JSON.parse(own) as { overrides: object };
	const changed = { ...more, dependencies: { n8n: version }, overrides: { ...overrides, ...OF_1 } };
	const text = JSON.stringify(changed);
	const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
	return { key: `${version}-${hash}`, files: { 'package.json': text } };
}

async function installInto(folder: string, { files }: Wanted, log: string): Promise<void> {
	for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
	const how = 'package-lock.json' in files ? 'ci' : 'install';
	await step('installing n8n into the cache, once (4 to 6 minutes)', async () => {
		await run('npm', [how, '--ignore-scripts', '--loglevel=error'], { cwd: folder, log });
	});
	// Where its prebuilt driver cannot be downloaded, sqlite3 compiles one, against the headers of the
	// Node that will load it.
	const bin = dirname(nodeOf(folder));
	const env = {
		PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
		npm_config_nodedir: dirname(bin),
		JOBS: 'max',
	};
	const args = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
	await step('building its database driver (1 to 2 minutes)', async () => {
		await withBuildTools(
			"n8n's database driver",
			async () => await run('npm', args, { cwd: folder, env, log }),
		);
	});
	await step('preparing its database', async () => await prepareDatabase(folder, log));
}

/**
 * n8n from the cache, keyed by what is installed; a half-done install is never seen under that name.
 */
export async function installedN8n(version = asked): Promise<Installation> {
	const what = wanted(version);
	const folder = join(cacheRoot, `n8n-${what.key}-${process.platform}-${process.arch}`);
	if (existsSync(folder)) return describe(folder);

	mkdirSync(cacheRoot, { recursive: true });
	sweepUnfinished(cacheRoot);
	const partial = unfinished(folder);
	mkdirSync(partial);
	try {
		await installInto(partial, what, join(cacheRoot, 'install.log'));
		renameSync(partial, folder);
	} catch (error) {
		rmSync(partial, { recursive: true, force: true });
		// Another run may have been faster.
		if (!existsSync(folder)) throw error;
	}
	return describe(folder);
}
