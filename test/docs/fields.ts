import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { markdownTable } from './table';

type Option = NonNullable<INodeProperties['options']>[number];

const isField = (option: Option): option is INodeProperties => 'type' in option;
const isGroup = (option: Option): option is INodePropertyCollection => 'values' in option;
const isChoice = (option: Option): option is INodePropertyOptions => 'value' in option;

/** A form field by field, what is inside of another behind its label. */
export function fieldTable(fields: INodeProperties[]): string {
	const rows = rowsOf(fields, '');
	return rows.length === 0
		? ''
		: markdownTable(['Field', 'Filled in with', 'What it is for'], rows);
}

function rowsOf(fields: INodeProperties[], prefix: string): string[][] {
	return fields.flatMap((field): string[][] => {
		if (field.type === 'notice' || field.type === 'hidden') return [];
		const label = `${prefix}${field.displayName}`;
		const options = field.options ?? [];
		if (field.type === 'collection') return rowsOf(options.filter(isField), `${label} > `);
		if (field.type === 'fixedCollection') {
			return options.filter(isGroup).flatMap(({ values }) => rowsOf(values, `${label} > `));
		}
		return [[label, valueOf(field), purposeOf(field)]];
	});
}

function valueOf(field: INodeProperties): string {
	const needed =
		field.required || field.hint === 'Required' ? 'required' : field.hint?.toLowerCase();
	return [needed, choicesOf(field), usualOf(field)].filter(Boolean).join('; ');
}

const choicesOf = ({ options = [] }: INodeProperties): string =>
	options
		.filter(isChoice)
		.map(({ name }) => name)
		.join(', ');

/** What stands there from the start. */
function usualOf({ type, default: usual, options = [] }: INodeProperties): string {
	if (typeof usual === 'object' || usual === '' || usual === undefined) return '';
	const chosen = options.filter(isChoice).find(({ value }) => value === usual)?.name;
	if (type === 'boolean') return usual ? 'on' : 'off';
	return `usually ${chosen ?? (String(usual).startsWith('=') ? `\`${String(usual).slice(1)}\`` : String(usual))}`;
}

/** Descriptions are written for n8n's tooltips, which show HTML. */
const purposeOf = ({ description = '' }: INodeProperties): string =>
	description.replace(/<[^>]+>/g, '');
