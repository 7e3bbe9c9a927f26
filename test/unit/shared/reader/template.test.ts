import { hasHole, templateOf } from '../../../../nodes/shared/reader/template';

const leaves = (parameter: string, given: string) => {
	const template = templateOf(parameter);
	return template !== undefined && hasHole(template, given);
};

describe('A text that expressions fill in parts of', () => {
	test.each([
		['=srv{{ $json.n }}.example.com', 'srv.example.com'],
		['=srv{{ $json.a }}{{ $json.b }}.example.com', 'srv1.example.com'],
		['={{ $json.a }}-{{ $json.b }}.example.com', 'web-.example.com'],
		["=www.{{ $('Nodes').item.json['domain'] }}, mail.{{ $json.d }}", 'www., mail.example.com'],
		['={{ $json.a }}.example.com', '.example.com'],
		['=example.{{ $json.a }}', 'example.'],
	])('%s has a hole in "%s"', (parameter, given) => {
		expect(leaves(parameter, given)).toBe(true);
	});

	test.each([
		['=srv{{ $json.n }}.example.com', 'srv1.example.com'],
		['=srv{{ $json.a }}{{ $json.b }}.example.com', 'srv12.example.com'],
		['={{ $json.a }}.a{{ $json.b }}', 'a.a.ab'],
		["={{ $json.a ? $json.a + '.' : '' }}example.com", 'example.com'],
		["=srv{{ $json.a ?? '' }}.example.com", 'srv.example.com'],
		['={{ $json.name }}', ''],
		['=srv{{ $json.n }}.example.com', 'what n8n makes of it otherwise'],
	])('%s has none in "%s"', (parameter, given) => {
		expect(leaves(parameter, given)).toBe(false);
	});
});
