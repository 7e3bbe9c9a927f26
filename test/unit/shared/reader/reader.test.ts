import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';

import { Failure } from '../../../../nodes/shared/failure';
import { FormPaths } from '../../../../nodes/shared/reader/formPaths';
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

/** A form in which `value` (or any other path) is filled in so. */
function reading(value: unknown, path = 'value'): Reader {
	const ctx = {
		getNodeParameter: (name: string) => (name === path ? value : ''),
		getTimezone: () => 'America/New_York',
	};
	return readerOfItem(ctx as ItemContext, 3, form());
}

const refused = (why: string) => `'Value of the Form' ${why}`;

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
		expect(reader.group('value')).toEqual([]);
		expect(() => reader.requiredText('value')).toThrow(refused('is empty'));
		expect(() => reader.requiredId('value')).toThrow(refused('is empty'));
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
		[new Date('2027-03-01T00:00:00Z'), '2027-03-01'],
		[{ toISO: () => '2027-03-01T00:00:00.000-05:00' }, '2027-03-01'],
	])('reads the day %j as it is written', (value, expected) => {
		expect(reading(value).date('value')).toBe(expected);
	});

	test.each(['2027-02-30', '01.03.2027', 'tomorrow', 17, {}, new Date(NaN)])(
		'refuses %j as day',
		(value) => {
			expect(() => reading(value).date('value')).toThrow(
				refused('must be a date such as 2027-03-01'),
			);
		},
	);

	test.each([
		['2027-03-01T09:00:00', '2027-03-01T14:00:00.000Z'],
		['2027-03-01T09:00:00Z', '2027-03-01T09:00:00.000Z'],
		[1803891600000, '2027-03-01T09:00:00.000Z'],
		['1803891600000', '2027-03-01T09:00:00.000Z'],
	])('reads the moment %j, by the zone of the workflow', (value, expected) => {
		expect(new Date(reading(value).instant('value') ?? 0).toISOString()).toBe(expected);
	});

	test('refuses what is no moment', () => {
		expect(() => reading('soon').instant('value')).toThrow(refused('must be a date and time'));
	});

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
	])('reads the list %j', (value, expected) => {
		expect(reading(value).list('value')).toEqual(expected);
	});

	test.each([
		[5, 'must be a list or text, not the number 5'],
		[['a', { b: 1 }], 'must hold text only, not an object'],
		[['a', null], 'must hold text only, not nothing'],
	])('refuses the list %j', (value, why) => {
		expect(() => reading(value).list('value')).toThrow(refused(why));
	});

	test.each([
		['112233', 112233],
		[112233, 112233],
	])('reads the ID %j', (value, expected) => expect(reading(value).id('value')).toBe(expected));

	test.each(['abc', '0', '-1', '1.5', '1e3', '1234567890123456', true])(
		'refuses the ID %j',
		(value) => {
			expect(() => reading(value).id('value')).toThrow(refused('must be an ID of digits'));
		},
	);

	test.each(['../me', 'a b', '-a', 5])('refuses the name %j', (value) => {
		expect(() => reading(value).nameId('value')).toThrow(refused('must hold letters'));
	});

	test('reads entries of a group one by one, and tells which one is wrong', () => {
		const entries = [
			{ ip: '192.0.2.1', port: 443 },
			{ ip: 7, port: '' },
		];
		const [first, second] = reading(entries, 'hosts.host').entries('hosts.host');
		expect([first?.text('ip'), first?.integer('port', 1, 65_535)]).toEqual(['192.0.2.1', 443]);
		expect(second?.integer('port', 1, 65_535)).toBeUndefined();
		expect(() => second?.text('ip')).toThrow(
			"'IP Address' of entry 2 must be text, not the number 7",
		);
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
			getTimezone: () => 'UTC',
		};
		const reader = readerOfItem(ctx as ItemContext, 0, form());
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
		getTimezone: () => 'America/New_York',
	};
	const reader = readerOfPoll(ctx as Parameters<typeof readerOfPoll>[0], form());

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
