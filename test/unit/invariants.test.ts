import type { Call } from '../../sandbox/simulator/calls';
import type { Evidence, Invariant } from '../support/invariants';
import { INVARIANTS, violationsOf } from '../support/invariants';

/** The checker of the invariants finds each breach: so its silence in a storm means something. */

const call = (seq: number, more: Partial<Call> = {}): Call => ({
	seq,
	at: seq * 100,
	identity: 'key',
	api: 'digicert.services',
	method: 'GET',
	path: '/services/v2/order/certificate',
	query: '',
	headers: {},
	body: '',
	status: 200,
	faults: [],
	...more,
});

const order = (seq: number, name: string, more: Partial<Call> = {}) =>
	call(seq, {
		method: 'POST',
		path: '/services/v2/order/certificate/ssl',
		body: JSON.stringify({
			certificate: { common_name: name },
			alternative_order_id: `key-${name}`,
		}),
		status: 201,
		...more,
	});

const bulk = (seq: number, ip: string, more: Partial<Call> = {}) =>
	call(seq, {
		api: 'digicert.automation',
		method: 'POST',
		path: '/automationws/v1/automation/createAutomation/bulk',
		body: JSON.stringify({ ipPortsToAutomate: [{ ip, port: 443 }] }),
		...more,
	});

const paid = (id: number, name: string) => ({ id, name, shownBy: { orderId: id } });

/** Two orders; the answer to the first was lost, a look-up found it; the second run is quiet. */
const sound = (): Evidence => ({
	books: [paid(101, 'one.example.com'), paid(102, 'two.example.com')],
	calls: [
		call(1),
		order(2, 'one.example.com', { faults: ['connectionCut'] }),
		order(3, 'two.example.com'),
		call(4),
		call(5),
	],
	runs: [
		{
			inputs: 2,
			items: [
				{ json: { orderId: 101, recovered: true }, input: 0 },
				{ json: { orderId: 102 }, input: 1 },
			],
			since: 0,
			until: 4,
		},
		{
			inputs: 2,
			items: [
				{ json: { orderId: 101, reused: true }, input: 0 },
				{ json: { orderId: 102, reused: true }, input: 1 },
			],
			since: 4,
			until: 5,
			repeats: true,
		},
	],
	wanted: ['one.example.com', 'two.example.com'],
	windows: [{ requests: 3, perMs: 250 }],
	secrets: ['a-marked-key'],
});

const withCalls = (...calls: Call[]): Evidence => ({ ...sound(), calls });

const without = (evidence: Evidence, orderId: number): Evidence => ({
	...evidence,
	runs: evidence.runs.map((run) => ({
		...run,
		items: run.items.map((item) =>
			item.json.orderId === orderId ? { ...item, json: { error: 'unclear' } } : item,
		),
	})),
});

describe('A sound run', () => {
	test('breaks nothing', () => {
		expect(violationsOf(sound())).toEqual([]);
	});

	test('may tell an order by its error text alone', () => {
		const evidence = without(sound(), 102);
		const failed = {
			inputs: 2,
			items: [],
			error: 'Bought: 102 (two.example.com)',
			since: 5,
			until: 5,
		};
		expect(violationsOf({ ...evidence, runs: [...evidence.runs, failed] })).toEqual([]);
	});

	test('may tell an order by the ids of a failed item', () => {
		const evidence = without(sound(), 102);
		const [first] = evidence.runs;
		const told = { error: 'unclear', details: { ids: { orderId: 102 } } };
		first?.items.splice(1, 1, { json: told, input: 1 });
		expect(violationsOf(evidence)).toEqual([]);
	});

	test('may go on at full speed in a new process', () => {
		const calls = [1, 2, 3, 4].map((seq) => call(seq, { at: seq * 10 }));
		expect(violationsOf({ ...sound(), calls, processEnds: [2] })).toEqual([]);
	});

	test('may repeat an order after a refusal, and after a look-up', () => {
		const lost = { faults: ['connectionCut'] };
		const evidence = withCalls(
			order(1, 'one.example.com', { status: 429 }),
			order(2, 'one.example.com', lost),
			call(3),
			order(4, 'one.example.com'),
		);
		evidence.runs.forEach((run) => (run.repeats = false));
		expect(violationsOf({ ...evidence, windows: [] })).toEqual([]);
	});
});

const one = 'one.example.com';

const breaches: Array<[Invariant, string, Evidence]> = [
	['boughtOnce', 'one order bought twice', { ...sound(), books: [paid(101, one), paid(102, one)] }],
	['boughtOnce', 'an order that nobody wanted', { ...sound(), wanted: [one] }],
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
	['lookedUp', 'a repeat after 503', withCalls(order(1, one, { status: 503 }), order(2, one))],
	[
		'lookedUp',
		'a host sent again after a look at the orders only',
		withCalls(bulk(1, '192.0.2.1', { faults: ['connectionCut'] }), call(2), bulk(3, '192.0.2.1')),
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

	test('each invariant is among them', () => {
		const tried = new Set(breaches.map(([invariant]) => invariant));
		expect([...tried].sort()).toEqual(Object.keys(INVARIANTS).sort());
	});
});
