/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';

import type { Execution } from '../../../sandbox/launcher/executions';
import { errorOf, executionsOf, readExecution } from '../../../sandbox/launcher/executions';
import type { Rest } from '../../../sandbox/launcher/rest';

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 240_000;

/** The first execution of a workflow of which this holds; throws as soon as one of them fails. */
export async function found(
	rest: Rest,
	workflow: string,
	isIt: (execution: Execution) => boolean,
): Promise<Execution> {
	const deadline = Date.now() + PATIENCE_MS;
	while (Date.now() < deadline) {
		for (const id of await executionsOf(rest, workflow)) {
			const execution = await readExecution(rest, id);
			const error = errorOf(execution);
			if (error) throw new Error(error);
			if (isIt(execution)) return execution;
		}
		await pause(LOOK_EVERY_MS);
	}
	throw new Error(`No execution of ${workflow} came so far`);
}
