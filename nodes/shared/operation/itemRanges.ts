/** Items for reading: `item 3`, or `items 0-2, 5`. */
export function itemRanges(items: number[]): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const item of [...new Set(items)].sort((a, b) => a - b)) {
		const range = ranges.at(-1);
		if (range && item === range[1] + 1) range[1] = item;
		else ranges.push([item, item]);
	}
	const text = ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
	return `${new Set(items).size === 1 ? 'item' : 'items'} ${text.join(', ')}`;
}

/** What says the same of several items stands together, in the order of the first of each. */
export function groupBy<T>(things: T[], textOf: (thing: T) => string): T[][] {
	const groups = new Map<string, T[]>();
	for (const thing of things) {
		const text = textOf(thing);
		const group = groups.get(text);
		if (group) group.push(thing);
		else groups.set(text, [thing]);
	}
	return [...groups.values()];
}
