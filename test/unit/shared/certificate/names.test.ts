import fc from 'fast-check';

import {
	addressHint,
	convertedNames,
	isLeftBehind,
	nameFault,
	nameSet,
	toAscii,
} from '../../../../nodes/shared/certificate/names';

describe('A name of a certificate', () => {
	test.each([
		'example.com',
		'www.example.com',
		'*.example.com',
		'WWW.EXAMPLE.COM',
		'bücher.example.com',
		'1.example.com',
		'a-b--c.example.com',
		`${'a'.repeat(63)}.example.com`,
	])('%s can stand there', (name) => expect(nameFault(name)).toBeUndefined());

	test.each([
		['', 'is empty'],
		['*.', 'is empty'],
		['https://example.com/', 'is a URL; give the host name only'],
		['a.*.example.com', 'has a wildcard that is not the whole first label'],
		['w*.example.com', 'has a wildcard that is not the whole first label'],
		['*.*.example.com', 'has a wildcard that is not the whole first label'],
		['localhost', 'is not a fully qualified domain name'],
		['*', 'has a wildcard that is not the whole first label'],
		['-a.example.com', 'is not a domain name'],
		['a-.example.com', 'is not a domain name'],
		['a..example.com', 'is not a domain name'],
		['example.com..', 'is not a domain name'],
		['1.2.3', 'is not a domain name'],
		['300.1.1.1', 'is not a domain name'],
		['*.8.8.8.8', 'is not a domain name'],
		['a_b.example.com', 'is not a domain name'],
		['a b.example.com', 'is not a domain name'],
		[
			'1\ufe0f\u20e3.example.com',
			'holds a character that no domain name has, such as a dash or an emoji',
		],
		['user@example.com', 'is not a domain name'],
		['example.com:443', 'is not a domain name'],
		['example.com/path', 'is not a domain name'],
		[`${'a'.repeat(64)}.example.com`, 'is not a domain name'],
		[`${'abcdefg.'.repeat(32)}example.com`, 'is longer than 253 characters'],
	])('"%s" %s', (name, fault) => expect(nameFault(name)).toBe(fault));

	test("may be a single label or an address of one's own for a private CA", () => {
		expect(nameFault('intranet', { isPrivate: true })).toBeUndefined();
		expect(nameFault('10.0.0.1', { isPrivate: true })).toBeUndefined();
		expect(nameFault('intranet', { singleLabel: true })).toBeUndefined();
	});

	test.each([
		'undefined.example.com',
		'www.undefined.example.com',
		'srvundefined.example.com',
		'www-undefined.example.com',
		'null.example.com',
		'srv-null.example.com',
		'srvnull.example.com',
		'www.null',
		'*.null.example.com',
		'nan.example.com',
		'srv-nan.example.com',
		'*.undefined',
		'null01.example.com',
		'false.example.com',
	])('%s is what an expression leaves where a value is missing', (name) =>
		expect(isLeftBehind(name)).toBe(true),
	);

	test.each([
		'null.de',
		'nullable.example.com',
		'nantes.example.com',
		'hernan.example.com',
		'*.nan.de',
	])('%s is a name like any other', (name) => {
		expect(isLeftBehind(name)).toBe(false);
		expect(nameFault(name)).toBeUndefined();
	});

	test.each([
		'my\u2013host.example.com',
		'\u{1f600}.example.com',
		'a\u200b.example.com',
		'caf\u00e9\u2019s.example.com',
		'a\u3002example.com',
	])('%s holds what punycode is not for', (name) => {
		expect(nameFault(name)).toMatch(/^holds a character that no domain name has/);
		expect(toAscii(name)).toBe(name);
	});

	test.each([
		'10.1.2.3',
		'172.31.0.1',
		'192.168.1.1',
		'127.0.0.1',
		'100.64.0.1',
		'192.0.2.7',
		'240.0.0.1',
	])("%s is nobody's in public", (name) =>
		expect(nameFault(name)).toMatch(/^is an IP address of a private or reserved network/),
	);

	test.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '192.0.3.1'])(
		'%s is a public address',
		(name) => {
			expect(nameFault(name)).toBeUndefined();
			expect(addressHint([name])).toContain(`${name} is an IP address`);
		},
	);

	test('is no wildcard for EV', () => {
		expect(nameFault('*.example.com', { isEv: true })).toBe(
			'is a wildcard, which an EV certificate cannot have',
		);
		expect(nameFault('www.example.com', { isEv: true })).toBeUndefined();
	});

	test('that is converted is told beside what it became', () => {
		expect(convertedNames(['www.example.com', 'Bücher.example.com '])).toEqual({
			'Bücher.example.com': 'xn--bcher-kva.example.com',
		});
		expect(convertedNames(['www.example.com'])).toBeUndefined();
	});

	test.each([
		['EXAMPLE.com ', 'example.com'],
		['www.example.com.', 'www.example.com'],
		['*.example.com.', '*.example.com'],
		['*.Bücher.example', '*.xn--bcher-kva.example'],
		// What a URL would read as something else stays as it is, to be refused.
		['bücher@example.com', 'bücher@example.com'],
		['bücher/example.com', 'bücher/example.com'],
		['bücher:80', 'bücher:80'],
		// A digit in a keycap, and letters with a choice of picture.
		['1\ufe0f\u20e3.example.com', '1\ufe0f\u20e3.example.com'],
		['www\ufe0f.example.com', 'www\ufe0f.example.com'],
		['हिन्दी.example.com', 'xn--j2bd4cyah0f.example.com'],
	])('%s is %s on the wire', (name, ascii) => expect(toAscii(name)).toBe(ascii));

	test('is written in one way only', () => {
		const label = fc.stringMatching(/^[a-zA-ZäöüÄÖÜ0-9]{1,20}$/);
		fc.assert(
			fc.property(label, (name) => {
				const once = toAscii(`${name}.example.com`);
				expect(toAscii(once)).toBe(once);
				expect(toAscii(`${name}.example.com`.toUpperCase().toLowerCase())).toBe(once);
			}),
			{ seed: 3 },
		);
	});
});

test('A set of names knows neither order, case nor repetition', () => {
	const set = nameSet('b.example.com', ['A.example.com', 'b.example.com', 'a.example.com']);
	expect(set).toEqual(['a.example.com', 'b.example.com']);
});
