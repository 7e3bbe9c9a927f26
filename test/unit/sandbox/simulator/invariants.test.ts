import type { Call } from '../../../../sandbox/simulator/calls';
import { violationsOf } from '../../../../sandbox/simulator/invariants/checks';
import type { Evidence, Invariant } from '../../../../sandbox/simulator/invariants/evidence';
import { INVARIANTS } from '../../../../sandbox/simulator/invariants/evidence';

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

const paid = (id: number, name: string) => ({
	id,
	thing: `order ${name}`,
	sameAs: name,
	shownBy: { orderId: id },
	boughtAt: id,
});

type Run = NonNullable<Evidence['runs']>[number];

interface Sound extends Evidence {
	runs: Run[];
}

/** Two orders; the answer to the first was lost, a look-up found it; the second run is quiet. */
const sound = (): Sound => ({
	paid: [paid(101, 'one.example.com'), paid(102, 'two.example.com')],
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
	wanted: ['order one.example.com', 'order two.example.com'],
	windows: { digicert: [{ requests: 3, perMs: 250 }] },
	keys: ['a-marked-key'],
	secrets: ['a-marked-license'],
});

const withCalls = (...calls: Call[]): Sound => ({ ...sound(), calls });

const without = (evidence: Sound, orderId: number): Sound => ({
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

	test('may buy the same again once it is over', () => {
		const first = { ...paid(101, 'one.example.com'), overAt: 102 };
		const second = paid(102, 'one.example.com');
		expect(violationsOf({ ...sound(), paid: [first, second] })).toEqual([]);
	});

	test('may go on at full speed with another key', () => {
		const calls = [1, 2, 3, 4].map((seq) => call(seq, { at: seq, identity: `key ${seq % 2}` }));
		expect(violationsOf({ ...sound(), calls })).toEqual([]);
	});

	test('may order one name for two key pairs', () => {
		const csr = (key: string) =>
			JSON.stringify({ certificate: { common_name: 'one.example.com', csr: key } });
		const evidence = withCalls(
			order(1, 'one.example.com', { body: csr('a'), faults: ['connectionCut'] }),
			order(2, 'one.example.com', { body: csr('b') }),
		);
		evidence.runs.forEach((run) => (run.repeats = false));
		expect(violationsOf(evidence)).toEqual([]);
	});

	test('may send a license key, which belongs to the request', () => {
		const retry = call(1, { method: 'POST', path: '/retry', body: '"a-marked-license"' });
		expect(violationsOf(withCalls(retry))).toEqual([]);
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
		expect(violationsOf({ ...evidence, windows: {} })).toEqual([]);
	});

	test('may send hosts again that Automation refused inside HTTP 200', () => {
		const refused = bulk(1, '192.0.2.1', { faults: ['errorsInside200'] });
		const evidence = withCalls(refused, bulk(2, '192.0.2.1'));
		evidence.runs.forEach((run) => (run.repeats = false));
		expect(violationsOf(evidence)).toEqual([]);
	});
});

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
