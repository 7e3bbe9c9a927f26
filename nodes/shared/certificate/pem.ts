export interface PemBlock {
	label: string;
	/** Base64 without white space, not yet checked. */
	base64: string;
}

const ESCAPED: Record<string, string> = { r: '\r', n: '\n', '/': '/' };

const BLOCK = /-{5} {0,3}BEGIN ([A-Z0-9 ]{1,40})-{5}([^-]*)-{5} {0,3}END ([A-Z0-9 ]{1,40})-{5}/g;

/** Some tools write the older "NEW CERTIFICATE REQUEST" in front only, or a blank behind it. */
const kindOf = (label: string): string => label.trim().replace(/^NEW /, '');

/** Undoes what copying does to PEM: JSON escapes (`\n` as two characters, `\/`), CRLF, a BOM, marks of no width. */
function unescapeLines(text: string): string {
	return text
		.replace(/(?<!\\)\\+([rn/])/g, (_escape, letter: string) => ESCAPED[letter] ?? '')
		.replace(/\r\n?/g, '\n')
		.replace(/[\uFEFF\u200B-\u200D\u2060]/g, '')
		.trim();
}

export function pemBlocks(text: string): PemBlock[] {
	return [...unescapeLines(text).matchAll(BLOCK)].flatMap(([, begin = '', body = '', end = '']) =>
		kindOf(begin) === kindOf(end) ? { label: begin.trim(), base64: body.replace(/\s/g, '') } : [],
	);
}

/** Also counts a block that is cut off. */
export function countPemBlocks(text: string): number {
	return text.match(/-{5} {0,3}BEGIN /g)?.length ?? 0;
}

export function writePem({ label, base64 }: PemBlock): string {
	const lines = base64.match(/.{1,64}/g) ?? [];
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** PEM with `\n` and lines of 64 characters; text without a PEM block only gets its line ends. */
export function normalizePem(text: string): string {
	const blocks = pemBlocks(text);
	return blocks.length ? blocks.map(writePem).join('') : unescapeLines(text);
}

/** `undefined` for anything that an encoder would not have written, so no two texts are one. */
export function decodeBase64(base64: string): Buffer | undefined {
	const bytes = Buffer.from(base64, 'base64');
	return bytes.length > 0 && bytes.toString('base64') === base64 ? bytes : undefined;
}
