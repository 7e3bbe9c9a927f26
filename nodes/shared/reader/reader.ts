import type { IDataObject } from 'n8n-workflow';

import type { Id } from '../values';
import { asId, asList, asNumber, isObject, valueAt } from '../values';
import { dayOf, isSkipped, momentOf, todayIn } from './dates';
import { NOTHING, Parameters, tooLong } from './parameters';
import { isSecretName } from './secretNames';
import { isWorkedOut } from './template';
import { typeWord } from './typeWords';

const LONGEST_TEXT = 10_000;

/** More than any list of a form has; each entry is work before anything is sent. */
const MOST_ENTRIES = 1000;

const tooMany = (most: number): string => `holds more than ${most.toLocaleString('en-US')} entries`;

/**
 * Reads the parameters of one item or of a trigger, narrowed to the type that the wire needs. A
 * value of a wrong type (an expression can give anything) is refused here, with the label as the
 * form shows it.
 */
export class Reader extends Parameters {
	/** A number stands for its digits: postal codes and IDs come so from tables. */
	text(path: string, longest = LONGEST_TEXT): string | undefined {
		const value = this.raw(path);
		if (value === undefined) return undefined;
		const text = textOf(value);
		if (text === undefined) return this.refuse(path, `must be text, not ${typeWord(value)}`);
		if (isSecretName(path)) this.known.secrets?.add(text);
		return text.length <= longest ? text : this.refuse(path, tooLong(longest));
	}

	/** Text that names a thing: an address, an ID, a code. */
	exactText(path: string, longest = LONGEST_TEXT): string | undefined {
		this.whole(path);
		return this.text(path, longest);
	}

	requiredText(path: string, longest = LONGEST_TEXT): string {
		return this.text(path, longest) ?? this.refuse(path, 'is empty');
	}

