import type { INodeProperties } from 'n8n-workflow';

interface LocatorText {
	displayName: string;
	name: string;
	description: string;
	searchListMethod: string;
	/** Placeholder of By ID, e.g. "e.g. 112233". */
	placeholder: string;
	required?: boolean;
	/** Below the field. */
	hint?: string;
	/** The ID is a name (product), or may be below zero; else digits. */
	kind?: keyof typeof KINDS;
}

const KINDS = {
	digits: { regex: '[0-9]{1,40}', rule: 'digits only' },
	number: { regex: '-?[0-9]{1,40}', rule: 'a whole number' },
	named: { regex: '[A-Za-z0-9_][A-Za-z0-9_.-]*', rule: 'letters, digits, "_", "-" and "." only' },
};

export const locator = ({
	searchListMethod,
	placeholder,
	required,
	kind = 'digits',
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
						// n8n checks an optional field that was left empty, too; blanks of a pasted ID are trimmed.
						regex: `^ {0,9}(?:${KINDS[kind].regex})${required ? '' : '?'} {0,9}$`,
						errorMessage: `${text.displayName}: ${KINDS[kind].rule}`,
					},
				},
			],
		},
	],
});
