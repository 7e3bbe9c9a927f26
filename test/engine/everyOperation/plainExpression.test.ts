import fc from 'fast-check';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { plainExpression } from '../../../nodes/shared/reader/plainExpression';
import { runNode, startDescription } from '../../support/engine';

/** What the nodes read from the item themselves is what n8n's engine makes of the expression. */

const probe: INodeType = {
	description: {
		...startDescription,
		name: 'probe',
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: '' }],
	},
	async execute() {
		const values = this.getInputData().map((_item, index) => this.getNodeParameter('value', index));
		return [
			values.map((value, item) => ({ json: { value } as IDataObject, pairedItem: { item } })),
		];
	},
};

const NAMES = ['a', 'b', 'commonName', 'length', '_x1'];

const json = fc.letrec<{ object: IDataObject; value: unknown }>((tie) => ({
	object: fc.dictionary(fc.constantFrom(...NAMES), tie('value')) as fc.Arbitrary<IDataObject>,
	value: fc.oneof(
		{ maxDepth: 3 },
		fc.string(),
		fc.constantFrom('={{ $json.a }}', ' kept ', '', 'www.example.com', '\u00e9\n'),
		fc.double({ noNaN: true }),
		fc.boolean(),
		fc.constant(null),
		fc.array(fc.string(), { maxLength: 2 }),
		tie('object'),
	),
})).object;

const ITEMS = fc.sample(json, { numRuns: 300, seed: 3 });

const PATHS = [
	...NAMES.map((name) => `={{ $json.${name} }}`),
	'={{$json.commonName}}',
	'={{  $json.a.b\n}}',
	'={{ $json.a.commonName.b }}',
];

test.each(PATHS)('%j', async (value) => {
	const { outputs, error } = await runNode({ node: probe, parameters: { value }, items: ITEMS });
	expect(error).toBeUndefined();
	const byEngine = outputs[0]?.map((item) => item.json.value) ?? [];
	const read = ITEMS.map((item) => plainExpression(value, item));
	const known = read.flatMap((one, at) => (one === undefined ? [] : [at]));
	expect(known.length).toBeGreaterThan(0);
	expect(known.map((at) => read[at])).toEqual(known.map((at) => byEngine[at]));
});

test.each([
	'{{ $json.a }}',
	'= {{ $json.a }}',
	'={{ $json.a }} ',
	'={{ $json.a + 1 }}',
	'={{ $json.a.toUpperCase() }}',
	"={{ $json['a'] }}",
	'={{ $input.item.json.a }}',
	'={{ $json.missing }}',
	'={{ $json.constructor }}',
	'={{ $json.list.length }}',
	'={{ $json.object }}',
	'=a',
	7,
])('leaves %j to the engine', (expression) => {
	const item = { a: 'text', list: ['one'], object: { b: 1 } };
	expect(plainExpression(expression, item)).toBeUndefined();
});
