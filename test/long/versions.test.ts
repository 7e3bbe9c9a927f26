/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';
import { run } from '../../sandbox/launcher/child';
import { temporaryFolder } from '../../sandbox/launcher/userFolder';

/** The packed nodes in other versions of n8n: the tests of the pinned one, run there. */

const MINUTES = 60_000;
/** The last of n8n 1, the first of n8n 2 that is to be had, and the one that everything else runs in. */
const VERSIONS = ['1.123.81', '2.0.3', ''];
const PINNED = (
	JSON.parse(readFileSync(join(checkout, 'sandbox/n8n/package.json'), 'utf8')) as {
		dependencies: { n8n: string };
	}
).dependencies.n8n;

const COLUMNS: Record<string, string> = {
	install: 'Installed, with icons and credentials',
	'main-job': 'Main job',
	'stop-and-credentials': 'Stop, test buttons',
	loop: 'Wait, restart',
	crash: 'Killed',
	'cps-trigger': 'Trigger',
	called: 'Called workflows that wait',
};

interface Report {
	testResults: Array<{
		name: string;
		assertionResults: Array<{ status: string; title: string }>;
	}>;
}

/** Runs them in a process of their own, since jest starts one n8n for all that it runs. */
async function runIn(version: string): Promise<Report> {
	const outcome = join(temporaryFolder('versions'), 'outcome.json');
	const files = Object.keys(COLUMNS).map((name) => `test/n8n/${name}.test`);
	const jest = join(checkout, 'node_modules/.bin/jest');
	const options = [
		'--selectProjects',
		'n8n',
		'--runInBand',
		'--forceExit',
		'--json',
		`--outputFile=${outcome}`,
	];
	const env = { ...process.env, SANDBOX_N8N: version };
	const log = join(checkout, '.cache/versions.log');
	// A test that fails is told by the outcome.
	await run(process.execPath, [jest, ...options, '--', ...files], {
		cwd: checkout,
		env,
		log,
	}).catch(() => undefined);
	return JSON.parse(readFileSync(outcome, 'utf8')) as Report;
}

/** What n8n itself did not do yet: the README says what that means for the examples. */
const LACKS: Record<string, string[]> = {
	'1.123.81': ['hands its result to its caller', 'fails its caller when it fails'],
	'2.0.3': ['fails its caller when it fails'],
};

const NOTHING_RAN = '0 of 0';

function cellOf({ testResults }: Report, file: string): string {
	const result = testResults.find(({ name }) => name.endsWith(`/${file}.test.ts`));
	const all = result?.assertionResults ?? [];
	const passed = all.filter(({ status }) => status === 'passed').length;
	if (all.length > 0 && passed === all.length) return 'yes';
	return `${passed} of ${all.length}`;
}

/** Replaces the table below the heading in the README. */
async function write(rows: Record<string, string[]>): Promise<void> {
	const page = join(checkout, 'README.md');
	const text = readFileSync(page, 'utf8');
	const head = ['n8n', ...Object.values(COLUMNS)];
	const lines = [
		head,
		head.map(() => '---'),
		...Object.entries(rows).map(([v, cells]) => [v, ...cells]),
	];
	const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
	writeFileSync(page, text.replace(/(## Versions of n8n\n\n[^|]*)(\|.*\n)+/, `$1${table}\n`));
	const prettier = join(checkout, 'node_modules/prettier/bin/prettier.cjs');
	await run(process.execPath, [prettier, '--write', page]);
}

it(
	'Every version that the README names runs what the pinned one runs, but for what n8n itself lacks',
	async () => {
		const rows: Record<string, string[]> = {};
		const failed: Record<string, string[]> = {};
		for (const version of VERSIONS) {
			const report = await runIn(version);
			const name = version || PINNED;
			rows[name] = Object.keys(COLUMNS).map((file) => cellOf(report, file));
			failed[name] = report.testResults
				.flatMap(({ assertionResults }) => assertionResults)
				.filter(({ status }) => status !== 'passed')
				.map(({ title }) => title);
		}
		await write(rows);
		expect(failed).toEqual({ ...LACKS, [PINNED]: [] });
		expect(Object.values(rows).flat()).not.toContain(NOTHING_RAN);
	},
	90 * MINUTES,
);
