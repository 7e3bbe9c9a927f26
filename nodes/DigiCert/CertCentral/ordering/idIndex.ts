import type { Id } from '../../../shared/values';

/** IDs by what they are found by. */
export type IdIndex = Map<string, Set<Id>>;

export function link(index: IdIndex, name: string, id: Id): void {
	index.set(name, (index.get(name) ?? new Set()).add(id));
}

export function unlink(index: IdIndex, name: string, id: Id): void {
	const ids = index.get(name);
	ids?.delete(id);
	if (ids?.size === 0) index.delete(name);
}

export function unlinkAll(index: IdIndex, names: Set<string>, id: Id): void {
	for (const name of names) unlink(index, name, id);
}
