/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import manifest from '../../package.json';

const root = join(__dirname, '../..');
const dist = join(root, 'dist');
const MOST_BYTES = 1.2 * 1024 * 1024;

interface Packed {
	unpackedSize: number;
	files: Array<{ path: string }>;
}

const packed = (
	JSON.parse(
		execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as Packed[]
)[0]!;
const paths = packed.files.map(({ path }) => path);

const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.js'))
	.map((path) => join(dist, path));

/** Run-time imports that n8n's rules allow (n8n-workflow comes with n8n). */
const allowed = (name: string): boolean =>
	['n8n-workflow', 'node:crypto'].includes(name) || name.startsWith('.');

/** Of n8n-workflow, as the oldest n8n that is supported has it (README, "Versions of n8n"). */
const IN_OLDEST_N8N = [
	'NodeConnectionTypes',
	'NodeOperationError',
	'UnexpectedError',
	'UserError',
	'sleep',
	'tryToParseDateTime',
];

describe('The built package', () => {
	it('uses only what the oldest supported n8n has of n8n-workflow', () => {
		const used = scripts.flatMap((path) =>
			[...readFileSync(path, 'utf8').matchAll(/n8n_workflow_\d+\.(\w+)/g)].map(([, name]) => name),
		);
		expect([...new Set(used)].sort()).toEqual(IN_OLDEST_N8N);
	});

	it('imports nothing at run time but n8n-workflow, node:crypto and itself', () => {
		const foreign = scripts.flatMap((path) =>
			[
				...readFileSync(path, 'utf8').matchAll(/(?:require|import)\(["'`]([^"'`]+)["'`]\)/g),
			].flatMap(([, name = '']) => (allowed(name) ? [] : [`${path.slice(dist.length)}: ${name}`])),
		);
		expect(scripts.length).toBeGreaterThan(20);
		expect(foreign).toEqual([]);
	});

	it('keeps DigiCert and Akamai apart', () => {
		const crossing = scripts.filter((path) => {
			const text = readFileSync(path, 'utf8');
			return (
				(path.includes('/nodes/DigiCert/') && /require\("[^"]*Akamai\//.test(text)) ||
				(path.includes('/nodes/Akamai/') && /require\("[^"]*DigiCert\//.test(text))
			);
		});
		expect(crossing).toEqual([]);
	});

	it('holds what the manifest registers', () => {
		const registered = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		expect(registered.filter((path) => !paths.includes(path))).toEqual([]);
		const codexes = manifest.n8n.nodes.map((path) => path.replace(/\.js$/, '.json'));
		expect(codexes.filter((path) => !paths.includes(path))).toEqual([]);
	});

	it('holds the icons that its nodes and credentials point to', () => {
		const missing = scripts.flatMap((path) =>
			[...readFileSync(path, 'utf8').matchAll(/["'`]file:([^"'`]+)["'`]/g)].flatMap(
				([, icon = '']) => (existsSync(join(path, '..', icon)) ? [] : [`${path}: ${icon}`]),
			),
		);
		expect(missing).toEqual([]);
	});

	it('ships code, codex, icons, manifest, readme and licence, nothing else', () => {
		const strange = paths.filter(
			(path) =>
				!/^dist\/(nodes|credentials)\/.+\.(js|node\.json|json)$/.test(path) &&
				!/^dist\/icons\/[\w.]+\.svg$/.test(path) &&
				!['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'dist/package.json'].includes(
					path,
				),
		);
		expect(strange).toEqual([]);
		expect(paths.filter((path) => /\.(map|d\.ts|test\.js)$/.test(path))).toEqual([]);
	});

	it('stays under 1.2 MiB unpacked', () => {
		expect(packed.unpackedSize).toBeLessThan(MOST_BYTES);
	});

	it('asks its user for nothing but n8n-workflow', () => {
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('overrides');
	});
});
