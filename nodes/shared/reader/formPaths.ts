import type { INodeProperties } from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

type Option = NonNullable<INodeProperties['options']>[number];

/**
 * The paths of one form, such as `additionalFields.comments` or `hosts.host[1].port`. One that the
 * form does not have would read as "left empty" for ever, so it is refused as the slip that it is.
 */
export class FormPaths {
	/** Kept, so that a slip that was caught as an item's error on the way is told all the same. */
	slip: UnexpectedError | undefined;

	/** Each path is looked up once, however many items are read. */
	private readonly found = new Map<string, INodeProperties>();

	constructor(
		private readonly fields: INodeProperties[],
		/** Whose form it is, e.g. "Get an order" */
		private readonly of: string,
	) {}

	/** The field that the form shows for a path; of a group it is the collection that holds it. */
	field(path: string): INodeProperties {
		const field = this.found.get(path) ?? fieldAt(this.fields, path);
		if (field === undefined) {
			this.slip = new UnexpectedError(`The form of "${this.of}" has no field "${path}"`);
			throw this.slip;
		}
		this.found.set(path, field);
		return field;
	}

	/** What stands above the parameter in the form: `additionalFields.comments` reads "Comments". */
	label(path: string): string {
		return this.field(path).displayName;
	}
}

function fieldAt(fields: INodeProperties[], path: string): INodeProperties | undefined {
	let inside: Option[] = fields;
	let field: INodeProperties | undefined;
	for (const name of path.replaceAll(/\[\d+\]/g, '').split('.')) {
		const found = inside.find((option) => option.name === name);
		if (found && 'values' in found) {
			inside = found.values;
		} else if (found && 'type' in found) {
			field = found;
			inside = found.options ?? [];
		} else {
			return undefined;
		}
	}
	return field;
}
