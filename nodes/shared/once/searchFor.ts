import { pause } from '../time/pause';

interface Search {
	firstPauseMs: number;
	longestPauseMs: number;
	withinMs: number;
	signal: AbortSignal | undefined;
}

/**
 * Looks at once, then with growing pauses, and for the last time when the time is over: only a
 * look that began then tells that the thing is not there. `null` is a look that could not be had.
 */
export async function searchFor<T>(
	look: () => Promise<T | undefined | null>,
	{ firstPauseMs, longestPauseMs, withinMs, signal }: Search,
): Promise<T | undefined | null> {
	const deadline = performance.now() + withinMs;
	for (let wait = firstPauseMs; ; wait = Math.min(wait * 2, longestPauseMs)) {
		const began = performance.now();
		const found = await look();
		if ((found !== undefined && found !== null) || began >= deadline) return found;
		await pause(Math.min(wait, Math.max(deadline - performance.now(), 0)), signal);
	}
}