	/** A whole number; digits as text are accepted, since webhooks and tables deliver them so. */
	integer(path: string, min: number, max: number): number | undefined {
		const value = this.whole(path);
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

	/** Calendar date `yyyy-MM-dd` as written: from a date field, ISO or SQL text, or a date object. */
	date(path: string): string | undefined {
		const value = this.whole(path);
		if (value === undefined) return undefined;
		const day = dayOf(value, this.source.timezone());
		return day ?? this.refuse(path, 'must be a date such as 2027-03-01');
	}

	/** The day that it is in the zone of the workflow. */
	today(): string {
		return todayIn(this.source.timezone());
	}

	/** A moment as epoch milliseconds; text without a zone means the zone of the workflow. */
	instant(path: string): number | undefined {
		const value = this.whole(path);
		if (value === undefined) return undefined;
		const zone = this.source.timezone();
		const fault = isSkipped(value, zone)
			? 'is a time that the clocks of its zone leave out, since summer time begins there'
			: 'must be a date and time such as 2027-03-01T09:00:00';
		return momentOf(value, zone) ?? this.refuse(path, fault);
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
		const text = typeof value === 'string' ? value.trim() : value;
		const known = allowed.find((candidate) => candidate === text);
		return known ?? this.refuse(path, `must be one of ${this.words(path, allowed)}`);
	}

	requiredChoice<T extends string>(path: string, allowed: readonly T[]): T {
		return this.choice(path, allowed) ?? this.refuse(path, 'is empty');
	}

	/** As the form shows them, with the value for expressions: "Enroll (ENROLL)". */
	words(path: string, values: readonly string[]): string {
		return values.map((value) => this.word(path, value)).join(', ');
	}

	private word(path: string, value: string): string {
		const shown = this.form.choiceName(path, value);
		return shown === undefined || shown === value ? value : `${shown} (${value})`;
	}

	/**
	 * Names, addresses …: an array, or text separated by commas or line breaks. An expression may give
	 * an empty array for none, but no entry that is empty: something was meant to be there.
	 */
	list(path: string, most = MOST_ENTRIES): string[] {
		const value = this.whole(path);
		if (value === undefined) return [];
		const isArray = Array.isArray(value);
		if (asList(value).length > most) return this.refuse(path, tooMany(most));
		const entries = (isArray ? asList(value) : [value]).map((entry) => {
			this.given(path, entry);
			const text = textOf(entry);
			if (text !== undefined) {
				const isWhole = typeof entry === 'string' && this.isWorkedOut(path);
				return this.pieces(path, isWhole ? entry : text);
			}
			const wanted = isArray ? 'must hold text only' : 'must be a list or text';
			return this.refuse(path, `${wanted}, not ${typeWord(entry)}`);
		});
		if (this.byExpression(path) && entries.some((texts) => texts.length === 0)) {
			return this.refuse(
				path,
				isArray ? 'holds an entry for which its expression gives nothing' : NOTHING,
			);
		}
		const all = entries.flat();
		return all.length > most ? this.refuse(path, tooMany(most)) : all;
	}

	/** By an expression none is empty: it may have joined what is missing ("a.example.com,"). */
	private pieces(path: string, text: string): string[] {
		const pieces = separated(text, this.isTemplate(path) || this.isWorkedOut(path));
		const given = pieces.filter((piece) => piece !== '');
		if (given.length > 0 && given.length < pieces.length && this.byExpression(path)) {
			return this.refuse(path, 'holds an entry for which its expression gives nothing');
		}
		return given;
	}

	private isWorkedOut(path: string): boolean {
		return this.known.computed === undefined && isWorkedOut(this.parameter(path));
	}

	object(path: string): IDataObject | undefined {
		const value = this.raw(path);
		if (value === undefined || isObject(value)) return value;
		return this.refuse(path, `must be an object, not ${typeWord(value)}`);
	}

	/** Entries of a group such as `hosts.host`, each read like an item of its own: "host 2". */
	entries(path: string): Reader[] {
		const value = this.raw(path);
		if (value === undefined) return [];
		const rows: unknown[] = Array.isArray(value) ? value : [value];
		return rows.map((row, at) => this.inside(path, this.form.rowName(path, at), row, at));
	}

	/** A group that is filled once, or not at all: "Technical Contact". */
	part(path: string): Reader | undefined {
		const value = this.raw(path);
		return value === undefined ? undefined : this.inside(path, this.label(path), value);
	}

	private inside(path: string, called: string, row: unknown, at?: number): Reader {
		if (!isObject(row)) return this.refuse(path, `must hold objects, not ${typeWord(row)}`);
		const all = valueAt(this.known.set, path);
		const set = Array.isArray(all) && at !== undefined ? asList(all)[at] : all;
		const known =
			isObject(set) && !this.known.computed ? { set } : { set: row, computed: true as const };
		const { give, timezone, part } = this.source;
		const whole = part ? `${part.path}.${path}` : path;
		return new Reader(
			this.form,
			{ ask: (inner) => valueAt(row, inner), give, timezone, part: { path: whole, called } },
			{ ...known, constants: new Map(), secrets: this.known.secrets },
		);
	}

	/** A resource locator's value: an id of digits, as number or as text. */
	id(path: string): Id | undefined {
		const value = this.whole(path);
		if (value === undefined) return undefined;
		const id = asId(typeof value === 'string' ? value.trim() : value);
		return id ?? this.refuse(path, `must be an ID of digits, not ${typeWord(value)}`);
	}

	requiredId(path: string): Id {
		return this.id(path) ?? this.refuseAsEmpty(path);
	}

	/** A resource locator's value that is a name: letters, digits and `_ - .` only. */
	nameId(path: string): string | undefined {
		const value = this.whole(path);
		if (value === undefined) return undefined;
		const text = textOf(value);
		if (text === undefined || !/^[A-Za-z0-9_][\w.-]{0,199}$/.test(text)) {
			return this.refuse(path, 'must hold letters, digits, "_", "-" and "." only');
		}
		return text;
	}
}

/** Entries of a text; in one that somebody wrote, blank lines separate nothing. */
function separated(text: string, isExact: boolean): string[] {
	const trimmed = (pieces: string[]) => pieces.map((piece) => piece.trim());
	const lines = trimmed(text.split('\n')).filter((line) => isExact || line !== '');
	return lines.flatMap((line, at) => {
		const pieces = trimmed(line.split(/[,;]/));
		// A comma and the end of its line separate once.
		const endsTwice = at < lines.length - 1 && pieces.length > 1 && pieces.at(-1) === '';
		return endsTwice ? pieces.slice(0, -1) : pieces;
	});
}

/** Trimmed text; of a number its digits, where JavaScript has kept them all. */
function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
	return isExact ? String(value) : undefined;
}

/** Rows wanted by Return All and Limit; undefined means all. */
export const readLimit = (reader: Reader): number | undefined =>
	reader.boolean('returnAll') ? undefined : (reader.integer('limit', 1, 1_000_000) ?? 50);
