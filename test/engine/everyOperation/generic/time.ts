/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** All operations together, on a machine that has other things to do. */
export const LONG_MS = 600_000;

const TIMES = 10;

/** Pauses and the clock they are measured by run ten times as fast, until the function it gives is called. */
export function quickTime(): () => void {
	const { setTimeout: usual } = globalThis;
	const now = performance.now.bind(performance);
	const began = now();
	performance.now = () => began + (now() - began) * TIMES;
	const quick = (call: () => void, ms = 0, ...rest: []) => usual(call, ms / TIMES, ...rest);
	globalThis.setTimeout = Object.assign(quick, usual) as typeof setTimeout;
	return () => {
		performance.now = now;
		globalThis.setTimeout = usual;
	};
}

export async function inQuickTime<T>(work: () => Promise<T>): Promise<T> {
	const end = quickTime();
	try {
		return await work();
	} finally {
		end();
	}
}
