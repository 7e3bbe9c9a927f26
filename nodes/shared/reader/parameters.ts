import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { holdsPrivateKey } from '../certificate/privateKey';
import { badInput } from '../failure';
import { isObject, valueAt } from '../values';
import type { FormPaths } from './formPaths';
import { holdsExpression, namedField, plainExpression } from './plainExpression';
import { hasHole, lacksPart, type Part, templateOf } from './template';

export const UNREADABLE = 'could not be read, check its expression';
export const NOTHING = 'is empty: its expression gives nothing for this item';

const HOLE = 'lacks a part: one of its expressions gives nothing for this item';

const EMPTIED =
	'is empty: n8n empties what was chosen from a list when the node gets another credential. Choose it again, or enter it By ID';

const AS_A_WHOLE = 'is filled in by itself, not by one expression for all that it stands in';

/** Longer than any text that a field is for, and short enough for every pattern. */
const LONGEST_VALUE = 100_000;

/** What need not be asked of the engine. */
export interface KnownValues {
	/** What the node has set, before expressions */
	set: IDataObject;
	/** One expression gave all of `set`. */
	computed?: true;
	/** Shared by the readers of a run: what holds no expression is the same for every item. */
	constants: Map<string, unknown>;
	/** The item that `$json` stands for */
	json?: IDataObject;
	/** License keys that were read, which are never output */
	secrets?: Set<string>;
}

/** Where the values come from. */
export interface Source {
	ask(path: string, extractValue: boolean): unknown;
	/** What one expression of a text gives for the item; without items nothing can be missing. */
	give?(expression: string): unknown;
	timezone(): string;
	/** Part of a form: its path, and what it is called, e.g. "contact 2". */
	part?: { path: string; called: string };
}

/** The parameters of one item or of a trigger, as they are, each with its label of the form. */
export class Parameters {
	/** What expressions gave for this item. */
	private readonly evaluated = new Map<string, unknown>();

	constructor(
		protected readonly form: FormPaths,
		protected readonly source: Source,
		protected readonly known: KnownValues,
	) {}

	/** Label of `path` in the form, e.g. 'Additional Fields' > 'Comments' reads "Comments". */
	label(path: string): string {
		return this.field(path).displayName;
	}

	private field(path: string): INodeProperties {
		const { part } = this.source;
		return this.form.field(part ? `${part.path}.${path}` : path);
	}

	/** Refuses the item; `why` continues the label: "'CSR' holds a private key". */
	refuse(path: string, why: string): never {
		throw badInput(`${this.called(path)} ${why}`);
	}

	/** Refuses what must be there, and says why a list value may have gone. */
	refuseAsEmpty(path: string): never {
		return this.refuse(path, isEmptied(valueAt(this.known.set, path)) ? EMPTIED : 'is empty');
	}

	/** Tells empty fields that must be filled all at once; a single one is left to its reading. */
	refuseEmpty(paths: string[]): void {
		const empty = [...new Set(paths)].filter((path) => this.value(path) === undefined);
		if (empty.length < 2) return;
		const names = empty.map((path) => this.called(path));
		throw badInput(`These fields are empty: ${names.join(', ')}`);
	}

	/** 'Comments', or of a part of the form: "contact 2: 'Email'". */
	private called(path: string): string {
		const { part } = this.source;
		return part ? `${part.called}: '${this.label(path)}'` : this.form.called(path);
	}

	/**
	 * The value that must be there, whole, if an expression stands for it: what stands for an empty
	 * field, or for a part of it, is nothing that the user has asked for.
	 */
	raw(path: string, extractValue?: boolean): unknown {
		const value = this.value(path, extractValue);
		if (!this.isWanted(path)) return value;
		if (value === undefined) return this.refuse(path, NOTHING);
		return this.asksParts(path, lacksPart) ? this.refuse(path, HOLE) : value;
	}

	/** The same of what is no text for people: there an empty text is missing, too. */
	whole(path: string): unknown {
		const value = this.raw(path);
		return this.hasHole(path) ? this.refuse(path, HOLE) : value;
	}

	/** Whether the user's own expression stands there, in a field where nothing has no meaning. */
	isWanted(path: string): boolean {
		const { constants, computed } = this.known;
		const isConstant = !computed && (constants.has(path) || constants.has(valueOf(path)));
		return !isConstant && this.byExpression(path) && !this.form.mayBeEmpty(path);
	}

