import type { IDataObject } from 'n8n-workflow';

/** Narrowing guards for what comes from outside: parameters by expression and service answers. */

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** What stands at a path such as `options.waitUpTo` or `contacts.person[0].email`. */
export const valueAt = (object: IDataObject, path: string): unknown =>
	path
		.split(/[.[\]]+/)
		.filter((name) => name !== '')
		.reduce<unknown>(
			(value, name) => (Array.isArray(value) ? asList(value)[Number(name)] : asObject(value)[name]),
			object,
		);

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const asObjects = (value: unknown): IDataObject[] => asList(value).filter(isObject);

/** Text of a scalar; everything else, null included, is undefined. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return undefined;
}

export function asNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Drops what was not set, so that a body holds only what the user chose. */
export function withoutEmpty(object: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(object).filter(([, value]) => value !== undefined && value !== ''),
	);
}

export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** The ID of a thing: a whole number above 0, typed as number or sent as digits. */
export function asId(value: unknown): number | undefined {
	const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Nothing, empty text, or a list or object without anything in it. */
export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);
