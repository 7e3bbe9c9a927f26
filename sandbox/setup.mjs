// Installs the packages of this checkout when they are missing or older than the lock file.
// Plain Node, no dependency: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const PROGRESS_EVERY_MS = 15_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.lock-hash');

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const lockHash = createHash('sha256').update(lock).digest('hex');

function assertNode() {
	const [major] = process.versions.node.split('.');
	if (Number(major) >= OLDEST_NODE) return;
	console.error(
		`This needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}. ` +
			'Install a newer Node and run the same command again.',
	);
	process.exit(1);
}

/** `npm install` by hand brings the lock and the folder forward together: nothing to do then. */
function agrees() {
	const hidden = join(modules, '.package-lock.json');
	if (!existsSync(hidden)) return false;
	const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
	return Object.entries(JSON.parse(lock).packages).every(
		([path, { version, optional }]) =>
			path === '' || optional || present[path]?.version === version,
	);
}

function installed() {
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash) return true;
	if (!agrees()) return false;
	writeFileSync(stamp, lockHash);
	return true;
}

function npmCi() {
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	const child = spawn(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'inherit'],
		shell: process.platform === 'win32',
	});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('exit', (code) =>
			code === 0 ? resolve() : reject(new Error(`npm ci ended with code ${code}`)),
		);
	});
}

async function install() {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	console.log('Setup: installing the packages of this checkout (1 to 3 minutes, once)');
	const progress = setInterval(
		() => console.log(`Setup: still installing (${seconds()} s)`),
		PROGRESS_EVERY_MS,
	);
	try {
		await npmCi();
	} finally {
		clearInterval(progress);
	}
	writeFileSync(stamp, lockHash);
	console.log(`Setup: packages installed in ${seconds()} s`);
}

assertNode();
if (!installed()) {
	try {
		await install();
	} catch (error) {
		console.error(`Setup: ${error.message}. Nothing else was changed; run the command again.`);
		process.exit(1);
	}
}
