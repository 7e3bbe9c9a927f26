import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import { holdsPrivateKey } from '../certificate/privateKey';
import { badInput } from '../failure';
import { asNumber, isObject, valueAt } from '../values';
import { dayOf } from './dates';
import type { FormPaths } from './formPaths';
import { holdsExpression, plainExpression } from './plainExpression';
import { typeWord } from './typeWords';

export const UNREADABLE = 'could not be read, check its expression';

/** What need not be asked of the engine. */
export interface KnownValues {
	/** What the node has set, before expressions */
	set: INodeParameters;
	/** Shared by the readers of a run: what holds no expression is the same for every item. */
	constants: Map<string, unknown>;
	/** The item that `$json` stands for */
	json?: IDataObject;
}

/** Where the values come from. */
export interface Source {
	ask(path: string, extractValue: boolean): unknown;
	timezone(): string;
	/** One entry of a group: the group's path in the form, and which one it is. */
	entry?: { group: string; called: string };
}

/**
 * Reads the parameters of one item or of a trigger, narrowed to the type that the wire needs. A
 * value of a wrong type (an expression can give anything) is refused here, with the label as the
 * form shows it.
 */
export class Reader {
	constructor(
		private readonly form: FormPaths,
		private readonly source: Source,
		private readonly known?: KnownValues,
	) {}

	/** Label of `path` in the form, e.g. 'Additional Fields' > 'Comments' reads "Comments". */
	label(path: string): string {
		const { entry } = this.source;
		return this.form.label(entry ? `${entry.group}.${path}` : path);
	}

	/** Refuses the item; `why` continues the label: "'CSR' holds a private key". */
	refuse(path: string, why: string): never {
		const { entry } = this.source;
		throw badInput(`'${this.label(path)}'${entry ? ` of ${entry.called}` : ''} ${why}`);
	}

	/** The raw value; what the user left empty is undefined. */
	raw(path: string, extractValue = false): unknown {
		const name = extractValue ? `${path} value` : path;
		if (this.known?.constants.has(name)) return this.known.constants.get(name);
		// Throws where the form has no such field.
		this.label(path);
		if (!this.known) return this.given(path, this.asked(path, extractValue));
		const { set, constants, json } = this.known;
		const parameter = valueAt(set, path);
		const plain = json && !extractValue ? plainExpression(parameter, json) : undefined;
		const value =
			parameter === undefined
				? undefined
				: this.given(path, plain ?? this.asked(path, extractValue));
		if (!holdsExpression(parameter)) constants.set(name, value);
		return value;
	}

	private asked(path: string, extractValue: boolean): unknown {
		try {
			return this.source.ask(path, extractValue);
		} catch (error) {
			const reason = error instanceof Error ? `: ${error.message}` : '';
			throw badInput(`'${this.label(path)}' ${UNREADABLE}${reason}`);
		}
	}

	/** What the user left empty is undefined; a private key is refused wherever it was pasted. */
	private given(path: string, value: unknown): unknown {
		if (typeof value === 'string' && holdsPrivateKey(value)) {
			return this.refuse(path, 'holds a private key. Never paste one here, and replace this one');
		}
		return value === '' || value === null ? undefined : value;
	}

