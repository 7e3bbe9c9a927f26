/** What Stop mode tells beside its message. */
export interface Told {
	lines: string[];
	end: string;
}

/** n8n's editor shows the lists of a description; what a service says stays text in them. */
export function asHtml({ lines, end }: Told): string {
	const list = lines.map((line) => `<li>${escaped(line)}</li>`).join('');
	return `<ul>${list}</ul>${escaped(end)}`;
}

/** The same for n8n's log. */
export const asPlain = ({ lines, end }: Told): string =>
	[...lines, end].filter((line) => line !== '').join('\n');

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
	text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
