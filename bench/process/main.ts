/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import './oneCopy';

import { readFileSync, writeFileSync } from 'node:fs';

import { keepProcessedData } from '../../test/support/processedData';
import { runLoop } from './loop';
import { metered } from './meter';
import { runNode } from './nodes';
import type { Measured, Output, Run, Task, Work } from './task';

const runOne: Run = async (work) =>
	work.arm.kind === 'loop' ? await runLoop(work.arm, work) : await runNode(work.arm, work);

/** Executions at once, each with its share of the items. */
const run: Run = async ({ executions = 1, ...work }) => {
	const outputs = await Promise.all(sharesOf(work, executions).map(runOne));
	return () => outputs.map((output) => output()).reduce(summed);
};

const sharesOf = (work: Work, executions: number): Work[] =>
	Array.from({ length: executions }, (_, execution) => ({
		...work,
		items: work.items.filter((_item, at) => at % executions === execution),
	}));

const summed = (one: Output, other: Output): Output => ({
	answered: one.answered + other.answered,
	failed: one.failed + other.failed,
	error: one.error ?? other.error,
	ids: [...one.ids, ...other.ids],
});

/** One arm in a process of its own: task file in, figures out. */
async function main([taskFile = '', resultFile = '']: string[]): Promise<void> {
	// Compiled on the fly, this process would look every stack up in a source map.
	process.setSourceMapsEnabled(false);
	await keepProcessedData();
	const { warmUp, measured } = JSON.parse(readFileSync(taskFile, 'utf8')) as Task;
	if (warmUp.items.length > 0) {
		const warm = (await run(warmUp))();
		if (warm.answered < warmUp.items.length) throw new Error(`The warm-up failed: ${warm.error}`);
	}
	const { output, ...usage } = await metered(async () => await run(measured));
	const result: Measured = { ...output(), ...usage };
	writeFileSync(resultFile, JSON.stringify(result));
}

main(process.argv.slice(2)).then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exit(1);
	},
);
