import type { IDataObject } from 'n8n-workflow';

import { isSecretName } from '../reader/secretNames';
import { isObject } from '../values';

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

export function withoutSecrets(object: IDataObject, secrets: string[] = []): IDataObject {
	return Object.fromEntries(
		Object.entries(object).flatMap(([name, value]) =>
			isSecretName(name) || holds(name, secrets) || isSecret(value, secrets)
				? []
				: [[name, cleaned(value, secrets) as IDataObject[string]]],
		),
	);
}

const isSecret = (value: unknown, secrets: string[]): boolean =>
	isScalar(value) && holds(String(value), secrets);

function cleaned(value: unknown, secrets: string[]): unknown {
	if (Array.isArray(value)) {
		const list: unknown[] = value;
		return list.filter((one) => !isSecret(one, secrets)).map((one) => cleaned(one, secrets));
	}
	return isPlain(value) ? withoutSecrets(value, secrets) : value;
}
