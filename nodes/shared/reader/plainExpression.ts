import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../values';

/** What the editor writes when a field is dragged into a form, on a path of simple names. */
const PLAIN = /^=\{\{\s*\$json((?:\.[A-Za-z_]\w*)+)\s*(\?\?\s*'')?\s*\}\}$/;

/** The field that such an expression names, whether or not it may be missing. */
export const namedField = (expression: unknown): string | undefined =>
	typeof expression === 'string' ? PLAIN.exec(expression)?.[1] : undefined;

/**
 * The text, number or switch that such an expression names. The engine would give the same, but
 * sets up its whole surroundings for it, which takes more CPU time than checking a CSR. Anything
 * else is undefined: then the engine is asked, whose errors are the ones that users know.
 */
export function plainExpression(
	expression: unknown,
	json: IDataObject,
): string | number | boolean | undefined {
	if (typeof expression !== 'string') return undefined;
	const [, path, otherwise] = PLAIN.exec(expression) ?? [];
	if (path === undefined) return undefined;
	const value = path
		.slice(1)
		.split('.')
		.reduce<unknown>(
			(object, name) =>
				isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined,
			json,
		);
	if (otherwise && (value === undefined || value === null)) return '';
	const isScalar =
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return isScalar ? value : undefined;
}

/** n8n marks an expression by an equals sign in front. */
export function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(holdsExpression);
}
