import { asFailure } from './failure';
import { isStop, onAbort } from './time/stop';

/** What was read, by what it was read for: a Map, or a WeakMap of something that ends with a run. */
interface Memo<K, T> {
	get(key: K): Read<T> | undefined;
	set(key: K, read: Read<T>): unknown;
	delete(key: K): unknown;
}

export interface Read<T> {
	at: number;
	value: Promise<T>;
}

interface Rules {
	/** A failure is told to all who ask, as for a memo of one run; else the next one reads anew. */
	keepFailures?: boolean;
	/** Milliseconds for which a value holds. */
	keptFor?: number;
	/** Stop of the execution that asks: it ends the wait for what another one reads. */
	signal?: AbortSignal;
}

/** Reads once for all who ask, also at the same time. */
export async function remember<K, T>(
	memo: Memo<K, T>,
	key: K,
	read: () => Promise<T>,
	rules: Rules = {},
): Promise<T> {
	const { keepFailures = false, keptFor = Infinity, signal } = rules;
	const known = memo.get(key);
	if (!known || performance.now() - known.at >= keptFor) {
		const value = read();
		const own = { at: performance.now(), value };
		memo.set(key, own);
		if (!keepFailures) {
			value.catch(() => {
				if (memo.get(key) === own) memo.delete(key);
			});
		}
		return await value;
	}
	const abort = onAbort(signal);
	try {
		return await Promise.race([known.value, abort.promise]);
	} catch (error) {
		const failure = asFailure(error);
		// Stopped was the execution that asked, which says nothing about this one.
		if (keepFailures || !isStop(failure) || signal?.aborted) throw failure;
		return await remember(memo, key, read, rules);
	} finally {
		abort.done();
	}
}
