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
	private readonly labels = new Map<string, string>();

	constructor(
		private readonly fields: INodeProperties[],
		/** Whose form it is, e.g. "Get an order" */
		private readonly of: string,
	) {}

	/** What stands above the parameter in the form: `additionalFields.comments` reads "Comments". */
	label(path: string): string {
		const label = this.labels.get(path) ?? labelOf(this.fields, path);
		if (label === undefined) {
			this.slip = new UnexpectedError(`The form of "${this.of}" has no field "${path}"`);
			throw this.slip;
		}
		this.labels.set(path, label);
		return label;
	}
}

function labelOf(fields: INodeProperties[], path: string): string | undefined {
	let inside: Option[] = fields;
	let label: string | undefined;
	for (const name of path.replaceAll(/\[\d+\]/g, '').split('.')) {
		const found = inside.find((option) => option.name === name);
		if (found && 'values' in found) {
			// A group of a fixedCollection: the form shows the label of the collection.
			inside = found.values;
		} else if (found && 'type' in found) {
			label = found.displayName;
			inside = found.options ?? [];
		} else {
			return undefined;
		}
	}
	return label;
}
