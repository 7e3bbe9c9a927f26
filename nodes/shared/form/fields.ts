import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/**
 * Fields of a form, all in one order: label, name, description, then what only this field has. Lint
 * sees objects, not calls, so a test lints the forms as they come out.
 */

type Own = Partial<
	Omit<INodeProperties, 'displayName' | 'name' | 'type' | 'description' | 'options'>
>;

export const text = (
	displayName: string,
	name: string,
	description: string,
	own: Own = {},
): INodeProperties => ({ displayName, name, type: 'string', default: '', description, ...own });

/** Off unless its own default says otherwise. */
export const flag = (
	displayName: string,
	name: string,
	description: string,
	own: Own = {},
): INodeProperties => ({ displayName, name, type: 'boolean', default: false, description, ...own });

type Choice = [value: string, name: string, description?: string];

export const choices = (...values: Choice[]): INodePropertyOptions[] =>
	values
		.map(([value, name, description]) => ({ name, value, ...(description ? { description } : {}) }))
		.sort((a, b) => a.name.localeCompare(b.name));

/** One of several values, shown in alphabetical order. */
export const choice = (
	displayName: string,
	name: string,
	description: string,
	{ options, default: usual, ...own }: Own & { default: string; options: Choice[] },
): INodeProperties => ({
	displayName,
	name,
	type: 'options',
	options: choices(...options),
	default: usual,
	description,
	...own,
});

export const numberOption = (
	displayName: string,
	name: string,
	description: string,
	{ min, max, default: usual, ...own }: Own & { default: number; min?: number; max?: number },
): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	...(min === undefined ? {} : { typeOptions: { minValue: min, maxValue: max } }),
	default: usual,
	description,
	...own,
});

/** A date with a time of day. */
export const moment = (
	displayName: string,
	name: string,
	description: string,
	own: Own = {},
): INodeProperties => ({ displayName, name, type: 'dateTime', default: '', description, ...own });

export const day = (displayName: string, name: string, description: string): INodeProperties =>
	moment(displayName, name, description, { typeOptions: { dateOnly: true } });

/** Fields that are filled together, or not at all. */
export const group = (
	displayName: string,
	name: string,
	description: string,
	values: INodeProperties[],
	/** What one of several is called. */
	one = displayName,
): INodeProperties => ({
	displayName,
	name,
	type: 'fixedCollection',
	default: {},
	placeholder: `Add ${one.toLowerCase()}`,
	description,
	options: [{ displayName: one, name: 'values', values }],
});

export const notice = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
});

/** A collection that begins empty; each field is added by its label, so the labels are sorted. */
const collection = (
	displayName: string,
	name: string,
	placeholder: string,
	options: INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'collection',
	placeholder,
	default: {},
	options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

export const optionsOf = (...options: INodeProperties[]): INodeProperties =>
	collection('Options', 'options', 'Add option', options);

export const additionalFieldsOf = (options: INodeProperties[]): INodeProperties =>
	collection('Additional Fields', 'additionalFields', 'Add field', options);

export const filtersOf = (...options: INodeProperties[]): INodeProperties =>
	collection('Filters', 'filters', 'Add filter', options);

export const includeInputFields = flag(
	'Include Input Fields',
	'includeInputFields',
	'Whether to keep the fields of the input item beside the fields of the result',
);

export const returnAllFields: INodeProperties[] = [
	flag('Return All', 'returnAll', 'Whether to return all results or only up to a given limit'),
	numberOption('Limit', 'limit', 'Max number of results to return', {
		min: 1,
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
	}),
];

export const simplify = flag(
	'Simplify',
	'simplify',
	'Whether to return a simplified version of the response instead of the raw data',
	{ default: true },
);
