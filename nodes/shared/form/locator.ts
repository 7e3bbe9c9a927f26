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
						// n8n checks an optional field that was left empty, too; blanks of a pasted ID are trimmed.
						regex: `^ {0,9}(?:${named ? '[A-Za-z0-9_][A-Za-z0-9_.-]*' : '[0-9]{1,40}'})${required ? '' : '?'} {0,9}$`,
						errorMessage: named
							? `${text.displayName}: letters, digits, "_", "-" and "." only`
							: `${text.displayName}: digits only`,
					},
				},
			],
		},
	],
});
