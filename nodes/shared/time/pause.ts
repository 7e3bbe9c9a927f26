import { sleep } from 'n8n-workflow';

import { cancelled, onAbort } from './stop';

/** A longer pause that a service asks for is told to the user instead of being waited for. */
export const LONGEST_PAUSE_MS = 300_000;

/** A slice keeps a cancelled pause from leaving a long timer behind. */
const SLICE_MS = 1000;

/**
 * Waits, and ends at once when the execution is stopped. n8n 1.x has a `sleep` without signal, so
 * the signal is raced here and works on both lines.
 */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
	const abort = onAbort(signal);
	const end = performance.now() + ms;
	try {
		for (let left = ms; left > 0; left = end - performance.now()) {
			await Promise.race([sleep(Math.min(left, SLICE_MS)), abort.promise]);
		}
		if (signal?.aborted) throw cancelled();
	} finally {
		abort.done();
	}
}
