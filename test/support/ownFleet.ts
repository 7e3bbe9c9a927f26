import { endAll } from '../../sandbox/launcher/ending';
import type { Execution } from '../../sandbox/launcher/executions';
import type { Fleet, Worker } from '../../sandbox/queue/fleet';
import { newFleet, startFleet } from '../../sandbox/queue/fleet';
import { hasPrograms } from '../../sandbox/queue/programs';
import { forAllTests } from './use';

const STARTS_WITHIN_MS = 900_000;

/** Where PostgreSQL and Redis are not installed there is no queue mode to test. */
export const describeFleet = hasPrograms() ? describe : describe.skip;

/** A real n8n in queue mode for all tests of a file. */
export const useOwnFleet = (workers: number): Fleet =>
	forAllTests(
		async () => await startFleet(await newFleet(workers)),
		async () => await endAll(),
		STARTS_WITHIN_MS,
	);

/** How many of these executions each worker ran. */
export const sharesOf = ({ workers }: Fleet, executions: Array<Pick<Execution, 'id'>>): number[] =>
	workers.map((worker) => executions.filter(({ id }) => worker.executions().includes(id)).length);

/** The worker that runs, or last ran, this execution. */
export function runsIt({ workers }: Fleet, id: string): Worker {
	const worker = workers.find((one) => one.executions().includes(id));
	if (!worker) throw new Error(`No worker took execution ${id}`);
	return worker;
}