	text(path: string): string | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		if (typeof value !== 'string') return this.refuse(path, `must be text, not ${typeWord(value)}`);
		return value.trim() === '' ? undefined : value.trim();
	}

	requiredText(path: string): string {
		return this.text(path) ?? this.refuse(path, 'is empty');
	}

	/** A whole number; digits as text are accepted, since webhooks and tables deliver them so. */
	integer(path: string, min: number, max: number): number | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		const digits = typeof value === 'string' && /^-?\d+$/.test(value.trim());
		const number = typeof value === 'number' || digits ? asNumber(value) : undefined;
		if (number === undefined || !Number.isInteger(number)) {
			return this.refuse(path, `must be a whole number, not ${typeWord(value)}`);
		}
		if (number < min || number > max) {
			return this.refuse(path, `must be between ${min} and ${max}, not ${number}`);
		}
		return number;
	}

	number(path: string, min: number, max: number): number | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		if (typeof value !== 'number' || !Number.isFinite(value)) {
			return this.refuse(path, `must be a number, not ${typeWord(value)}`);
		}
		if (value < min || value > max) {
			return this.refuse(path, `must be between ${min} and ${max}, not ${value}`);
		}
		return value;
	}

	/** Calendar date `yyyy-MM-dd` as written: from a date field, ISO text or a Luxon date. */
	date(path: string): string | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		return dayOf(value) ?? this.refuse(path, 'must be a date such as 2027-03-01');
	}

	/** A moment as epoch milliseconds; text without a zone means the zone of the workflow. */
	instant(path: string): number | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		if (/^\d{12,14}$/.test(String(value))) return Number(value);
		try {
			return tryToParseDateTime(value, this.source.timezone()).toMillis();
		} catch {
			return this.refuse(path, 'must be a date and time such as 2027-03-01T09:00:00');
		}
	}

	boolean(path: string): boolean | undefined {
		const value = this.raw(path);
		if (value === undefined || typeof value === 'boolean') return value;
		return this.refuse(path, `must be true or false, not ${typeWord(value)}`);
	}

	/** One of the values that the form lists; an expression could give another. */
	choice<T extends string>(path: string, allowed: readonly T[]): T | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		const known = allowed.find((candidate) => candidate === value);
		return known ?? this.refuse(path, `must be one of ${allowed.join(', ')}`);
	}

	/** Names, addresses …: an array, or text separated by commas or line breaks. */
	list(path: string): string[] {
		const value = this.raw(path);
		if (value === undefined) return [];
		const entries: unknown[] | undefined =
			typeof value === 'string'
				? value.split(/[\n,;]+/)
				: Array.isArray(value)
					? value.flatMap((entry: unknown) =>
							typeof entry === 'string' ? entry.split(/[\n,;]+/) : [entry],
						)
					: undefined;
		if (!entries) return this.refuse(path, `must be a list or text, not ${typeWord(value)}`);
		return entries.flatMap((entry) => {
			this.given(path, entry);
			if (typeof entry !== 'string') {
				return this.refuse(path, `must hold text only, not ${typeWord(entry)}`);
			}
			return entry.trim() === '' ? [] : [entry.trim()];
		});
	}

	object(path: string): IDataObject | undefined {
		const value = this.raw(path);
		if (value === undefined || isObject(value)) return value;
		return this.refuse(path, `must be an object, not ${typeWord(value)}`);
	}

	/** Entries of a fixedCollection group such as `hosts.host`. */
	group(path: string): IDataObject[] {
		const value = this.raw(path);
		if (value === undefined) return [];
		const entries: unknown[] = Array.isArray(value) ? value : [value];
		return entries.map((entry) =>
			isObject(entry) ? entry : this.refuse(path, `must hold objects, not ${typeWord(entry)}`),
		);
	}

	/** The same entries, each to be read like an item of its own; labels say which one. */
	entries(path: string): Reader[] {
		const { timezone } = this.source;
		return this.group(path).map((entry, index) => {
			const ask = (inner: string) => valueAt(entry, inner);
			const place = { group: path, called: `entry ${index + 1}` };
			return new Reader(this.form, { ask, timezone, entry: place });
		});
	}

	/** A resource locator's value: an id of digits, as number or as text. */
	id(path: string): number | undefined {
		const value = this.raw(path, true);
		if (value === undefined) return undefined;
		const number = /^\d{1,15}$/.test(String(value).trim()) ? Number(value) : 0;
		if (typeof value === 'object' || number === 0) {
			return this.refuse(path, `must be an ID of digits, not ${typeWord(value)}`);
		}
		return number;
	}

	requiredId(path: string): number {
		return this.id(path) ?? this.refuse(path, 'is empty');
	}

	/** A resource locator's value that is a name: letters, digits and `_ - .` only. */
	nameId(path: string): string | undefined {
		const value = this.raw(path, true);
		if (value === undefined) return undefined;
		if (typeof value !== 'string' || !/^[A-Za-z0-9_][\w.-]*$/.test(value)) {
			return this.refuse(path, 'must hold letters, digits, "_", "-" and "." only');
		}
		return value;
	}
}

/** Rows wanted by Return All and Limit; undefined means all. */
export const readLimit = (reader: Reader): number | undefined =>
	reader.boolean('returnAll') ? undefined : (reader.integer('limit', 1, 1_000_000) ?? 50);
