import { onAbort } from '../time/stop';

/**
 * One after the other for each key: what two look for at the same time, both would make. Stop ends
 * the wait of its own execution, and lets nobody past who is still at work.
 */
export async function inTurn<T>(
	turns: Map<string, Promise<unknown>>,
	key: string,
	signal: AbortSignal | undefined,
	task: () => Promise<T>,
): Promise<T> {
	const before = turns.get(key) ?? Promise.resolve();
	const abort = onAbort(signal);
	const mine = Promise.race([before, abort.promise]).then(task);
	const turn = Promise.allSettled([before, mine]);
	turns.set(key, turn);
	try {
		return await mine;
	} finally {
		abort.done();
		void turn.then(() => {
			if (turns.get(key) === turn) turns.delete(key);
		});
	}
}
