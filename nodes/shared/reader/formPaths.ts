import type { INodeProperties } from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';

type Option = NonNullable<INodeProperties['options']>[number];

/** Collections whose name says nothing of what is in them. */
const UNNAMED = ['additionalFields', 'options', 'filters'];

/**
 * The paths of one form, such as `additionalFields.comments` or `hosts.host[1].port`. One that the
 * form does not have would read as "left empty" for ever, so it is refused as the slip that it is.
 */
export class FormPaths {
	/** Kept, so that a slip that was caught as an item's error on the way is told all the same. */
	slip: UnexpectedError | undefined;

	/** Each path is looked up once, however many items are read. */
	private readonly found = new Map<string, INodeProperties>();

	private readonly nouns = new Map<string, string>();

	constructor(
		private readonly fields: INodeProperties[],
		/** Whose form it is, e.g. "Get an order" */
		private readonly of: string,
		/** Where an expression that gives nothing has a meaning that costs nothing. */
		private readonly optional: string[] = [],
	) {}

	/** The field that the form shows for a path; of a group it is the collection that holds it. */
	field(path: string): INodeProperties {
		const known = this.found.get(path);
		if (known) return known;
		const field = fieldAt(this.fields, path);
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

	/** The same with what it is in: "Admin Contact: 'Email'", "custom field 2: 'Value'". */
	called(path: string): string {
		const label = `'${this.label(path)}'`;
		const whole = path.split('.').slice(0, -1).join('.');
		if (whole === '' || UNNAMED.includes(whole)) return label;
		const row = /\[(\d+)\]$/.exec(whole)?.[1];
		const holder = row === undefined ? this.label(whole) : this.rowName(whole, Number(row));
		return `${holder}: ${label}`;
	}

	/** One of several entries of a group: "host 2". */
	rowName(path: string, at: number): string {
		const noun = this.nouns.get(path) ?? this.nounOf(path);
		this.nouns.set(path, noun);
		return `${noun} ${at + 1}`;
	}

	private nounOf(path: string): string {
		const group = chainTo(this.fields, path)?.at(-1);
		return group && 'displayName' in group ? group.displayName.toLowerCase() : 'row';
	}

	/** What the form calls a value of a choice. */
	choiceName(path: string, value: unknown): string | undefined {
		const { options = [] } = this.field(path);
		return options.find((option) => 'value' in option && option.value === value)?.name;
	}

	mayBeEmpty(path: string): boolean {
		return this.optional.includes(withoutRows(path));
	}
}

const withoutRows = (path: string): string => path.replaceAll(/\[\d+\]/g, '');

function fieldAt(fields: INodeProperties[], path: string): INodeProperties | undefined {
	const chain = chainTo(fields, path) ?? [];
	return chain.filter((option) => 'type' in option).at(-1);
}

/** What a path goes through: fields, and the groups of a fixed collection. */
function chainTo(fields: INodeProperties[], path: string): Option[] | undefined {
	let inside: Option[] = fields;
	const chain: Option[] = [];
	for (const name of withoutRows(path).split('.')) {
		const found = inside.find((option) => option.name === name);
		if (!found || !('values' in found || 'type' in found)) return undefined;
		inside = 'values' in found ? found.values : (found.options ?? []);
		chain.push(found);
	}
	return chain;
}
