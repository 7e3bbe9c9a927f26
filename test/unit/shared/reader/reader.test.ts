import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { Failure } from '../../../../nodes/shared/failure';
import { FormPaths } from '../../../../nodes/shared/reader/formPaths';
import { readNames } from '../../../../nodes/shared/reader/names';
import type { Reader } from '../../../../nodes/shared/reader/reader';
import { readerOfItem, readerOfPoll } from '../../../../nodes/shared/reader/readers';

const field = (
	name: string,
	displayName: string,
	options?: INodeProperties['options'],
): INodeProperties => ({ name, displayName, type: 'string', default: '', options });

const FORM: INodeProperties[] = [
	field('value', 'Value of the Form'),
	field('additionalFields', 'Additional Fields', [field('comments', 'Comments')]),
	field('hosts', 'Hosts', [
		{
			name: 'host',
			displayName: 'Host',
			values: [field('ip', 'IP Address'), field('port', 'Port')],
		},
	]),
];

type ItemContext = Parameters<typeof readerOfItem>[0];

const form = () => new FormPaths(FORM, 'Do things');

/** What the node has set: this at a path such as `hosts.host`. */
const setAt = (path: string, value: unknown): IDataObject =>
	path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as IDataObject;

/** A form in which `value` (or any other path) is filled in so, by hand unless an expression stands there. */
function reading(value: unknown, path = 'value', parameter = value): Reader {
	const ctx = {
		getNodeParameter: (name: string) => (name === path ? value : ''),
		getTimezone: () => 'America/New_York',
	};
	const known = { set: setAt(path, parameter), constants: new Map() };
	return readerOfItem(ctx as ItemContext, 3, form(), known);
}

const byExpression = (value: unknown, path = 'value') => reading(value, path, '={{ $json.it }}');

const NO_DATES = [
	'2027-02-30',
	'2027-02-30T09:00:00',
	'2027-13-01',
	'2027-03-01T25:00:00',
	'01.03.2027',
	'01.03.2027 09:00',
	'03/01/2027',
	'1 March 2027',
	'Mon, 01 Mar 2027 09:00:00 GMT',
	"2027-03-01 9 o'clock",
	'2027-03-01T09:00:00 PST',
	'2027-03-01T09:00:00-99',
	'2027-03-01T09:00:00+25:00',
	'2027-03-01T09:00:00+14:30',
	'2027-03-01T09:00:00+01:99',
	'2027-03',
	'2027',
	'20270301',
	'tomorrow',
	17,
	true,
	{},
	[],
	new Date(NaN),
	{ toISO: () => null },
];

const refused = (why: string) => `'Value of the Form' ${why}`;

describe('A value chosen from a list, which n8n empties when the node gets another credential', () => {
	const EMPTIED = { __rl: true, mode: 'list', value: '' };
	const locator = (name: string): INodeProperties => ({
		...field(name, 'Container'),
		type: 'resourceLocator',
	});
	const paths = () =>
		new FormPaths(
			[
				locator('containerId'),
				field('additionalFields', 'Additional Fields', [locator('containerId')]),
			],
			'Do things',
		);
	const emptied = (path: string) =>
		readerOfItem(
			{ getNodeParameter: () => '', getTimezone: () => 'UTC' } as unknown as ItemContext,
			0,
			paths(),
			{
				set: setAt(path, EMPTIED),
				constants: new Map(),
			},
		);

	test('is refused where it must be there, with the reason', () => {
		expect(() => emptied('containerId').requiredId('containerId')).toThrow(
			"'Container' is empty: n8n empties what was chosen from a list",
		);
		expect(emptied('containerId').id('containerId')).toBeUndefined();
	});

	test('is no field left out, where somebody has added it', () => {
		expect(() =>
			emptied('additionalFields.containerId').id('additionalFields.containerId'),
		).toThrow(/another credential.+take it out/);
	});
});

