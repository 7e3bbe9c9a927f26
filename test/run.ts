/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { checkout } from '../sandbox/launcher/cache';
import { run } from '../sandbox/launcher/child';
import { say } from '../sandbox/launcher/say';
import type { Result } from './run/results';
import { resultsFrom } from './run/results';
import { jest } from './run/jest';
import type { Group, Stage } from './run/stages';
import { RUNS } from './run/stages';

async function check({ name, command = ['true'], work }: Stage): Promise<Result> {
	const started = Date.now();
	const seconds = () => (Date.now() - started) / 1000;
	const [program, ...args] = command;
	try {
		await (work?.() ?? run(program, args, { cwd: checkout }));
		say(`✓ ${name} (${seconds().toFixed(1)} s)`);
		return { stage: name, passed: 1, failed: 0, seconds: seconds() };
	} catch (error) {
		say(`✗ ${name}\n${error instanceof Error ? error.message : String(error)}`);
		return { stage: name, passed: 0, failed: 1, seconds: seconds() };
	}
}

/** Every stage runs, whatever became of the ones before. */
async function runGroup(
	{ stages, jest: args, beside = [], env, mayBeEmpty = false }: Group,
	folder: string,
): Promise<Result[]> {
	const names = stages.map(({ name }) => name);
	if (!args) return await Promise.all(stages.map(check));
	const file = join(folder, `${names.join('-')}.json`);
	const [checked] = await Promise.all([
		Promise.all(beside.map(check)),
		jest(names, [...args, '--json', `--outputFile=${file}`], env),
	]);
	return [...checked, ...resultsFrom(file, names, mayBeEmpty)];
}

function tableOf(results: Result[]): string {
	const table = new Table({
		head: ['Stage', 'Passed', 'Failed', 'Seconds'],
		colAligns: ['left', 'right', 'right', 'right'],
		style: { head: [], border: [], compact: true },
	});
	for (const { stage, passed, failed, seconds } of results) {
		table.push([stage, passed, failed, seconds.toFixed(1)]);
	}
	return table.toString();
}

async function main(): Promise<void> {
	const wanted = process.argv[2] ?? 'all';
	const rounds = RUNS[wanted];
	if (!rounds) {
		say(`There is no run "${wanted}"; there are ${Object.keys(RUNS).join(', ')}`);
		process.exitCode = 2;
		return;
	}
	const folder = mkdtempSync(join(tmpdir(), 'certificate-lifecycle-tests-'));
	const results: Result[] = [];
	try {
		for (const round of rounds) {
			const groups = [round].flat();
			const done = await Promise.all(groups.map(async (group) => await runGroup(group, folder)));
			results.push(...done.flat());
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	const sum = (of: 'passed' | 'failed') => results.reduce((total, one) => total + one[of], 0);
	say(`\n${tableOf(results)}\n`);
	say(`Tests: ${sum('passed')} passed, ${sum('failed')} failed`);
	process.exitCode = sum('failed') === 0 ? 0 : 1;
}

void main();
