import { Failure } from '../../../../nodes/shared/failure';
import type { Outcome } from '../../../../nodes/shared/operation/operation';
import { failure, run } from './run';

test('Stop names what was done by its ids', async () => {
	const error: unknown = await run({
		onError: 'stop',
		spec: {
			idFields: ['orderId'],
			run: async () => [
				{ item: 0, json: { orderId: 17, other: 18 } },
				{ item: 1, failure: failure('refused').knowing({ key: 'abc' }) },
			],
		},
	}).catch((reason: unknown) => reason);
	expect(error).toMatchObject({
		message: expect.stringContaining('1 done, 1 not done. [item 1] refused'),
		description: [
			'Done: [item 0] orderId 17',
			'Not done: [item 1] refused (key abc). Correct the parameter and run this item again.',
			'Running the same items again is safe: what is already there is adopted.',
		].join('\n'),
	});
});

describe('Stop with thousands of items', () => {
	const COUNT = 5000;
	const values = Array.from({ length: COUNT }, (_, at) => `v${at}`);
	const items = values.map((_, item) => item);

	const stopped = async (outcomeOf: (item: number) => Outcome) => {
		const error: unknown = await run({
			values,
			onError: 'stop',
			spec: { idFields: ['orderId'], run: async () => items.map(outcomeOf) },
		}).catch((reason: unknown) => reason);
		const { message, description } = error as { message: string; description: string };
		expect(message.length).toBeLessThan(300);
		return description.split('\n');
	};

	test('lists every id, and says once what is true of many', async () => {
		const lines = await stopped((item) =>
			item < 12 || item === 4999
				? { item, json: { orderId: 1000 + item } }
				: { item, failure: failure('not tried').knowing({ host: item }) },
		);
		expect(lines).toEqual([
			...[...Array(12).keys(), 4999].map((item) => `Done: [item ${item}] orderId ${1000 + item}`),
			'Not done: [items 12-4998] not tried. Correct the parameter and run this item again.',
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
		expect(lines[0]).toContain('[items 0-4999] bought, not set up (orderId 0; orderId 1;');
		expect(lines[0]).toContain('; orderId 4999). ');
	});

	test('tells a hundred reasons, and the items of the others', async () => {
		const lines = await stopped((item) => ({ item, failure: failure(`reason ${item}`) }));
		expect(lines).toHaveLength(102);
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
