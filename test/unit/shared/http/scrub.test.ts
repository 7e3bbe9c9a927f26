import { scrubber } from '../../../../nodes/shared/http/scrub';

/** A secret is taken out of an answer however it is spelled; all else stays as it is. */

const SECRET = 'Ab/+3=xyZ"k\\9';
const scrub = scrubber([SECRET], '[key]');

const escaped = (width: (code: string) => string): string =>
	[...SECRET].map((one) => width(one.charCodeAt(0).toString(16).padStart(2, '0'))).join('');

const HTML: Record<string, string> = { '"': '&quot;', '/': '&sol;', '=': '&equals;', '+': '&#43;' };

const SPELLINGS: Record<string, string> = {
	plain: SECRET,
	'in JSON': JSON.stringify(SECRET).slice(1, -1),
	'in JSON with \\/': JSON.stringify(SECRET).slice(1, -1).replace('/', '\\/'),
	'in JSON within JSON': JSON.stringify(JSON.stringify(SECRET)).slice(3, -3),
	'by code points': escaped((code) => `\\u00${code}`),
	'by code points in capitals': escaped((code) => `\\u00${code.toUpperCase()}`),
	'in a URL': encodeURIComponent(SECRET),
	'in a URL in small letters': encodeURIComponent(SECRET).replace(/%../g, (hex) =>
		hex.toLowerCase(),
	),
	'in a URL, twice': encodeURIComponent(encodeURIComponent(SECRET)),
	'each byte in a URL': escaped((code) => `%${code}`),
	'in HTML': SECRET.replace(/[&<>"'/=+]/g, (one) => HTML[one] ?? one),
	'in HTML by numbers': escaped((code) => `&#${parseInt(code, 16)};`),
	'in HTML by numbers of base 16': escaped((code) => `&#x00${code.toUpperCase()};`),
	'in HTML within HTML': escaped((code) => `&amp;#${parseInt(code, 16)};`),
};

test.each(Object.entries(SPELLINGS))('%s', (_name, spelling) => {
	const text = `before ${spelling} between ${spelling} after`;
	expect(scrub(text)).toBe('before [key] between [key] after');
});

test.each(['', 'a', 'ab', 'abc', 'user:'])('Base64 behind "%s"', (before) => {
	const text = Buffer.from(`${before}${SECRET}and more`).toString('base64');
	expect(Buffer.from(scrub(text), 'base64').toString('latin1')).not.toContain(SECRET.slice(1, -1));
	expect(scrub(text)).toContain('[key]');
});

test('what holds no secret is the same text', () => {
	const text = JSON.stringify({ csr: '-----BEGIN\r\n"\\/%2F' });
	expect(scrub(text)).toBe(text);
	expect(scrubber(['abc', ''], '[key]')('abc')).toBe('abc');
});

test('a long text of backslashes takes no longer than one of letters', () => {
	for (const character of ['\\', '%', '&', '&#', '&amp;', 'A']) {
		const text = character.repeat(1_000_000);
		expect(scrub(text)).toBe(text);
	}
});
