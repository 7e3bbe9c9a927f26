import type { INodeProperties } from 'n8n-workflow';

/** The fields below `name`: of a collection, or of a group in a fixedCollection. */
export function innerFields(fields: INodeProperties[], name: string): INodeProperties[] {
	const field = fields.find((candidate) => candidate.name === name);
	if (!field) return fields;
	return (field.options ?? []).flatMap((option) =>
		'values' in option ? option.values : 'displayName' in option ? [option] : [],
	);
}

/** What stands above a parameter in the form: `additionalFields.comments` reads "Comments". */
export function labelOf(form: INodeProperties[], path: string): string {
	let fields = form;
	let label = path;
	for (const name of path.split('.')) {
		const field = fields.find((candidate) => candidate.name === name);
		if (!field) continue;
		label = field.displayName;
		fields = innerFields(fields, name);
	}
	return label;
}
