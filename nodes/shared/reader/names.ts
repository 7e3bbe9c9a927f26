import type { NameRules } from '../certificate/names';
import { faultOf, isLeftBehind, toAscii } from '../certificate/names';
import type { Reader } from './reader';

/** ub-common-name of X.520 (RFC 5280): no CA issues a longer one. */
const LONGEST_COMMON_NAME = 64;

const LONGEST_QUOTE = 80;

/** Both vendors take 250 names at most; the rest is room for what is written twice. */
const MOST_WRITTEN = 500;

const quoted = (name: string): string =>
	name.length > LONGEST_QUOTE ? `"${name.slice(0, LONGEST_QUOTE)}…"` : `"${name}"`;

/** Names as the form has them, and as certificates do. */
export interface Names {
	written: string[];
	ascii: string[];
}

export function readCommonName(reader: Reader, path: string, rules?: NameRules): string {
	const written = reader.text(path) ?? reader.refuse(path, 'is empty');
	const fault = faultIn(reader, path, written, rules);
	if (fault) return reader.refuse(path, `${quoted(written)} ${fault}`);
	return toAscii(written).length > LONGEST_COMMON_NAME
		? reader.refuse(
				path,
				`is longer than ${LONGEST_COMMON_NAME} characters, which only further names may be`,
			)
		: written;
}

/** Why a name cannot be meant; one that expressions made may lack what they were to give. */
export function faultIn(
	reader: Reader,
	path: string,
	written: string,
	rules?: NameRules,
	ascii = toAscii(written),
): string | undefined {
	if (reader.hasHole(path)) return 'lacks a part: one of its expressions gives nothing';
	// A final dot is the root, unless an expression was to put something behind it.
	if (written.trim().endsWith('.') && reader.isTemplate(path)) {
		return 'ends with a dot: its expression gives nothing for what comes behind it';
	}
	return reader.isEvaluated(path) && (isLeftBehind(ascii) || written.includes('NaN'))
		? 'holds what an expression leaves where a value is missing. If it is meant, write it without an expression'
		: faultOf(ascii, rules);
}

/** Further names; a list that holds the common name alone says that there is none. */
export function readNames(reader: Reader, path: string, commonName = '', rules?: NameRules): Names {
	const written = reader.list(path, MOST_WRITTEN);
	if (written.length === 0 && reader.byExpression(path)) {
		return reader.refuse(
			path,
			'is empty: its expression gives no name. Where there is no further one, let it give the common name',
		);
	}
	// Each is converted once: that takes its time.
	const converted = new Map(written.map((name) => [name, toAscii(name)]));
	for (const [name, ascii] of converted) {
		const fault = faultIn(reader, path, name, rules, ascii);
		if (fault) return reader.refuse(path, `holds ${quoted(name)}, which ${fault}`);
	}
	const ascii = [...new Set(converted.values())];
	const isCommonOnly = ascii.every((name) => name === toAscii(commonName));
	return { written, ascii: isCommonOnly ? [] : ascii };
}
