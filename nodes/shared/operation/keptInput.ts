import type { IDataObject } from 'n8n-workflow';

import { isSecretName } from '../reader/secretNames';
import { asText, isEmpty, isObject, parseJson } from '../values';

/** What an earlier node of this package said of its own call; it would mislead on a later item. */
const OF_ONE_CALL = [
	'causeOfFailure',
	'details',
	'error',
	'errorCode',
	'errorField',
	'errorMessage',
	'hint',
	'recovered',
	'reused',
	'solution',
	'unclear',
	'vendorError',
];

/**
 * The input beside the result. License keys never become output (promise 7): neither by their name
 * nor, where the call itself used them, under whatever name they came in.
 */
export const keptOf = (input: IDataObject = {}, secrets: Iterable<string> = []): IDataObject =>
	withoutSecrets(
		Object.fromEntries(Object.entries(input).filter(([name]) => !OF_ONE_CALL.includes(name))),
		[...secrets],
	);

/** What is shorter is in many a text by chance. */
const SHORTEST_PART = 6;

/** As text of its own, or within one: JSON may write it behind backslashes. */
const holds = (text: string, secrets: string[]): boolean =>
	secrets.some(
		(secret) =>
			text.trim() === secret ||
			(secret.length >= SHORTEST_PART &&
				(text.includes(secret) || text.replaceAll('\\', '').includes(secret))),
	);

const isScalar = (value: unknown): value is string | number =>
	typeof value === 'string' || typeof value === 'number';

/** Dates and the like are left as they are. */
const isPlain = (value: unknown): value is IDataObject => {
	if (!isObject(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** `{name: "agentLicenseKey", value: "…"}`, as headers and rows of a table are written. */
const NAMING = /^(?:name|key|field|label|header|parameter)$/i;
const NAMED = /^(?:value|val|text|content|data)$/i;
/** With a dot it is the name of a host. */
const WORDS = /^[\w -]{1,60}$/;

const isNamedSecret = (object: IDataObject): boolean =>
	Object.entries(object).some(([name, value]) => {
		const said = NAMING.test(name) ? (asText(value) ?? '') : '';
		return WORDS.test(said) && isSecretName(said);
	});

export function withoutSecrets(object: IDataObject, secrets: string[] = []): IDataObject {
	const isPair = isNamedSecret(object);
	return Object.fromEntries(
		Object.entries(object).flatMap(([name, value]) =>
			isSecretName(name) ||
			(isPair && NAMED.test(name)) ||
			holds(name, secrets) ||
			isSecret(value, secrets)
				? []
				: [[name, cleaned(value, secrets) as IDataObject[string]]],
		),
	);
}

const isSecret = (value: unknown, secrets: string[]): boolean =>
	isScalar(value) && (holds(String(value), secrets) || isToldIn(String(value)));

const JSON_TEXT = /^\s*["[{]/;
const MEMBER = /"([^"\\]{1,60})\\*"\s*:/g;
/** As in the query of an address, or in the settings of a client. */
const PARAMETER = /(?<![\w.-])([\w.-]{1,60})=[^\s&;=]/g;
/** What is deeper within such a text is not looked through, and not kept. */
const DEEPEST = 100;

/** Whether a text is JSON that names a secret beside its value, or holds such a piece of it. */
function isToldIn(text: string): boolean {
	const value = JSON_TEXT.test(text) ? parseJson(text) : undefined;
	if (value !== undefined) return tells(value);
	return [MEMBER, PARAMETER].some((pattern) =>
		[...text.matchAll(pattern)].some(([, name = '']) => isSecretName(name)),
	);
}

function tells(value: unknown, depth = 0): boolean {
	if (typeof value === 'string') return isToldIn(value);
	if (depth > DEEPEST) return true;
	if (Array.isArray(value)) return value.some((one) => tells(one, depth + 1));
	if (!isObject(value)) return false;
	const isPair = isNamedSecret(value);
	return Object.entries(value).some(
		([name, inner]) =>
			!isEmpty(inner) &&
			(isSecretName(name) || (isPair && NAMED.test(name)) || tells(inner, depth + 1)),
	);
}

function cleaned(value: unknown, secrets: string[]): unknown {
	if (Array.isArray(value)) {
		const list: unknown[] = value;
		return list.filter((one) => !isSecret(one, secrets)).map((one) => cleaned(one, secrets));
	}
	return isPlain(value) ? withoutSecrets(value, secrets) : value;
}
