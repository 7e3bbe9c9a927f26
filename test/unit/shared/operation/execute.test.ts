import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { Failure } from '../../../../nodes/shared/failure';
import { optionsOf, includeInputFields } from '../../../../nodes/shared/form/fields';
import type { OperationSpec, Outcome } from '../../../../nodes/shared/operation/operation';
import { defineOperation } from '../../../../nodes/shared/operation/execute';

/** What no service brings about at will: operations that break their own rules. */

const fields: INodeProperties[] = [
	{ displayName: 'Value', name: 'value', type: 'string', default: '' },
	optionsOf(includeInputFields),
];

const failure = (message: string) => new Failure({ class: 'fixRequest', message });

/** Expressions that only the engine can read */
const SET = {
	value: '={{ $input.item.json.value }}',
	options: { includeInputFields: '={{ $vars.keep }}' },
};

interface Run {
	spec: Partial<OperationSpec<string>>;
	values?: unknown[];
	onError?: 'stop' | 'continue';
	type?: string;
	keep?: boolean;
}

async function run({ spec, values = ['a', 'b'], onError = 'continue', type = 'node', keep }: Run) {
	const hints: string[] = [];
	const parameters: Record<string, (item: number) => unknown> = {
		value: (item) => values[item],
		'options.includeInputFields': () => keep,
	};
	const ctx = {
		continueOnFail: () => onError === 'continue',
		getInputData: () => values.map((value) => ({ json: { from: 'input', value } })),
		getNode: () => ({ name: 'Node', type, parameters: SET }),
		getNodeParameter: (name: string, item: number) => parameters[name]?.(item) ?? '',
		getTimezone: () => 'UTC',
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
	} as unknown as IExecuteFunctions;
	const operation = defineOperation<string>({
		name: 'Do',
		action: 'Do things',
		description: 'Does things',
		fields,
		read: (reader) => reader.requiredText('value'),
		run: async (_ctx, jobs) => jobs.map(({ item, input }) => ({ item, json: { input } })),
		...spec,
	});
	const outputs = await operation.execute(ctx);
	return { hints, outputs, items: outputs.map((output) => output.map(({ json }) => json)) };
}

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
			"'Value' is empty",
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
