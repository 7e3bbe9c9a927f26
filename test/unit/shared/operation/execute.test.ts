import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { OperationSpec } from '../../../../nodes/shared/operation/operation';
import { failure, run } from './run';

/** What no service brings about at will: operations that break their own rules. */

describe('n8n has its turn while items are read', () => {
	test('every 50 items', async () => {
		let turns = 0;
		let isRead = false;
		const others = async () => {
			for (; !isRead; turns++) await sleep(0);
		};
		const waiting = others();
		const values = Array.from({ length: 1000 }, (_, at) => `item ${at}`);
		const seen = new Set<number>();
		await run({
			values,
			spec: {
				read: (reader) => {
					seen.add(turns);
					return reader.requiredText('value');
				},
				run: async () => {
					isRead = true;
					return [];
				},
			},
		});
		await waiting;
		expect(seen.size).toBeGreaterThanOrEqual(values.length / 50);
	});
});

describe('Every input is accounted for', () => {
	test('when the operation forgets one', async () => {
		const { items } = await run({
			spec: { run: async () => [{ item: 1, json: { id: 1 } }] },
		});
		expect(items).toEqual([
			[expect.objectContaining({ error: 'The operation gave no result for this item' }), { id: 1 }],
		]);
	});

	test('when the operation throws', async () => {
		const { items, outputs } = await run({
			spec: {
				outputs: 'status',
				run: async () => {
					throw new TypeError('x is not a function');
				},
			},
		});
		expect(items.slice(0, 3)).toEqual([[], [], []]);
		expect(items[3]).toMatchObject([
			{ error: 'x is not a function' },
			{ error: 'x is not a function' },
		]);
		expect(outputs[3]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	test('when a check throws', async () => {
		const check = () => {
			throw failure('cannot be checked');
		};
		for (const spec of [{ check }, { preflight: check }]) {
			const { items } = await run({ spec });
			expect(items).toMatchObject([
				[{ error: 'cannot be checked' }, { error: 'cannot be checked' }],
			]);
		}
	});

	test('when a list has nothing for it', async () => {
		const { items } = await run({ spec: { many: true, run: async () => [] } });
		expect(items).toEqual([[]]);
	});

	test('in the order of the inputs', async () => {
		const { items } = await run({
			values: ['a', '', 'c'],
			spec: {
				run: async (_ctx, jobs) =>
					jobs.map(({ item, input }) => ({ item, json: { input } })).reverse(),
			},
		});
		expect(items[0]?.map(({ input, error }) => input ?? error)).toEqual([
			'a',
			"'Value' is empty: its expression gives nothing for this item",
			'c',
		]);
	});
});

describe('Checks', () => {
	const refuseFirst: OperationSpec<string>['check'] = (jobs) =>
		new Map(jobs.slice(0, 1).map((job) => [job, failure('not this one')]));

	test('refuse single items', async () => {
		const { items } = await run({ spec: { check: refuseFirst } });
		expect(items).toMatchObject([[{ error: 'not this one' }, { input: 'b' }]]);
	});

	test('of the account are not made once Stop is certain', async () => {
		const preflight = jest.fn(() => new Map());
		const stopped = run({ values: ['a', ''], onError: 'stop', spec: { preflight } });
		await expect(stopped).rejects.toThrow("[item 1] 'Value' is empty");
		expect(preflight).not.toHaveBeenCalled();
		await run({ values: ['a', ''], spec: { preflight } });
		expect(preflight).toHaveBeenCalledTimes(1);
	});

	test('see only what passed before', async () => {
		const seen: string[] = [];
		const preflight: OperationSpec<string>['preflight'] = (jobs) => {
			seen.push(...jobs.map(({ input }) => input));
			return new Map();
		};
		await run({ spec: { check: refuseFirst, preflight } });
		expect(seen).toEqual(['b']);
	});
});

describe('Items', () => {
	const answer = (json: IDataObject) => ({ run: async () => [{ item: 0, json }] });

	test.each([
		[
			{ id: 1, error: 'vendor' },
			{ id: 1, vendorError: 'vendor' },
		],
		[{ id: 1, error: null }, { id: 1 }],
		[{ id: 1 }, { id: 1 }],
	])('never carry an error of the service at the top: %j', async (json, expected) => {
		const { items } = await run({ values: ['a'], spec: answer(json) });
		expect(items).toEqual([[expected]]);
	});

	test('keep the input where it is wanted, the result wins', async () => {
		const { items } = await run({ values: ['a'], keep: true, spec: answer({ value: 'result' }) });
		expect(items).toEqual([[{ from: 'input', value: 'result' }]]);
	});

	test('hand a hint to the person who runs the workflow', async () => {
		const { hints } = await run({
			values: ['a'],
			spec: { run: async () => [{ item: 0, json: {}, hint: 'mind the names' }] },
		});
		expect(hints).toEqual(['mind the names']);
	});

	test('of a tool all leave by the first output', async () => {
		const { items } = await run({
			type: 'nodeTool',
			spec: {
				outputs: 'accepted',
				run: async () => [
					{ item: 0, json: { id: 1 }, output: 1 },
					{ item: 1, failure: failure('refused') },
				],
			},
		});
		expect(items).toMatchObject([[{ id: 1 }, { error: 'refused' }], []]);
	});
});
