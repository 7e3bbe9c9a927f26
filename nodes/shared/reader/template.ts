/** A text that expressions fill in parts of: "srv{{ $json.number }}.example.com". */
export interface Template {
	/** What is written around them; one more than there are expressions. */
	texts: string[];
	/** Whether the expression names a value and nothing else, so that nothing is not what it means. */
	names: boolean[];
}

/** `$json.host`, `$('Hosts').item.json['name']`: without a word on what stands in for it. */
const NAMES_A_VALUE = /^\s*\$[\w.$()'"[\] -]+$/;

/** Undefined where one expression gives all, or none stands there. */
export function templateOf(parameter: unknown): Template | undefined {
	if (typeof parameter !== 'string' || !parameter.startsWith('=')) return undefined;
	const [before = '', ...rest] = parameter.slice(1).split('{{');
	const parts = rest.map((part) => {
		const end = part.lastIndexOf('}}');
		return { inner: part.slice(0, end), after: part.slice(end + 2) };
	});
	const texts = [before, ...parts.map(({ after }) => after)];
	if (texts.join('').trim() === '') return undefined;
	return { texts, names: parts.map(({ inner }) => NAMES_A_VALUE.test(inner)) };
}

/** Whether what it gave has nothing where a value was named. n8n leaves out what is missing. */
export const hasHole = (template: Template, given: string): boolean =>
	fits(template.texts, given, () => 0) &&
	!fits(template.texts, given, (at) => (template.names[at] ? 1 : 0));

/** Whether the texts come one after the other, with at least so much between them. */
function fits(texts: string[], given: string, least: (at: number) => number): boolean {
	let end = 0;
	for (const [at, text] of texts.entries()) {
		const from = at === 0 ? 0 : end + least(at - 1);
		const isLast = at === texts.length - 1;
		const found = isLast ? given.length - text.length : given.indexOf(text, from);
		const isThere = found >= from && given.startsWith(text, found);
		if (!isThere || (at === 0 && found > 0)) return false;
		end = found + text.length;
	}
	return true;
}
