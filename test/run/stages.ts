/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { join } from 'node:path';
import { checkout } from '../../sandbox/launcher/cache';

/** One line of the final table: a command of its own, or the tests of one jest project. */
export interface Stage {
	name: string;
	command?: [string, ...string[]];
}

/** Stages that run one after the other; the stages of one group share one run of jest. */
export interface Group {
	stages: Stage[];
	jest?: string[];
}

const bin = (name: string) => join(checkout, 'node_modules/.bin', name);

const checks: Stage[] = [
	{ name: 'lint', command: [bin('n8n-node'), 'lint'] },
	{ name: 'format', command: [bin('prettier'), '--check', '.'] },
	{ name: 'types', command: [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'] },
	{ name: 'build', command: [bin('tsx'), 'test/run/build.ts'] },
];

const project = (name: string): Stage => ({ name });

const inProcess: Group = {
	stages: ['unit', 'engine', 'contract', 'package'].map(project),
	jest: [],
};

/** One n8n for both, so one after the other. */
const realN8n: Group = { stages: ['n8n', 'browser'].map(project), jest: ['--runInBand'] };

const long: Group = { stages: [project('long')], jest: ['--runInBand'] };

export const RUNS: Record<string, Group[]> = {
	all: [{ stages: checks }, inProcess, realN8n],
	quick: [{ stages: checks }, inProcess],
	long: [long],
};
