import {
	hasHole,
	isWorkedOut,
	lacksPart,
	templateOf,
} from '../../../../nodes/shared/reader/template';

/** What the expressions of a text give, one after the other. */
const given = (parameter: string, values: unknown[]) => {
	const parts = templateOf(parameter) ?? [];
	const give = (expression: string) =>
		values[parts.findIndex((part) => part.expression === expression)];
	return { lacks: lacksPart(parts, give), hole: hasHole(parts, give), count: parts.length };
};

describe('A text that expressions fill in parts of', () => {
	test.each<[string, unknown[]]>([
		['=srv{{ $json.n }}.example.com', [undefined]],
		['=srv{{ $json.n }}.example.com', [null]],
		['=srv{{ Number($json.n) }}.example.com', [NaN]],
		["=srv{{ $json.n.padStart(2, '0') }}.example.com", [undefined]],
		['=srv{{ $json.site?.number }}.example.com', [undefined]],
		['=web{{ $json.n }}-{{ $json.region }}.example.com', [undefined, 'eu-west-1']],
		['={{ $json.day }} {{ $json.time }}', ['2027-03-01', undefined]],
		['={{ $json.a }}{{ $json.b }}', ['a', undefined]],
	])('%s lacks a part where it is given %j', (parameter, values) => {
		expect(given(parameter, values)).toMatchObject({ lacks: true, hole: true });
	});

	test.each<[string, unknown[]]>([
		['=srv{{ $json.n }}.example.com', ['']],
		["=www.{{ $('Nodes').item.json['domain'] }}, mail.{{ $json.d }}", [' ', 'example.com']],
		['=example.{{ $json.list }}', [[]]],
	])('%s has a hole where it is given %j, and may be a text for people', (parameter, values) => {
		expect(given(parameter, values)).toMatchObject({ lacks: false, hole: true });
	});

	test.each<[string, unknown[]]>([
		['=srv{{ $json.n }}.example.com', [0]],
		["={{ $json.a ? $json.a + '.' : '' }}example.com", ['']],
		["=srv{{ $json.a ?? '' }}.example.com", ['']],
		['=web{{ $json.n }}-{{ $json.region }}.example.com', ['-a', 'b']],
	])('%s is whole where it is given %j', (parameter, values) => {
		expect(given(parameter, values)).toMatchObject({ lacks: false, hole: false });
	});

	test.each(['={{ $json.name }}', ' ={{ $json.name }}', 'www.example.com', '=www.example.com'])(
		'%s is none',
		(parameter) => {
			expect(given(parameter, []).count).toBe(0);
		},
	);
});

describe('A text that an expression works out', () => {
	test.each([
		['={{ [$json.a, $json.b].join(",") }}', true],
		['={{ $json.rows.map((row) => row.name).join("\n") }}', true],
		['={{ $json.names }}', false],
		["={{ $json.names ?? $json.name || '' }}", false],
		["={{ $json.names ?? $json.rows.join(',') }}", true],
		["={{ $('Sheet').item.json['names'] }}", false],
		['={{ $json.a }},{{ $json.b }}', false],
		['a.example.com', false],
	])('%s: %s', (parameter, is) => {
		expect(isWorkedOut(parameter)).toBe(is);
	});
});
