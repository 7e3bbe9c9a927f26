import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Descriptors that several operations share. */

export interface LocatorText {
	displayName: string;
	name: string;
	description: string;
	searchListMethod: string;
	/** Placeholder of By ID, e.g. "e.g. 112233". */
	placeholder: string;
	required?: boolean;
	/** The ID is a name (product), not digits. */
	named?: boolean;
}

export const locator = ({
	searchListMethod,
	placeholder,
	required,
	named,
	...text
}: LocatorText): INodeProperties => ({
	...text,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	...(required ? { required } : {}),
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder,
			validation: [
				{
					type: 'regex',
					properties: {
						// n8n checks an optional field that was left empty, too.
						regex: `^(${named ? '[A-Za-z0-9_][A-Za-z0-9_.-]*' : '[0-9]{1,15}'})${required ? '' : '?'}$`,
						errorMessage: named ? 'Letters, digits, "_", "-" and "." only' : 'Digits only',
					},
				},
			],
		},
	],
});

export const includeInputFields: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInputFields',
	type: 'boolean',
	default: false,
	description: 'Whether to keep the fields of the input item beside the fields of the result',
};

export const optionsOf = (...options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

export const additionalFieldsOf = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

export const returnAllFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const notice = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
});

export const choices = (
	...values: Array<[value: string, name: string, description?: string]>
): INodePropertyOptions[] =>
	values
		.map(([value, name, description]) => ({ name, value, ...(description ? { description } : {}) }))
		.sort((a, b) => a.name.localeCompare(b.name));
