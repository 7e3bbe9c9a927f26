import { violationsOf } from '../../../../../sandbox/simulator/invariants/checks';
import { bulk, call, order, paid, sound, withCalls, without } from './soundRun';

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
