/** The work for each of the things, begun side by side at the first question for one of them. */
export function sideBySide<T, R>(things: T[], work: (thing: T) => Promise<R>) {
	let begun: Map<T, Promise<R>> | undefined;
	const begin = (thing: T): [T, Promise<R>] => {
		const result = work(thing);
		// Whoever asks for it hears of its failure.
		result.catch(() => {});
		return [thing, result];
	};
	return async (thing: T): Promise<R> => {
		begun ??= new Map(things.map(begin));
		const result = begun.get(thing);
		if (!result) throw new Error('Nobody began this');
		return await result;
	};
}

/** Runs so many at once, the others wait for their turn. */
export function pool(most: number) {
	let active = 0;
	const waiting: Array<() => void> = [];
	return async <R>(work: () => Promise<R>): Promise<R> => {
		if (active >= most) await new Promise<void>((resolve) => waiting.push(resolve));
		else active++;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else active--;
		}
	};
}
