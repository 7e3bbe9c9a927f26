import type { INodeProperties } from 'n8n-workflow';

/** A line of docs/coverage.md. */
export interface CoverageRow {
	/** Name in the source document; dots for nested objects. */
	field: string;
	/** Labels as the form shows them; empty where the node sets the field itself. */
	form: string;
	wire: string;
	note: string;
}

/** Labels of a parameter such as `additionalFields.customFields.field.value`. */
export function formPlace(form: INodeProperties[], parameter: string): string {
	let fields = form;
	const labels = parameter.split('.').flatMap((name) => {
		const inner = fields.flatMap((field) => field.options ?? []);
		const found =
			fields.find((field) => field.name === name) ?? inner.find((option) => option.name === name);
		if (!found) throw new Error(`The form has no field "${parameter}"`);
		if ('values' in found) {
			fields = found.values;
			return [];
		}
		fields = [found as INodeProperties];
		return [fields[0]?.displayName ?? ''];
	});
	return labels.join(' > ');
}