describe('Reader', () => {
	test.each(['', null, undefined])('takes %j for nothing in every type', (value) => {
		const reader = reading(value);
		expect([
			reader.text('value'),
			reader.integer('value', 0, 9),
			reader.number('value', 0, 9),
			reader.date('value'),
			reader.instant('value'),
			reader.boolean('value'),
			reader.choice('value', ['a']),
			reader.object('value'),
			reader.id('value'),
			reader.nameId('value'),
		]).toEqual(Array.from({ length: 10 }, () => undefined));
		expect(reader.list('value')).toEqual([]);
		expect(reader.entries('value')).toEqual([]);
		expect(reader.part('value')).toBeUndefined();
		expect(() => reader.requiredText('value')).toThrow(refused('is empty'));
		expect(() => reader.requiredId('value')).toThrow(refused('is empty'));
	});

	test.each(['', '  ', null, undefined])(
		'refuses %j as empty in every type, if an expression gives it',
		(value) => {
			const reader = byExpression(value);
			const empty = refused('is empty: its expression gives nothing for this item');
			for (const read of [
				() => reader.text('value'),
				() => reader.integer('value', 0, 9),
				() => reader.number('value', 0, 9),
				() => reader.date('value'),
				() => reader.instant('value'),
				() => reader.boolean('value'),
				() => reader.choice('value', ['a']),
				() => reader.list('value'),
				() => reader.object('value'),
				() => reader.entries('value'),
				() => reader.part('value'),
				() => reader.id('value'),
				() => reader.nameId('value'),
			]) {
				expect(read).toThrow(empty);
			}
		},
	);

	test('takes an expression of the form itself that gives nothing for a field left empty', () => {
		const paths = new FormPaths(
			[{ ...field('ip', 'IP'), default: '={{ $json.ip }}' }],
			'Do things',
		);
		const ctx = { getNodeParameter: () => undefined, getTimezone: () => 'UTC' };
		const read = (parameter: string) =>
			readerOfItem(ctx as unknown as ItemContext, 0, paths, {
				set: { ip: parameter },
				constants: new Map(),
			}).text('ip');
		expect(read('={{ $json.ip }}')).toBeUndefined();
		expect(() => read('={{ $json.address }}')).toThrow("'IP' is empty");
	});

	test('refuses a list by expression of which an entry is nothing, not one that says none', () => {
		expect(byExpression([]).list('value')).toEqual([]);
		expect(() => byExpression(['a', ' ']).list('value')).toThrow(
			refused('holds an entry for which its expression gives nothing'),
		);
		expect(() => byExpression(' , ').list('value')).toThrow(refused('is empty'));
	});

	test.each([
		['={{ [$json.a, $json.b].join(",") }}', 'a.example.com,'],
		['={{ [$json.a, $json.b].join("\n") }}', 'a.example.com\n'],
		['={{ [$json.a, $json.b, $json.c].join(",\n") }}', 'a.example.com,\n,\nc.example.com'],
		['={{ $json.names }}', 'a.example.com,'],
		['={{ $json.names }}', 'a.example.com;;c.example.com'],
	])('refuses a list of text in which %s has left nothing for an entry: %j', (parameter, text) => {
		expect(() => reading(text, 'value', parameter).list('value')).toThrow(
			refused('holds an entry for which its expression gives nothing'),
		);
	});

	test.each([
		['={{ $json.names }}', 'a.example.com,\n\nc.example.com\n'],
		['={{ $json.names ?? $json.name }}', 'a.example.com,\nc.example.com'],
		['={{ $json.rows.join(",\n") }}', 'a.example.com,\nc.example.com'],
		['a.example.com,,c.example.com,', 'a.example.com,,c.example.com,'],
	])('takes what separates nothing, in %s, for what it is', (parameter, text) => {
		expect(reading(text, 'value', parameter).list('value')).toEqual([
			'a.example.com',
			'c.example.com',
		]);
	});

	test.each(['id', 'nameId'] as const)(
		'refuses a locator whose expression gives nothing: %s',
		(type) => {
			const locator = (value: string) =>
				reading('', 'value', { mode: 'id', value } as unknown as string);
			expect(locator('')[type]('value')).toBeUndefined();
			expect(() => locator('={{ $json.id }}')[type]('value')).toThrow(refused('is empty'));
		},
	);

	test('refuses what is nothing in an entry of a group, by the row', () => {
		const set = { hosts: { host: [{ ip: '192.0.2.1' }, { ip: '={{ $json.ip }}', port: '' }] } };
		const ctx = {
			getNodeParameter: () => [{ ip: '192.0.2.1' }, { ip: null, port: '' }],
			getTimezone: () => 'UTC',
		};
		const known = { set, constants: new Map() };
		const [first, second] = readerOfItem(ctx as unknown as ItemContext, 0, form(), known).entries(
			'hosts.host',
		);
		expect([first?.text('ip'), first?.text('port'), second?.text('port')]).toEqual([
			'192.0.2.1',
			undefined,
			undefined,
		]);
		expect(() => second?.text('ip')).toThrow("host 2: 'IP Address' is empty");
	});

	test('refuses what is nothing in a group that one expression gives', () => {
		const [row] = byExpression([{ ip: '192.0.2.1', port: null }], 'hosts.host').entries(
			'hosts.host',
		);
		expect(row?.text('ip')).toBe('192.0.2.1');
		expect(() => row?.text('port')).toThrow("host 1: 'Port' is empty");
	});

	test('refuses one expression for a whole collection, which n8n takes for an empty one', () => {
		const reader = reading('', 'additionalFields', '={{ $json.fields }}');
		expect(() => reader.text('additionalFields.comments')).toThrow(
			"'Comments' is filled in by itself",
		);
	});

	test('takes a number for its digits where text is meant', () => {
		expect(reading(2142).text('value')).toBe('2142');
		expect(reading(12345).nameId('value')).toBe('12345');
		expect(() => reading(2 ** 53).text('value')).toThrow(refused('must be text, not the number'));
		expect(() => reading(NaN).text('value')).toThrow(refused('must be text, not the number NaN'));
	});

	test('refuses text that no field is for, before any pattern looks at it', () => {
		expect(() => reading('BEGIN '.repeat(50_000)).text('value')).toThrow(
			refused('is longer than 100,000 characters'),
		);
		expect(() => reading(['a', 'x'.repeat(100_001)]).list('value')).toThrow(
			refused('is longer than 100,000 characters'),
		);
		expect(() => reading('x'.repeat(10_001)).text('value')).toThrow(
			refused('is longer than 10,000 characters'),
		);
	});

	test('reads text without the blanks around it', () => {
		expect(reading(' a b ').text('value')).toBe('a b');
		expect(reading('  ').text('value')).toBeUndefined();
		expect(() => reading(true).text('value')).toThrow(refused('must be text, not true'));
	});

	test.each([
		[5, 5],
		['5', 5],
		[' 9 ', 9],
	])('reads the whole number %j', (value, expected) => {
		expect(reading(value).integer('value', 0, 9)).toBe(expected);
	});

	test.each([
		[10, 'must be between 0 and 9, not 10'],
		['-1', 'must be between 0 and 9, not -1'],
		[1.5, 'must be a whole number, not the number 1.5'],
		['1.0', 'must be a whole number, not this text'],
		[[1], 'must be a whole number, not a list'],
		[NaN, 'must be a whole number, not the number NaN'],
	])('refuses %j as whole number', (value, why) => {
		expect(() => reading(value).integer('value', 0, 9)).toThrow(refused(why));
	});

	test.each([
		['2027-03-01', '2027-03-01'],
		['2027-03-01T23:30:00', '2027-03-01'],
		['2027-03-01 09:00', '2027-03-01'],
		['2027-03-01 09:00:00.000 +02:00', '2027-03-01'],
		// A Date has no zone of its own.
		[new Date('2027-03-01T12:00:00Z'), '2027-03-01'],
		[new Date('2027-03-01T00:00:00Z'), '2027-02-28'],
		[new Date('2027-03-01T00:00:00Z').toJSON(), '2027-02-28'],
		[new Date('2027-03-01T12:00:00Z').toJSON(), '2027-03-01'],
		[{ toISO: () => '2027-03-01T00:00:00.000Z' }, '2027-02-28'],
		[{ toISO: () => '2027-03-01T00:00:00.000-05:00' }, '2027-03-01'],
	])('reads the day %j as it is written', (value, expected) => {
		expect(reading(value).date('value')).toBe(expected);
	});

	test.each(NO_DATES)('refuses %j as day', (value) => {
		expect(() => reading(value).date('value')).toThrow(
			refused('must be a date such as 2027-03-01'),
		);
	});

	test.each([
		['2027-03-01T09:00:00', '2027-03-01T14:00:00.000Z'],
		['2027-03-01T09:00:00Z', '2027-03-01T09:00:00.000Z'],
		[1803891600000, '2027-03-01T09:00:00.000Z'],
		['1803891600000', '2027-03-01T09:00:00.000Z'],
		[' 2027-03-01 09:00 ', '2027-03-01T14:00:00.000Z'],
		['2027-03-01', '2027-03-01T05:00:00.000Z'],
		['2027-03-01 09:00:00.000 Europe/Berlin', '2027-03-01T08:00:00.000Z'],
		['2027-03-01T09:00:00.000+05:30', '2027-03-01T03:30:00.000Z'],
		['2027-03-01T09:00:00+14:00', '2027-02-28T19:00:00.000Z'],
		['2027-03-01T09:00:00-0930', '2027-03-01T18:30:00.000Z'],
		['2027-03-01T24:00:00', '2027-03-02T05:00:00.000Z'],
		// An hour that comes twice is meant as the first of them.
		['2027-11-07T01:30:00', '2027-11-07T05:30:00.000Z'],
		['2027-10-31 02:30:00 Europe/Berlin', '2027-10-31T00:30:00.000Z'],
		['2027-11-07T01:30:00-05:00', '2027-11-07T06:30:00.000Z'],
		[new Date('2027-03-01T09:00:00Z'), '2027-03-01T09:00:00.000Z'],
		[{ toISO: () => '2027-03-01T09:00:00.000-08:00' }, '2027-03-01T17:00:00.000Z'],
	])('reads the moment %j, by the zone of the workflow', (value, expected) => {
		expect(new Date(reading(value).instant('value') ?? 0).toISOString()).toBe(expected);
	});

	test.each(['2027-03-14T02:30:00', '2027-03-28 02:30:00 Europe/Berlin'])(
		'refuses %j as moment: no clock shows it, since summer time begins',
		(value) => {
			expect(() => reading(value).instant('value')).toThrow(
				refused('is a time that the clocks of its zone leave out'),
			);
			expect(reading(value).date('value')).toBe(value.slice(0, 10));
		},
	);

	test.each([...NO_DATES, '20270301090000', '202703010900', 1803891600])(
		'refuses %j as moment',
		(value) => {
			expect(() => reading(value).instant('value')).toThrow(refused('must be a date and time'));
		},
	);

	test('reads switches and choices', () => {
		expect(reading(false).boolean('value')).toBe(false);
		expect(() => reading('true').boolean('value')).toThrow(
			refused('must be true or false, not this text'),
		);
		expect(reading('b').choice('value', ['a', 'b'])).toBe('b');
		expect(() => reading('c').choice('value', ['a', 'b'])).toThrow(refused('must be one of a, b'));
	});

	test.each([
		['a, b;c\n d', ['a', 'b', 'c', 'd']],
		[
			['a', 'b,c'],
			['a', 'b', 'c'],
		],
		['a,,', ['a']],
		[[''], []],
		[5, ['5']],
		[
			['a', 7],
			['a', '7'],
		],
	])('reads the list %j', (value, expected) => {
		expect(reading(value).list('value')).toEqual(expected);
	});

	test.each([
		[true, 'must be a list or text, not true'],
		[['a', { b: 1 }], 'must hold text only, not an object'],
		[['a', null], 'must hold text only, not nothing'],
	])('refuses the list %j', (value, why) => {
		expect(() => reading(value).list('value')).toThrow(refused(why));
	});

	test.each([
		['112233', 112233],
		[112233, 112233],
		['9007199254740993', '9007199254740993'],
	])('reads the ID %j', (value, expected) => expect(reading(value).id('value')).toBe(expected));

	test.each(['abc', '0', '-1', '1.5', '1e3', 2 ** 53, '9'.repeat(41), true])(
		'refuses the ID %j',
		(value) => {
			expect(() => reading(value).id('value')).toThrow(refused('must be an ID of digits'));
		},
	);

	test.each(['../me', 'a b', '-a', true, 2 ** 53])('refuses the name %j', (value) => {
		expect(() => reading(value).nameId('value')).toThrow(refused('must hold letters'));
	});

	test('reads entries of a group one by one, and tells which one is wrong', () => {
		const entries = [
			{ ip: '192.0.2.1', port: 443 },
			{ ip: true, port: '' },
		];
		const [first, second] = reading(entries, 'hosts.host').entries('hosts.host');
		expect([first?.text('ip'), first?.integer('port', 1, 65_535)]).toEqual(['192.0.2.1', 443]);
		expect(second?.integer('port', 1, 65_535)).toBeUndefined();
		expect(() => second?.text('ip')).toThrow("host 2: 'IP Address' must be text, not true");
		expect(() => reading('x', 'hosts.host').entries('hosts.host')).toThrow(
			"'Hosts' must hold objects, not this text",
		);
	});

	test('names a parameter as the form does', () => {
		const reader = reading('');
		expect(reader.label('additionalFields.comments')).toBe('Comments');
		expect(reader.label('hosts.host[1].port')).toBe('Port');
	});

	test('tells when an expression fails, and keeps its reason', () => {
		const ctx = {
			getNodeParameter: () => {
				throw new Error('no node "Before"');
			},
			evaluateExpression: () => undefined,
			getTimezone: () => 'UTC',
		};
		const known = { set: { value: '={{ $("Before").item.json.a }}' }, constants: new Map() };
		const reader = readerOfItem(ctx as ItemContext, 0, form(), known);
		expect(() => reader.text('value')).toThrow(
			refused('could not be read, check its expression: no node "Before"'),
		);
	});
});

