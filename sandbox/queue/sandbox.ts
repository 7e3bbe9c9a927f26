import type { Sandbox, SandboxOptions } from '../launcher/sandbox';
import { sandboxSimulator, stock } from '../launcher/sandbox';
import type { Fleet } from './fleet';
import { newFleet, startFleet } from './fleet';

const WHOLE = 100;

/** The three simulated APIs, and an n8n in queue mode whose workers share what the keys may do. */
export async function startQueueSandbox(
	workers: number,
	options: SandboxOptions = {},
): Promise<Sandbox & Fleet> {
	const plan = await newFleet(workers, options.env);
	const simulator = await sandboxSimulator(options.simulator);
	await stock(plan.main, simulator, options, Math.floor(WHOLE / workers));
	return { simulator, ...(await startFleet(plan)) };
}