	/** The raw value; what was never set, left empty, or an expression that gives nothing is undefined. */
	value(path: string, extractValue = this.field(path).type === 'resourceLocator'): unknown {
		const { set, constants, json } = this.known;
		const name = extractValue ? valueOf(path) : path;
		if (constants.has(name)) return constants.get(name);
		if (this.evaluated.has(name)) return this.evaluated.get(name);
		const parameter = valueAt(set, path);
		const plain = json && !extractValue ? plainExpression(parameter, json) : undefined;
		if (parameter === undefined && isInExpression(set, path)) return this.refuse(path, AS_A_WHOLE);
		// Somebody has added this one to the form, so it was not meant to be left out.
		if (path.includes('.') && isEmptied(parameter))
			return this.refuse(path, `${EMPTIED}, or take it out`);
		const value =
			parameter === undefined
				? undefined
				: this.given(path, plain ?? this.asked(path, extractValue));
		(holdsExpression(parameter) ? this.evaluated : constants).set(name, value);
		return value;
	}

	/** Whether an expression of the user's own stands there, and not the one that the form begins with. */
	byExpression(path: string): boolean {
		const parameter = this.parameter(path);
		if (this.known.computed || parameter === undefined) return parameter !== undefined;
		const usual = located(this.field(path).default);
		return holdsExpression(parameter) && parameter !== usual && !namesTheSame(parameter, usual);
	}

	/** Whether an expression gave it, be it the one that the form begins with. */
	isEvaluated(path: string): boolean {
		return this.known.computed ?? holdsExpression(this.parameter(path));
	}

	/** Whether one expression stands for both, so that the one says nothing beside the other. */
	isSameExpression(path: string, other: string): boolean {
		const [one, two] = [path, other].map((name) => this.parameter(name));
		// `$json['id']` and `$json.id` name one field.
		const written = (value: unknown) =>
			String(value)
				.replace(/\s/g, '')
				.replace(/\[["'](\w+)["']\]/g, '.$1');
		return holdsExpression(one) && written(one) === written(two);
	}

	/** Whether expressions fill in parts of a text. */
	isTemplate(path: string): boolean {
		return this.template(path) !== undefined;
	}

	/** Whether one of them, though it names a value only, has nothing to fill in. */
	hasHole(path: string): boolean {
		return this.isWanted(path) && this.asksParts(path, hasHole);
	}

	private asksParts(path: string, of: typeof hasHole): boolean {
		const { give } = this.source;
		// What expressions gave is data, in which nothing is evaluated.
		const parts = give && !this.known.computed ? this.template(path) : undefined;
		return give !== undefined && parts !== undefined && of(parts, give);
	}

	private template(path: string): Part[] | undefined {
		return templateOf(this.parameter(path));
	}

	/** As the node has it set, before expressions. */
	protected parameter(path: string): unknown {
		return located(valueAt(this.known.set, path));
	}

	private asked(path: string, extractValue: boolean): unknown {
		try {
			return this.source.ask(path, extractValue);
		} catch (error) {
			const reason = error instanceof Error ? `: ${error.message}` : '';
			return this.refuse(path, `${UNREADABLE}${reason}`);
		}
	}

	/** Blank text is nothing; a private key is refused wherever it was pasted. */
	protected given(path: string, value: unknown): unknown {
		if (typeof value !== 'string') return value ?? undefined;
		if (value.length > LONGEST_VALUE) return this.refuse(path, tooLong(LONGEST_VALUE));
		if (holdsPrivateKey(value)) {
			return this.refuse(path, 'holds a private key. Never paste one here, and replace this one');
		}
		return value.trim() === '' ? undefined : value;
	}
}

/** What a locator at this path holds, among what is remembered. */
const valueOf = (path: string): string => `${path} value`;

export const tooLong = (longest: number): string =>
	`is longer than ${longest.toLocaleString('en-US')} characters`;

const isEmptied = (parameter: unknown): boolean =>
	isObject(parameter) && parameter.mode === 'list' && (parameter.value ?? '') === '';

/** What a locator holds, else the parameter itself. */
export const located = (parameter: unknown): unknown =>
	isObject(parameter) && 'mode' in parameter ? parameter.value : parameter;

/** The form's own expression, as it was written in an earlier version, too. */
const namesTheSame = (parameter: unknown, usual: unknown): boolean =>
	namedField(usual) !== undefined && namedField(parameter) === namedField(usual);

/** n8n would take an expression in place of a whole collection for an empty one. */
function isInExpression(set: IDataObject, path: string): boolean {
	const names = path.split('.');
	return names.some(
		(_name, at) => at > 0 && typeof valueAt(set, names.slice(0, at).join('.')) === 'string',
	);
}
