import {
	asId,
	asList,
	asNumber,
	asObject,
	asObjects,
	asText,
	compareIds,
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

	test.each([
		[17, 17],
		['0017', 17],
		['9007199254740993', '9007199254740993'],
		[2 ** 53, undefined],
		[0, undefined],
		['0', undefined],
		[-1, undefined],
		['1.5', undefined],
		['1e3', undefined],
		['9'.repeat(41), undefined],
		[null, undefined],
	])('as ID: %j is %j', (value, expected) => expect(asId(value)).toBe(expected));

	test('of two IDs the larger one is newer, however many digits it has', () => {
		expect(compareIds('9007199254740994', '9007199254740993')).toBeGreaterThan(0);
		expect(compareIds(5, '9007199254740993')).toBeLessThan(0);
		expect(compareIds(7, 7)).toBe(0);
	});

	test('keeps the digits of whole numbers in JSON, and everything else as it is', () => {
		const text = String.raw`{"id":9007199254740993,"n":-90071992547409931,"t":"9007199254740993, \"12345678901234567\"","f":9007199254740993.5,"e":1e30,"s":1234567890123456,"list":[9007199254740995]}`;
		expect(parseJson(text)).toEqual({
			...(JSON.parse(text) as object),
			id: '9007199254740993',
			n: '-90071992547409931',
			list: ['9007199254740995'],
		});
		expect(parseJson('{"id":9007199254740993')).toBeUndefined();
	});

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
