/** One of the expressions that fill in parts of a text: "srv{{ $json.number }}.example.com". */
export interface Part {
	/** As the engine takes it by itself */
	expression: string;
	/** Whether it names a value and nothing else, so that an empty one is not what it means. */
	names: boolean;
}

/** `$json.host`, `$('Hosts').item.json['name']`: without a word on what stands in for it. */
const NAMES_A_VALUE = /^\s*\$[\w.$()'"[\] -]+$/;

const EMPTY = /^\s*(?:''|"")?\s*$/;

/** Undefined where one expression gives all, or none stands there. */
export function templateOf(parameter: unknown): Part[] | undefined {
	if (typeof parameter !== 'string' || !parameter.startsWith('=')) return undefined;
	const [before = '', ...rest] = parameter.slice(1).split('{{');
	const parts = rest.map((part) => {
		const end = part.lastIndexOf('}}');
		return { inner: part.slice(0, end), after: part.slice(end + 2) };
	});
	if (before.trim() === '' && parts.every(({ after }) => after.trim() === '')) {
		return parts.length > 1 ? parts.map(partOf) : undefined;
	}
	return parts.map(partOf);
}

const partOf = ({ inner }: { inner: string }): Part => ({
	expression: `{{${inner}}}`,
	names: NAMES_A_VALUE.test(inner),
});

/**
 * Whether one expression gives all, and works it out: what it gives is no text of somebody's, as it
 * is where values are named, one to stand in for the other (`$json.names ?? $json.name`).
 */
export function isWorkedOut(parameter: unknown): boolean {
	const [, inner] = /^=\s*\{\{(.*)\}\}\s*$/s.exec(String(parameter)) ?? [];
	const isNamed = inner
		?.split(/\?\?|\|\|/)
		.every((one) => NAMES_A_VALUE.test(one) || EMPTY.test(one));
	return isNamed === false && templateOf(parameter) === undefined;
}

/** What an expression gives where its value is missing, fails on it, or works out no number. */
const isMissing = (value: unknown): boolean =>
	value === undefined || value === null || Number.isNaN(value);

/** Whether one has nothing to fill in: n8n leaves out what is missing. */
export const lacksPart = (parts: Part[], give: (expression: string) => unknown): boolean =>
	parts.some(({ expression }) => isMissing(give(expression)));

/** The same, and an empty text or list counts as well, where a value was named. */
export const hasHole = (parts: Part[], give: (expression: string) => unknown): boolean =>
	parts.some(({ expression, names }) => {
		const value = give(expression);
		return isMissing(value) || (names && String(value).trim() === '');
	});
