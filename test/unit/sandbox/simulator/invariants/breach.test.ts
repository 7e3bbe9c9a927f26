import { violationsOf } from '../../../../../sandbox/simulator/invariants/checks';
import type { Evidence, Invariant } from '../../../../../sandbox/simulator/invariants/evidence';
import { INVARIANTS } from '../../../../../sandbox/simulator/invariants/evidence';
import { bulk, call, order, paid, sound, withCalls, without } from './soundRun';

/** The checker of the invariants finds each breach: so its silence in a storm means something. */

const one = 'one.example.com';

const breaches: Array<[Invariant, string, Evidence]> = [
	['boughtOnce', 'one order bought twice', { ...sound(), paid: [paid(101, one), paid(102, one)] }],
	['boughtOnce', 'an order that nobody wanted', { ...sound(), wanted: [`order ${one}`] }],
	['nothingLost', 'an order in no item and no text', without(sound(), 102)],
	[
		'nothingLost',
		'an id that is only part of a longer number',
		{
			...without(sound(), 102),
			runs: [{ inputs: 1, items: [], error: 'order 101, order 1027', since: 0, until: 0 }],
		},
	],
	[
		'lookedUp',
		'a repeat right after a lost answer',
		withCalls(order(1, one, { faults: ['connectionCut'] }), order(2, one)),
	],
	[
		'lookedUp',
		'a repeat after a refusal that nobody heard',
		withCalls(order(1, one, { faults: ['connectionCut'], status: 400 }), order(2, one)),
	],
	[
		'lookedUp',
		'a repeat after a refusal of what was done',
		withCalls(order(1, one, { faults: ['refusedButDone'], status: 409 }), order(2, one)),
	],
	[
		'documented',
		'a field that the service does not document',
		withCalls(order(1, one, { undocumented: ['colour'] })),
	],
	['lookedUp', 'a repeat after 503', withCalls(order(1, one, { status: 503 }), order(2, one))],
	[
		'lookedUp',
		'a host sent again after a look at the orders only',
		withCalls(bulk(1, '192.0.2.1', { faults: ['connectionCut'] }), call(2), bulk(3, '192.0.2.1')),
	],
	[
		'lookedUp',
		'a host sent again after errors inside HTTP 200 of which half arrived',
		withCalls(
			bulk(1, '192.0.2.1', { faults: ['errorsInside200', 'truncatedJson'] }),
			bulk(2, '192.0.2.1'),
		),
	],
	[
		'limitsKept',
		'one call too many in a window',
		{ ...sound(), calls: [1, 2, 3, 4].map((seq) => call(seq, { at: seq * 10 })) },
	],
	[
		'accounted',
		'an input without an item',
		{ ...sound(), runs: sound().runs.map((run) => ({ ...run, inputs: 3 })) },
	],
	[
		'accounted',
		'an input with two items',
		{
			...sound(),
			runs: sound().runs.map((run) => ({
				...run,
				items: [...run.items, ...run.items.slice(0, 1)],
			})),
		},
	],
	[
		'accounted',
		'an item that is linked to nothing',
		{
			...sound(),
			runs: sound().runs.map((run) => ({ ...run, items: [...run.items, { json: {} }] })),
		},
	],
	[
		'quietRepeat',
		'a second run that writes',
		{ ...sound(), calls: [...sound().calls.slice(0, 4), order(5, 'three.example.com')] },
	],
	['secrets', 'a key in a URL', withCalls(call(1, { query: '?key=a-marked-key' }))],
	[
		'secrets',
		'a license key in an error text',
		{
			...sound(),
			runs: [
				...sound().runs,
				{ inputs: 2, items: [], error: 'refused: a-marked-license', since: 5, until: 5 },
			],
		},
	],
	[
		'secrets',
		'a key in an error text',
		{
			...sound(),
			runs: [
				...sound().runs,
				{ inputs: 2, items: [], error: 'refused: a-marked-key', since: 5, until: 5 },
			],
		},
	],
	[
		'secrets',
		'a key in an item',
		{
			...sound(),
			runs: sound().runs.map((run) => ({
				...run,
				items: run.items.map((item) => ({ ...item, json: { ...item.json, note: 'a-marked-key' } })),
			})),
		},
	],
];

describe('A breach is found', () => {
	test.each(breaches)('%s: %s', (invariant, _what, evidence) => {
		const found = violationsOf(evidence).map((violation) => violation.invariant);
		expect([...new Set(found)]).toEqual([invariant]);
	});

	test('and the calls that show it are told', () => {
		const lost = order(1, one, { faults: ['connectionCut'] });
		const [found] = violationsOf(withCalls(lost, order(2, one), call(3)));
		expect(found?.calls).toEqual([1, 2]);
	});

	test('each invariant is among them', () => {
		const tried = new Set(breaches.map(([invariant]) => invariant));
		expect([...tried].sort()).toEqual(Object.keys(INVARIANTS).sort());
	});
});
