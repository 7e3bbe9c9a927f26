/** What is shorter is no secret, and would take ports and digits out of an answer. */
const SHORTEST = 4;
/** Of less, too few characters of its Base64 are its own. */
const SHORTEST_ENCODED = 9;

/** A function that takes these secrets out of a text, in whatever spelling a service repeats them. */
export function scrubber(secrets: string[], instead: string): (text: string) => string {
	const scrubs = secrets.filter(({ length }) => length >= SHORTEST).map(scrubOf(instead));
	return (text) => scrubs.reduce((left, scrub) => scrub(left), text);
}

/** A text without the secret is looked through, and neither copied nor changed. */
const scrubOf = (instead: string) => (secret: string) => {
	const escaped = escapedPattern(secret);
	const encoded = secret.length < SHORTEST_ENCODED ? [] : inBase64(secret);
	return (text: string): string => {
		const plain = text.includes(secret) ? text.split(secret).join(instead) : text;
		const decoded = /[\\%&]/.test(plain) ? plain.replace(escaped, instead) : plain;
		return encoded.reduce(
			(left, spelling) => (left.includes(spelling) ? left.split(spelling).join(instead) : left),
			decoded,
		);
	};
};

/** Entities of HTML with a name, of what keys are made of besides letters and digits. */
const ENTITY: Record<string, string> = {
	'&': 'amp',
	'<': 'lt',
	'>': 'gt',
	'"': 'quot',
	"'": 'apos',
	'+': 'plus',
	'=': 'equals',
	'/': 'sol',
	':': 'colon',
	'-': '(?:hyphen|dash)',
	_: 'lowbar',
	'.': 'period',
};

/** As in HTML, be the page written into another one. */
const entityOf = (character: string): string => {
	const code = character.charCodeAt(0);
	const named = ENTITY[character];
	const forms = [`#0{0,5}${code}`, `#[xX]0{0,5}${anyCase(code.toString(16))}`];
	return `&(?:amp;)?(?:${[...forms, ...(named ? [named] : [])].join('|')});`;
};

const anyCase = (hex: string): string =>
	[...hex].map((digit) => `[${digit}${digit.toUpperCase()}]`).join('');

/** Each character as it is, behind backslashes, as in JSON (twice at most), as in a URL or in HTML. */
function escapedPattern(secret: string): RegExp {
	const characters = [...secret].map((character) => {
		const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
		const own = character.replace(/[^A-Za-z0-9]/, '\\$&');
		const code = anyCase(hex);
		return `(?:${own}|\\\\{1,4}(?:${own}|u00${code})|%(?:25)?${code}|${entityOf(character)})`;
	});
	return new RegExp(characters.join(''), 'g');
}

/** The characters that are its own wherever it begins in the three bytes of a group. */
function inBase64(secret: string): string[] {
	const spellings = [0, 1, 2].flatMap((before) => {
		const bytes = Buffer.from('\0'.repeat(before) + secret, 'latin1');
		const first = Math.ceil((before * 4) / 3);
		const own = bytes.toString('base64').slice(first, Math.floor((bytes.length * 8) / 6));
		return [own, own.replace(/\+/g, '-').replace(/\//g, '_')];
	});
	return [...new Set(spellings)];
}
