import { isObject } from '../../shared/values';

/** More than any answer of a CA nests. */
const DEEPEST = 4;

/** Of a list or an object every text: certificates are found by their PEM. */
export function textsIn(value: unknown, depth = 0): string[] {
	if (typeof value === 'string') return [value];
	if (depth >= DEEPEST) return [];
	const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
	return inner.flatMap((one: unknown) => textsIn(one, depth + 1));
}
