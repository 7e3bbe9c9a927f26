/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';
import { say } from '../../sandbox/launcher/say';
import { report } from '../long/report';
import type { Mutation } from './list';
import { MUTATIONS } from './list';

/**
 * Takes out of the code, one by one and in a copy, what keeps a promise, and runs the tests of the
 * promises: each time at least one must turn red.
 */

interface Outcome extends Mutation {
	red: string[];
}

function copyOfCheckout(): string {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-lifecycle-mutations-'));
	const files = execFileSync('git', ['ls-files', '-z'], { cwd: checkout, encoding: 'utf8' });
	for (const file of files.split('\0').filter((name) => name !== '')) {
		cpSync(join(checkout, file), join(folder, file));
	}
	symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
	return folder;
}

interface JestResult {
	testResults: Array<{
		message: string;
		assertionResults: Array<{ status: string; title: string }>;
	}>;
}

/** Of one promise, or of all */
function redTests(folder: string, promise?: number): string[] {
	const program = join(checkout, 'node_modules/jest/bin/jest.js');
	const pattern = `engine/promises/${promise ?? ''}`;
	const projects = ['--selectProjects', 'engine', '--testPathPatterns', pattern];
	const { stdout } = spawnSync(
		process.execPath,
		[program, ...projects, '--json', '--silent', '--forceExit'],
		{
			cwd: folder,
			encoding: 'utf8',
			maxBuffer: 1024 ** 3,
		},
	);
	const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{"'))) as JestResult;
	const broken = testResults.filter(({ assertionResults: tests }) => tests.length === 0);
	if (broken.length > 0) throw new Error(`A test file did not run: ${broken[0]?.message}`);
	return testResults
		.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status }) => status === 'failed')
		.map(({ title }) => title);
}

function tried(folder: string, mutation: Mutation): Outcome {
	const path = join(folder, mutation.file);
	const whole = readFileSync(path, 'utf8');
	if (whole.split(mutation.from).length !== 2) {
		throw new Error(`${mutation.file} does not hold once: ${mutation.from}`);
	}
	writeFileSync(
		path,
		whole.replace(mutation.from, () => mutation.to),
	);
	try {
		const red = redTests(folder, mutation.promise);
		say(`${red.length > 0 ? '✓' : '✗'} without ${mutation.without}: ${red.length} red`);
		return { ...mutation, red };
	} finally {
		writeFileSync(path, whole);
	}
}

const MOST_NAMED = 2;

function row({ promise, without, red }: Outcome): string {
	const named = red.slice(0, MOST_NAMED);
	const more = red.length - named.length;
	return `| ${promise} | ${without} | ${named.join('; ')}${more > 0 ? `; ${more} more` : ''} |`;
}

function main(): void {
	const folder = copyOfCheckout();
	try {
		const before = redTests(folder);
		if (before.length > 0) throw new Error(`Red before anything was broken: ${before.join('; ')}`);
		const outcomes = MUTATIONS.map((mutation) => tried(folder, mutation));
		report('Broken on purpose', [
			`Written by \`npm run test:mutations\`, which takes one thing out of the code and runs the tests of the promise that it keeps.`,
			'',
			'| Promise | Without | Red |',
			'| --: | --- | --- |',
			...outcomes.map(row),
		]);
		process.exitCode = outcomes.every(({ red }) => red.length > 0) ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main();
