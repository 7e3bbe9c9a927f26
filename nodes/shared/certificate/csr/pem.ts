export interface PemBlock {
	label: string;
	/** Base64 without white space, not yet checked. */
	base64: string;
}

const ESCAPED: Record<string, string> = { r: '\r', n: '\n', '/': '/' };

const BLOCK = /-{5}BEGIN ([A-Z0-9 ]{1,40})-{5}([^-]*)-{5}END \1-{5}/g;

/** Undoes what copying does to PEM: JSON escapes (`\n` as two characters, `\/`), CRLF, a BOM. */
function unescapeLines(text: string): string {
	return text
		.replace(/(?<!\\)\\+([rn/])/g, (_escape, letter: string) => ESCAPED[letter] ?? '')
		.replace(/\r\n?/g, '\n')
		.replace(/\uFEFF/g, '')
		.trim();
}

export function pemBlocks(text: string): PemBlock[] {
	return [...unescapeLines(text).matchAll(BLOCK)].map(([, label = '', body = '']) => ({
		label,
		base64: body.replace(/\s/g, ''),
	}));
}

/** Also counts a block that is cut off. */
export function countPemBlocks(text: string): number {
	return text.match(/-{5}BEGIN /g)?.length ?? 0;
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
