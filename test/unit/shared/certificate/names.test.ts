import fc from 'fast-check';

import { nameFault, nameSet, toAscii } from '../../../../nodes/shared/certificate/names';

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
		['example.com.', 'is not a domain name'],
		['a_b.example.com', 'is not a domain name'],
		['a b.example.com', 'is not a domain name'],
		['user@example.com', 'is not a domain name'],
		['example.com:443', 'is not a domain name'],
		['example.com/path', 'is not a domain name'],
		[`${'a'.repeat(64)}.example.com`, 'is not a domain name'],
		[`${'abcdefg.'.repeat(32)}example.com`, 'is longer than 253 characters'],
	])('"%s" %s', (name, fault) => expect(nameFault(name)).toBe(fault));

	test('may be a single label for a private CA', () => {
		expect(nameFault('intranet', { singleLabel: true })).toBeUndefined();
	});

	test.each([
		['EXAMPLE.com ', 'example.com'],
		['*.Bücher.example', '*.xn--bcher-kva.example'],
		// What a URL would read as something else stays as it is, to be refused.
		['bücher@example.com', 'bücher@example.com'],
		['bücher/example.com', 'bücher/example.com'],
		['bücher:80', 'bücher:80'],
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
