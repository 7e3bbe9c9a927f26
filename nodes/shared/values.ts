import type { IDataObject } from 'n8n-workflow';

/** Narrowing guards for what comes from outside: parameters by expression and service answers. */

export const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asObject = (value: unknown): IDataObject => (isObject(value) ? value : {});

/** What stands at a path such as `options.waitUpTo` or `contacts.person[0].email`. */
export const valueAt = (object: IDataObject, path: string): unknown =>
	namesOf(path).reduce<unknown>(
		(value, name) => (Array.isArray(value) ? asList(value)[Number(name)] : asObject(value)[name]),
		object,
	);

const namesOf = (path: string): string[] =>
	path.includes('[') ? path.split(/[.[\]]+/).filter((name) => name !== '') : path.split('.');

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

/** What an object holds beside these. */
export const membersBeside = (object: IDataObject, names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** Undefined if it is none. Whole numbers that a number cannot hold become the text of their digits. */
export function parseJson(
	text: string,
	reviver?: (name: string, value: unknown) => unknown,
): unknown {
	try {
		const value: unknown = JSON.parse(text, reviver);
		return MANY_DIGITS.test(text) ? JSON.parse(withDigitsKept(text), reviver) : value;
	} catch {
		return undefined;
	}
}

/** From here on a number may not hold them all. */
const MANY_DIGITS = /\d{16}/;

/** Texts are looked for only to be passed over. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Of JSON that is known to be well formed: else an open quotation mark is looked through in vain. */
const withDigitsKept = (json: string): string =>
	json.replace(TEXT_OR_NUMBER, (token) =>
		/^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
	);

/** The ID of a thing: a whole number above 0, as digits where a number would not keep them all. */
export type Id = number | string;

const LONGEST_ID = 40;

/** Below 0 where the first was made before the other. */
export const compareIds = (one: Id, other: Id): number => Number(BigInt(one) - BigInt(other));

/** Typed as number or sent as digits. */
export function asId(value: unknown): Id | undefined {
	if (typeof value !== 'string') {
		return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
			? value
			: undefined;
	}
	const [, digits = ''] = /^0*([1-9]\d*)$/.exec(value.length > LONGEST_ID ? '' : value) ?? [];
	if (digits === '') return undefined;
	return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}

/** Nothing, empty text, or a list or object without anything in it. */
export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);
