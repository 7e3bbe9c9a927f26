import type { IDataObject } from 'n8n-workflow';

import { Failure, notTried } from '../../../../nodes/shared/failure';
import type { Outcome } from '../../../../nodes/shared/operation/operation';
import { failure, run } from './run';

/** As the editor shows it, line by line. */
const linesOf = (description: string): string[] =>
	description
		.replace(/^<ul>/, '')
		.split(/<li>|<\/li>(?:<\/ul>)?/)
		.filter((line) => line !== '');

const stop = async (given: Parameters<typeof run>[0]) => {
	const error: unknown = await run({ onError: 'stop', ...given }).catch(
		(reason: unknown) => reason,
	);
	const { message, description } = error as { message: string; description: string };
	return { message, description, lines: linesOf(description) };
};

test('Stop names what was done by its ids', async () => {
	const { message, description } = await stop({
		spec: {
			idFields: ['orderId'],
			run: async () => [
				{ item: 0, json: { orderId: 17, other: 18 } },
				{ item: 1, failure: failure('refused').knowing({ key: 'abc' }) },
			],
		},
	});
	expect(message).toBe('1 done, 1 not done. [item 1] refused');
	expect(description).toBe(
		[
			'<ul>',
			'<li>Not done: [item 1] key abc: Correct the parameter and run this item again.</li>',
			'<li>Done: [item 0] order ID 17</li>',
			'</ul>Running the same items again is safe: what is already there is adopted.',
		].join(''),
	);
});

const KEY = 'ab'.repeat(32);

describe('The error of Stop mode', () => {
	const order = { namedBy: ['value'], idFields: ['orderId', 'key'] };
	const outcomes = (...some: Array<Failure | IDataObject>) => ({
		...order,
		run: async () =>
			some.map(
				(one, item): Outcome =>
					one instanceof Failure ? { item, failure: one } : { item, json: one },
			),
	});
	const values = ['www.example.com', 'shop.example.com', 'api.example.com', 'app.example.com'];
	const broken = (message: string, more: Partial<Failure> = {}) =>
		new Failure({ class: 'fixWorld', message, ...more });
	const NOT_TRIED = notTried(broken('the key is unknown', { everybody: true }));

	test('begins with what ended the run, and repeats nothing for what was not tried', async () => {
		const { message, lines } = await stop({
			values,
			spec: outcomes(
				NOT_TRIED,
				broken('no validation'),
				broken('the key is unknown', { everybody: true, nextStep: 'Copy it anew.', code: '401' }),
				NOT_TRIED,
			),
		});
		expect(message).toBe('0 done, 4 not done. [item 2] api.example.com: the key is unknown');
		expect(lines).toEqual([
			'Not done: [item 2] api.example.com: Copy it anew. (code 401)',
			'Not done: [item 1] shop.example.com: no validation. Put right what the text names, then run this item again.',
			'Not tried: [items 0, 3] www.example.com; app.example.com',
		]);
	});

	test('names the thing, and shows a key only where nobody knows the outcome', async () => {
		const unclear = new Failure({ class: 'unclear', message: 'lost', nextStep: 'Look.' });
		const { lines } = await stop({
			values,
			spec: outcomes(
				{ orderId: 17, key: KEY },
				broken('refused', { ids: { key: KEY } }),
				unclear.knowing({ key: KEY }),
				{ orderId: 18 },
			),
		});
		expect(lines).toEqual([
			`Unclear: [item 2] api.example.com (key ${KEY}): Look.`,
			'Not done: [item 1] shop.example.com: refused. Put right what the text names, then run this item again.',
			'Done: [item 0] www.example.com (order ID 17)',
			'Done: [item 3] app.example.com (order ID 18)',
			'Running the same items again is safe: what is already there is adopted.',
		]);
	});

	test('gives no advice on running again where nothing was bought', async () => {
		const { lines } = await stop({ values: ['a'], spec: outcomes(broken('refused')) });
		expect(lines).toEqual([
			'Not done: [item 0] a: Put right what the text names, then run this item again.',
		]);
	});

	test('shows what a service says as text', async () => {
		const { description } = await stop({
			values: ['a', 'b'],
			spec: outcomes(broken('first'), broken('<img src=x onerror=alert(1)> & "more"')),
		});
		expect(description).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;more&quot;');
		expect(description).not.toContain('<img');
	});

	test('keeps its own words where n8n has some for a code in them', async () => {
		const { message } = await stop({
			values: ['a'],
			spec: outcomes(broken('DigiCert cannot be reached (ECONNREFUSED)')),
		});
		expect(message).toBe(
			'0 done, 1 not done. [item 0] a: DigiCert cannot be reached (ECONNREFUSED)',
		);
	});
});

describe('Stop with thousands of items', () => {
	const COUNT = 5000;
	const values = Array.from({ length: COUNT }, (_, at) => `v${at}`);
	const items = values.map((_, item) => item);

	const stopped = async (outcomeOf: (item: number) => Outcome) => {
		const { message, lines } = await stop({
			values,
			spec: { idFields: ['orderId'], run: async () => items.map(outcomeOf) },
		});
		expect(message.length).toBeLessThan(300);
		return lines;
	};

	test('lists every id, and says once what is true of many', async () => {
		const lines = await stopped((item) =>
			item < 12 || item === 4999
				? { item, json: { orderId: 1000 + item } }
				: { item, failure: failure('not tried').knowing({ host: item }) },
		);
		expect(lines).toEqual([
			'Not done: [items 12-4998] Correct the parameter and run this item again.',
			...[...Array(12).keys(), 4999].map((item) => `Done: [item ${item}] order ID ${1000 + item}`),
			'Running the same items again is safe: what is already there is adopted.',
		]);
	});

	test('leaves out no key of what may have been bought', async () => {
		const unclear = (item: number) =>
			new Failure({ class: 'unclear', message: 'nobody knows', ids: { key: `k${item}` } });
		const lines = await stopped((item) => ({ item, failure: unclear(item) }));
		expect(lines).toHaveLength(2);
		const told = lines[0]?.match(/key k\d+/g) ?? [];
		expect(told).toEqual(items.map((item) => `key k${item}`));
	});

	test('leaves out no ID of what was bought before it failed', async () => {
		const lines = await stopped((item) => ({
			item,
			failure: failure('bought, not set up').knowing({ orderId: item }),
		}));
		expect(lines[0]).toContain('[items 0-4999] order ID 0; order ID 1;');
		expect(lines[0]).toContain('; order ID 4999: ');
	});

	test('tells a hundred reasons, and the items of the others', async () => {
		const lines = await stopped((item) => ({ item, failure: failure(`reason ${item}`) }));
		expect(lines).toHaveLength(101);
		expect(lines[99]).toContain('Not done: [item 99] reason 99');
		expect(lines[100]).toBe('Not done, each for a reason of its own: [items 100-4999]');
	});

	test('a hint that is true of many is given once', async () => {
		const { hints } = await run({
			values,
			spec: {
				run: async () => items.map((item) => ({ item, json: {}, hint: item % 2 ? 'odd' : 'even' })),
			},
		});
		expect(hints.map((hint) => hint.slice(-4))).toEqual(['even', ' odd']);
		const many = await run({
			values,
			spec: { run: async () => items.map((item) => ({ item, json: {}, hint: `hint ${item}` })) },
		});
		expect(many.hints).toHaveLength(11);
		expect(many.hints[10]).toBe('There are hints of this kind on items 10-4999, too');
	});
});
