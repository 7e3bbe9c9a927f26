import type { NameRules } from '../certificate/names';
import { faultOf, nameFault, toAscii } from '../certificate/names';
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
	const fault = holeIn(reader, path, written) ?? nameFault(written, rules);
	if (fault) return reader.refuse(path, `${quoted(written)} ${fault}`);
	return toAscii(written).length > LONGEST_COMMON_NAME
		? reader.refuse(
				path,
				`is longer than ${LONGEST_COMMON_NAME} characters, which only further names may be`,
			)
		: written;
}

/** A final dot is the root, unless an expression was to put something behind it. */
const holeIn = (reader: Reader, path: string, name: string): string | undefined =>
	name.trim().endsWith('.') && reader.isTemplate(path)
		? 'ends with a dot: its expression gives nothing for what comes behind it'
		: undefined;

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
		const fault = holeIn(reader, path, name) ?? faultOf(ascii, rules);
		if (fault) return reader.refuse(path, `holds ${quoted(name)}, which ${fault}`);
	}
	const ascii = [...new Set(converted.values())];
	const isCommonOnly = ascii.every((name) => name === toAscii(commonName));
	return { written, ascii: isCommonOnly ? [] : ascii };
}
