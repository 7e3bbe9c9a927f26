/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';
import { checkout } from '../../sandbox/launcher/cache';
import { installedN8n } from '../../sandbox/launcher/installation';

/** One line of the final table: a command of its own, work, or the tests of one jest project. */
export interface Stage {
	name: string;
	command?: [string, ...string[]];
	/** In this process, where it says how far it is */
	work?: () => Promise<unknown>;
}

/** Stages that run at once, or share one run of jest. */
export interface Group {
	stages: Stage[];
	jest?: string[];
	/** Beside jest */
	beside?: Stage[];
	/** For jest beside the environment that there is */
	env?: Record<string, string>;
	/** A stage may have nothing to do */
	mayBeEmpty?: boolean;
}

const bin = (name: string) => join(checkout, 'node_modules/.bin', name);

/** Kept between runs: most files are as they were. */
const PRETTIER = ['--check', '.', '--cache', '--cache-location', '.cache/prettier'];
const TSC = ['--noEmit', '-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', '.cache/tsc'];
const FOLDERS = ['nodes', 'credentials', 'sandbox', 'test', 'bench'];
const CRUISE = [...FOLDERS, '--config', 'test/floors.cjs', '--output-type', 'err-long'];

const checks: Stage[] = [
	{ name: 'lint', command: [bin('n8n-node'), 'lint'] },
	// The command above lets warnings pass.
	{ name: 'warnings', command: [bin('eslint'), '.', '--max-warnings', '0'] },
	{ name: 'format', command: [bin('prettier'), ...PRETTIER] },
	{ name: 'types', command: [bin('tsc'), ...TSC] },
	{ name: 'floors', command: [bin('depcruise'), ...CRUISE] },
	{ name: 'build', command: [bin('tsx'), 'test/run/build.ts'] },
];

/** Waits for the network most of the time. */
const installation: Stage = { name: 'installation', work: async () => await installedN8n() };

const tests = (...names: string[]): Stage[] => names.map((name) => ({ name }));

const inProcess: Group = {
	stages: tests('storm', 'unit', 'engine', 'contract', 'package'),
	beside: [installation],
	// A worker that holds gigabytes spends its time on its garbage.
	jest: ['--maxWorkers=2', '--workerIdleMemoryLimit=1GB'],
};

/** For daily work: those engine and contract tests that uncommitted changes can break. */
const changed: Group = {
	stages: tests('engine', 'contract'),
	jest: ['--maxWorkers=2', '--onlyChanged', '--passWithNoTests'],
	mayBeEmpty: true,
};

/** Set and run by hand in the editor, a certificate's way to production, what waits: minutes, so they belong to the long run. */
const LONG_IN_N8N = '(browser/byHand|n8n/akamai-chain|n8n/called)';

/** Each project has an n8n of its own, in which one test runs after the other. */
const realN8n = ['n8n', 'browser'].map(
	(name): Group => ({
		stages: tests(name),
		jest: ['--runInBand', `--testPathIgnorePatterns=${LONG_IN_N8N}`],
	}),
);

const storms: Group = {
	stages: tests('storm'),
	jest: ['--maxWorkers=2'],
	env: { STORM_RUNS: '10000' },
};

const long: Group = { stages: tests('long'), jest: ['--runInBand'] };

const longInN8n: Group = {
	stages: tests('n8n', 'browser'),
	jest: ['--runInBand', `--testPathPatterns=${LONG_IN_N8N}`],
};

/** One round after the other; groups of one run beside each other. */
export const RUNS: Record<string, Array<Group | Group[]>> = {
	all: [{ stages: checks }, inProcess, realN8n],
	quick: [
		{ stages: checks },
		{ stages: tests('unit', 'package'), jest: ['--maxWorkers=2'] },
		changed,
	],
	long: [storms, long, longInN8n],
};