describe('A path that the form lacks is a slip, and no empty field', () => {
	const slip = (path: string) => `The form of "Do things" has no field "${path}"`;

	test.each([
		'coments',
		'additionalFields.coments',
		'additionalFields.comments.text',
		'comments',
		'hosts.host[0].prt',
		'hosts.port',
		'hosts.hst',
	])('%s', (path) => {
		const reader = reading('');
		expect(() => reader.raw(path)).toThrow(slip(path));
		expect(() => reader.label(path)).toThrow(slip(path));
		expect(() => reader.refuse(path, 'is empty')).toThrow(slip(path));
		expect(() => reader.raw(path)).not.toThrow(Failure);
	});

	test('in an entry of a group, too', () => {
		const [entry] = reading([{ ip: '192.0.2.1' }], 'hosts.host').entries('hosts.host');
		expect(() => entry?.text('adress')).toThrow(slip('hosts.host.adress'));
		expect(() => entry?.text('hosts')).toThrow(slip('hosts.host.hosts'));
	});

	test('nor is the name of a choice a field', () => {
		const choice = field('kind', 'Kind', [{ name: 'first', value: 'first' }]);
		const paths = new FormPaths([choice], 'Do things');
		expect(paths.label('kind')).toBe('Kind');
		expect(() => paths.label('kind.first')).toThrow(slip('kind.first'));
	});

	test('and the form remembers it, whoever catches it', () => {
		const paths = form();
		expect(paths.slip).toBeUndefined();
		expect(() => paths.label('coments')).toThrow();
		expect(paths.slip?.message).toBe(slip('coments'));
	});
});

