import type { KnownWarning } from './catalogue';
import { WARNINGS } from './catalogue';

/** One entry of the text that CPS shows. */
export interface Warning {
	text: string;
	/** Two where CPS words two of them alike; none where nobody knows what it means. */
	known: KnownWarning[];
}

/** Lines of a listing that follows some warnings, and no others. */
const CONTINUATIONS = [
	/^Trust Chain$/,
	/^Certificate: Subject: /,
	/^\s{1,20}Issuer: /,
	/^\s{1,20}Serial Number: /,
	/^The chain that will be used is:$/,
	/^\d{1,4}\.\s{1,20}Subject: /,
	/^ {4}\S/,
	/^ {2}Instead found:$/,
];

const HEADER = '[WARNINGS]';

/**
 * What CPS warns of: lines, some with a listing below them; or several in brackets, as change
 * management prints them. A line that is neither is an unknown warning of its own.
 */
export function warningsIn(text: string): Warning[] {
	const warnings: Warning[] = [];
	for (const line of linesOf(text)) {
		if (line.trim() === '' || line.trim() === HEADER) continue;
		const known = knownAs(line);
		const last = warnings.at(-1);
		if (known.length === 0 && last && continues(last, line)) last.text += `\n${line}`;
		else warnings.push({ text: line, known });
	}
	return warnings;
}

const continues = ({ known }: Warning, line: string): boolean =>
	known.some(({ severalLines }) => severalLines) && CONTINUATIONS.some((one) => one.test(line));

function linesOf(text: string): string[] {
	const lines = text.split(/\r?\n/);
	return lines.flatMap((line) => {
		const inside = /^\[(.*)\]$/.exec(line.trim())?.[1];
		if (inside === undefined || line.trim() === HEADER || knownAs(line).length > 0) return [line];
		const texts = inside.split('., ');
		return texts.map((one, at) => (at < texts.length - 1 ? `${one}.` : one));
	});
}

/** By its words, or by the name that the portal puts before them. */
function knownAs(line: string): KnownWarning[] {
	const byWords = WARNINGS.filter(({ pattern }) => fits(pattern, line.trim()));
	if (byWords.length > 0) return byWords;
	const name = /^([a-z0-9]+(?:-[a-z0-9]+)*): /.exec(line.slice(0, 200))?.[1];
	const shown = name?.replaceAll('-', '_').toUpperCase();
	return WARNINGS.filter((warning) => warning.name === shown);
}

/** Whether the whole line is the pattern with something in each of its gaps. */
export function fits(pattern: string, line: string): boolean {
	const [first = '', ...rest] = pattern.split(/<[A-Za-z0-9 ]{1,80}>/);
	if (rest.length === 0) return line === first;
	const last = rest.pop() ?? '';
	if (!line.startsWith(first) || !line.endsWith(last)) return false;
	let at = first.length;
	for (const piece of rest) {
		const found = line.indexOf(piece, at + 1);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return line.length - last.length > at;
}
