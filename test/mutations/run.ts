/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFile, execFileSync } from 'node:child_process';
import {
	cpSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { checkout } from '../../sandbox/launcher/cache';
import { say } from '../../sandbox/launcher/say';
import { report } from '../long/report';
import type { Mutation } from './list';
import { MUTATIONS } from './list';

/**
 * Takes out of the code, one by one and in a copy, what keeps a promise, and runs the tests of the
 * promises: each time at least one must turn red.
 */

const TESTS = 'test/engine';
const PROMISES = 'promises';

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

/** What jest prints; red tests end it with a status that is none of an error here. */
async function jest(folder: string, args: string[]): Promise<string> {
	const program = join(checkout, 'node_modules/jest/bin/jest.js');
	const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1024 ** 3 } as const;
	return await new Promise((resolve) => {
		execFile(process.execPath, [program, ...args], options, (_, stdout) => resolve(stdout));
	});
}

/** Of some files, by the beginning of their paths */
async function redTests(folder: string, files: string): Promise<string[]> {
	const projects = ['--selectProjects', 'engine', '--testPathPatterns', `${TESTS}/${files}`];
	const quietly = ['--json', '--silent', '--forceExit', '--maxWorkers=1'];
	const stdout = await jest(folder, [...projects, ...quietly]);
	const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{"'))) as JestResult;
	const broken = testResults.filter(({ assertionResults: tests }) => tests.length === 0);
	if (broken.length > 0) throw new Error(`A test file did not run: ${broken[0]?.message}`);
	return testResults
		.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status }) => status === 'failed')
		.map(({ title }) => title);
}

/** The file in which the last mutation of the same source, or of the same room, was red */
const lastRed = new Map<string, string>();

/** The tests of the mutation's promise, the likely ones first: one red file is enough. */
async function firstRed(folder: string, { promise, file, tests }: Mutation): Promise<string[]> {
	if (tests !== undefined) return await redTests(folder, tests);
	const places = [file, dirname(file)];
	const likely = places.flatMap((place) => lastRed.get(place) ?? []);
	const all = readdirSync(join(folder, TESTS, PROMISES)).filter((name) =>
		name.startsWith(`${promise}-`),
	);
	for (const name of new Set([...likely.filter((name) => all.includes(name)), ...all])) {
		const red = await redTests(folder, join(PROMISES, name));
		if (red.length === 0) continue;
		for (const place of places) lastRed.set(place, name);
		return red;
	}
	return [];
}

async function tried(folder: string, mutation: Mutation): Promise<Outcome> {
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
		const red = await firstRed(folder, mutation);
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

/** Each copy of the checkout takes the next mutation that nobody has tried yet. */
async function allTried(folders: string[], mutations: Mutation[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const waiting = mutations.entries();
	await Promise.all(
		folders.map(async (folder) => {
			for (const [at, mutation] of waiting) outcomes[at] = await tried(folder, mutation);
		}),
	);
	return outcomes;
}

/** Instead of words: those that have no row yet, which get one. */
const NEW = '--new';

/** Rows of earlier runs, by what was taken out. */
function rowsBefore(): Map<string, string> {
	const rows = readFileSync(join(checkout, 'docs/reliability.md'), 'utf8').split('\n');
	return new Map(
		rows.flatMap((text) => {
			const [, without] = /^\| \d \| ([^|]+) \|/.exec(text) ?? [];
			return without === undefined ? [] : [[without, text]];
		}),
	);
}

async function main(): Promise<void> {
	const folders = Array.from({ length: availableParallelism() }, copyOfCheckout);
	// Words of one mutation or several: they are tried, and nothing is written.
	const [words = ''] = process.argv.slice(2);
	const known = words === NEW ? rowsBefore() : new Map<string, string>();
	const mutations = MUTATIONS.filter(({ without }) =>
		words === NEW ? !known.has(without) : without.includes(words),
	);
	try {
		const elsewhere = mutations.flatMap(({ tests }) => tests ?? []);
		const before: string[] = [];
		const all = mutations.every(({ tests }) => tests !== undefined) ? [] : [PROMISES];
		for (const files of new Set([...all, ...elsewhere])) {
			before.push(...(await redTests(folders[0] ?? '', files)));
		}
		if (before.length > 0) throw new Error(`Red before anything was broken: ${before.join('; ')}`);
		const outcomes = await allTried(folders, mutations);
		process.exitCode = outcomes.every(({ red }) => red.length > 0) ? 0 : 1;
		if (words !== '' && words !== NEW) return;
		for (const outcome of outcomes) known.set(outcome.without, row(outcome));
		report('Broken on purpose', [
			`Written by \`npm run test:mutations\`, which takes one thing out of the code and runs the tests of the promise that it keeps, file by file until one is red.`,
			'',
			'| Promise | Without | Red |',
			'| --: | --- | --- |',
			...MUTATIONS.flatMap(({ without }) => known.get(without) ?? []),
		]);
	} finally {
		for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	}
}

void main();
