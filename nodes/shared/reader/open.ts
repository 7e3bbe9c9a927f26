import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asObject, isObject } from '../values';
import { located } from './parameters';
import { holdsExpression } from './plainExpression';
import type { Reader } from './reader';

type Option = NonNullable<INodeProperties['options']>[number];
type Conditions = Array<[by: string, wanted: unknown[]]>;

/** A field that may turn out empty, though it must not. */
export interface Open {
	path: string;
	isRequired: boolean;
	/** It counts only where these have one of these values. */
	shown: Conditions;
}

/**
 * The fields of a form that must be filled, and those that an expression fills in: what is wanted is
 * not left to nothing. Found once for all items, since all share one form.
 */
export const openFields = (fields: INodeProperties[], set: IDataObject): Open[] =>
	openIn(fields, set, '', []);

function openIn(
	fields: INodeProperties[],
	set: IDataObject,
	prefix: string,
	outer: Conditions,
): Open[] {
	return fields.flatMap((field): Open[] => {
		const { name, type, options = [], required = false, displayOptions = {} } = field;
		const path = `${prefix}${name}`;
		const shown = [
			...outer,
			...Object.entries(displayOptions.show ?? {}).map(([by, wanted]): Conditions[number] => [
				`${prefix}${by}`,
				wanted ?? [],
			]),
		];
		if (type === 'collection') {
			return openIn(options.filter(isField), asObject(set[name]), `${path}.`, shown);
		}
		if (type === 'fixedCollection') {
			// Rows of a list at the top, such as hosts, each have an outcome of their own.
			return prefix ? openInGroups(options, asObject(set[name]), path, shown) : [];
		}
		return required || holdsExpression(set[name]) ? [{ path, isRequired: required, shown }] : [];
	});
}

function openInGroups(groups: Option[], set: IDataObject, path: string, shown: Conditions): Open[] {
	return groups.flatMap((group) => {
		const filled = set[group.name];
		if (!('values' in group) || !filled) return [];
		const rows = Array.isArray(filled)
			? filled.map((row, at) => [row, `${path}.${group.name}[${at}].`] as const)
			: [[filled, `${path}.${group.name}.`] as const];
		return rows.flatMap(([row, at]) => (isObject(row) ? openIn(group.values, row, at, shown) : []));
	});
}

const isField = (option: Option): option is INodeProperties => 'type' in option;

/** Those that count for this item. */
export const openFor = (reader: Reader, open: Open[]): string[] =>
	open
		.filter(({ shown }) =>
			shown.every(([by, wanted]) => wanted.some((value) => value === located(reader.value(by)))),
		)
		.filter(({ path, isRequired }) => isRequired || reader.isWanted(path))
		.map(({ path }) => path);
