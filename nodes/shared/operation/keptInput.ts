import type { IDataObject } from 'n8n-workflow';

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

/** The input beside the result; license keys never become output (promise 7). */
export const keptOf = (input: IDataObject = {}): IDataObject =>
	withoutSecrets(
		Object.fromEntries(Object.entries(input).filter(([name]) => !OF_ONE_CALL.includes(name))),
	);

/** `agentLicense`, `sensor_licence_key`, "License Key" … and the branding key of a container. */
const isSecret = (name: string): boolean => /licen[cs]e|^ekey$/i.test(name.replace(/[\s_.-]/g, ''));

/** Dates and the like are left as they are. */
const isPlain = (value: unknown): value is IDataObject => {
	if (!isObject(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
};

export function withoutSecrets(object: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(object).flatMap(([name, value]) =>
			isSecret(name) ? [] : [[name, cleaned(value) as IDataObject[string]]],
		),
	);
}

function cleaned(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(cleaned);
	return isPlain(value) ? withoutSecrets(value) : value;
}
