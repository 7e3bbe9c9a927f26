import {
	asList,
	asNumber,
	asObject,
	asObjects,
	asText,
	parseJson,
	withoutEmpty,
} from '../../../nodes/shared/values';

describe('What comes from outside', () => {
	test.each([
		['text', 'text'],
		['', undefined],
		[0, '0'],
		[false, 'false'],
		[null, undefined],
		[{ text: 'text' }, undefined],
		[['text'], undefined],
	])('as text: %j is %j', (value, expected) => expect(asText(value)).toBe(expected));

	test.each([
		[17, 17],
		['17', 17],
		[' 1.5 ', 1.5],
		['', undefined],
		[' ', undefined],
		['17 days', undefined],
		[Infinity, undefined],
		[null, undefined],
		[true, undefined],
	])('as number: %j is %j', (value, expected) => expect(asNumber(value)).toBe(expected));

	test('as object or list, or as an empty one', () => {
		expect(asObject({ a: 1 })).toEqual({ a: 1 });
		expect([null, [1], 'a', 3].map(asObject)).toEqual([{}, {}, {}, {}]);
		expect(asList([1])).toEqual([1]);
		expect(asList({ 0: 1, length: 1 })).toEqual([]);
		expect(asObjects([{ a: 1 }, null, 'b', [2]])).toEqual([{ a: 1 }]);
	});

	test('as JSON, or as nothing', () => {
		expect(parseJson('{"a":1}')).toEqual({ a: 1 });
		expect(parseJson('<html>')).toBeUndefined();
		expect(parseJson('')).toBeUndefined();
	});
});

test('Only what was set remains of a body', () => {
	const given = { a: 0, b: false, c: '', d: undefined, e: null, f: [] };
	expect(withoutEmpty(given)).toEqual({ a: 0, b: false, e: null, f: [] });
});