describe('The reader of a trigger', () => {
	const asked: unknown[] = [];
	const ctx = {
		getNodeParameter: (...args: unknown[]) => {
			asked.push(args);
			return '2027-03-01T09:00:00';
		},
		getNode: () => ({ parameters: { value: '={{ $now }}' } }),
		getTimezone: () => 'America/New_York',
	};
	const reader = readerOfPoll(ctx as unknown as Parameters<typeof readerOfPoll>[0], form());

	test('asks without an item, and knows the zone of the workflow', () => {
		expect(new Date(reader.instant('value') ?? 0).toISOString()).toBe('2027-03-01T14:00:00.000Z');
		expect(reader.raw('value', true)).toBe('2027-03-01T09:00:00');
		expect(asked).toEqual([
			['value', '', { extractValue: false }],
			['value', '', { extractValue: true }],
		]);
	});

	test('refuses a path that the form lacks', () => {
		expect(() => reader.text('coments')).toThrow('has no field "coments"');
	});
});

describe('The readers of one run', () => {
	const read = (set: IDataObject, asked: string[]) => {
		const ctx = {
			getNodeParameter: (path: string, item: number) => {
				asked.push(`${path} ${item}`);
				return `${path} of ${item}`;
			},
			getTimezone: () => 'UTC',
		};
		const constants = new Map<string, unknown>();
		const paths = form();
		return [0, 1, 2].map((item) =>
			readerOfItem(ctx as ItemContext, item, paths, {
				set: set as INodeParameters,
				constants,
			}).raw('value'),
		);
	};

	test('ask once for what holds no expression', () => {
		const asked: string[] = [];
		expect(read({ value: 'fixed' }, asked)).toEqual(['value of 0', 'value of 0', 'value of 0']);
		expect(asked).toEqual(['value 0']);
	});

	test.each<[string, unknown]>([
		['an expression', '={{ $json.name }}'],
		['an expression inside', { inner: [{ deep: '={{ $json.name }}' }] }],
	])('ask for each item where there is %s', (_what, value) => {
		const asked: string[] = [];
		expect(read({ value } as IDataObject, asked)).toEqual([
			'value of 0',
			'value of 1',
			'value of 2',
		]);
	});
});

describe('A list that is too long', () => {
	test.each([
		['text', 'no–name.de,'.repeat(9000)],
		['a list', Array.from({ length: 60_000 }, (_, at) => `no–name${at}.example.com`)],
	])('as %s is refused by its length, before any name of it is looked at', (_how, value) => {
		expect(() => readNames(reading(value), 'value')).toThrow(
			refused('holds more than 500 entries'),
		);
		expect(() => reading(value).list('value')).toThrow(refused('holds more than 1,000 entries'));
	});
});
