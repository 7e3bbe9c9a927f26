import { type INodeParameters, sleep } from 'n8n-workflow';

import type { FaultName } from '../../../../../sandbox/simulator/faults';
import type { RunOptions } from '../../../../support/certCentral';
import { byId, callsOf, jsons, linksOf } from '../../../../support/certCentral';
import { withFastClock } from '../../../../support/fastClock';
import { useOrders } from '../orders';

const { simulator, order, place } = useOrders();

const check = async (ids: number[], options: INodeParameters = {}, run: RunOptions = {}) =>
	await order(
		'checkStatus',
		{ orderId: byId('={{ $json.orderId }}'), options },
		ids.map((orderId) => ({ orderId })),
		run,
	);

describe('Order > Check Status', () => {
	const states: Array<[string, number, Record<string, unknown>]> = [
		['instant', 0, { state: 'done', vendorStatus: 'issued', whoActs: 'nobody' }],
		['plain', 1, { state: 'inProgress', vendorStatus: 'processing', whoActs: 'nobody' }],
		['odd-status', 1, { state: 'inProgress', vendorStatus: 'legal_hold' }],
		['needs-approval', 2, { state: 'needsAction', vendorStatus: 'needs_approval' }],
		['waiting-pickup', 2, { state: 'needsAction', vendorStatus: 'waiting_pickup' }],
		['unvalidated', 2, { state: 'needsAction', vendorStatus: 'pending', whoActs: 'domain owner' }],
		['rejected', 3, { state: 'failed', vendorStatus: 'rejected' }],
		['denied', 3, { state: 'failed', vendorStatus: 'denied' }],
	];
	test.each(states)('%s leaves by output %s', async (name, output, expected) => {
		const [id = 0] = await place(name);
		await simulator.advance(name === 'plain' ? 60 : 200);
		const { outputs } = await check([id]);
		expect(outputs.map((items) => items.length)).toEqual(
			[0, 1, 2, 3].map((at) => Number(at === output)),
		);
		expect(outputs[output]?.[0]?.json).toMatchObject({
			...expected,
			orderId: id,
			commonName: `${name}.example.com`,
			retryable: false,
			nextStep: expect.any(String),
			nextCheckInSeconds: 30,
		});
	});

	test('an unknown status says so', async () => {
		const [id = 0] = await place('odd-status');
		await simulator.advance(200);
		const { outputs } = await check([id]);
		expect(outputs[1]?.[0]?.json.nextStep).toContain('"legal_hold" is unknown to this node');
	});

	test('an unvalidated name is told', async () => {
		const [id = 0] = await place('unvalidated');
		const { outputs } = await check([id]);
		expect(outputs[2]?.[0]?.json.nextStep).toBe(
			'Validate control of unvalidated.example.com in CertCentral (Certificates > Domains).',
		);
	});

	test('an expired certificate has failed', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(500 * 86_400);
		const { outputs } = await check([id]);
		expect(outputs[3]?.[0]?.json).toMatchObject({ state: 'failed', vendorStatus: 'expired' });
	});

	test('all items carry the same pause, long enough to ask for all of them again', async () => {
		const [id = 0] = await place('plain');
		const { outputs } = await check(Array.from({ length: 45 }, () => id));
		const pauses = new Set(jsons(outputs[1]).map((json) => json.nextCheckInSeconds));
		expect([...pauses]).toEqual([Math.ceil((45 / 80) * 60)]);
	});

	test('Wait Up To checks until it is done', async () => {
		const ids = await place('first', 'second', 'stuck');
		await simulator.sandbox.post('/time', { scale: 90 });
		const run = await check(ids, { waitUpTo: 2 });
		expect(linksOf(run)).toEqual([[0, 1], [2], [], []]);
		const pauses = run.outputs.flat().map(({ json }) => json.nextCheckInSeconds);
		expect(new Set(pauses).size).toBe(1);
	});

	test('what is not finished in time leaves by In Progress, not as a failure', async () => {
		const ids = await place('stuck');
		const run = await check(ids, { waitUpTo: 1 });
		expect(run.error).toBeUndefined();
		expect(linksOf(run)).toEqual([[], [0], [], []]);
	});

	const HIDING: Array<[string, FaultName, FaultName | undefined]> = [
		['503', 'unavailable', undefined],
		['a lost request', 'requestLost', undefined],
		['a body that is cut', 'truncatedJson', undefined],
		['429', 'tooManyRequests', undefined],
		['429 that asks for a minute', 'tooManyRequests', 'retryAfterSeconds'],
	];
	const reads = { method: 'GET', path: 'order/certificate' };

	test.each(HIDING)('%s is waited out, and the state is told', async (_what, fault, form) => {
		const ids = await place('instant');
		await simulator.fault(fault, { remaining: 8, match: reads });
		if (form) await simulator.fault(form, { seconds: 20 });
		const run = await withFastClock([simulator], async () => await check(ids, { waitUpTo: 600 }));
		expect(linksOf(run)).toEqual([[0], [], [], []]);
	});

	test.each(HIDING)('%s to the end leaves by In Progress', async (_what, fault, form) => {
		const ids = await place('instant');
		await simulator.fault(fault, { match: reads });
		if (form) await simulator.fault(form, { seconds: 60 });
		const run = await withFastClock([simulator], async () => await check(ids, { waitUpTo: 90 }));
		expect(run.error).toBeUndefined();
		expect(linksOf(run)).toEqual([[], [0], [], []]);
		expect(jsons(run.outputs[1])).toMatchObject([{ orderId: ids[0], state: 'inProgress' }]);
	});

	test('without a wait it is told as it is: a failure', async () => {
		const ids = await place('instant');
		await simulator.fault('unavailable', { match: reads });
		const run = await withFastClock([simulator], async () => await check(ids));
		expect(run.error).toBeDefined();
	});

	test('an order that was just placed may not be found at first', async () => {
		const ids = await place('instant');
		await simulator.fault('infoLag', { delayMs: 60_000 });
		const run = await withFastClock([simulator], async () => await check(ids, { waitUpTo: 600 }));
		expect(linksOf(run)).toEqual([[0], [], [], []]);
	});

	test('one that stays away for two minutes is none', async () => {
		const run = await withFastClock(
			[simulator],
			async () => await check([4711], { waitUpTo: 600 }, { onError: 'continueRegularOutput' }),
		);
		expect(linksOf(run)).toEqual([[], [], [], [0]]);
		expect(callsOf(simulator, 'GET', /order\/certificate\/\d+/)).toHaveLength(5);
	});

	test('Stop ends the wait at once', async () => {
		const ids = await place('stuck');
		const controller = new AbortController();
		const running = check(ids, { waitUpTo: 600 }, { signal: controller.signal });
		const read = () => callsOf(simulator, 'GET', /order\/certificate\/\d+/);
		while (read().length === 0) await sleep(10);
		await sleep(100);
		const began = performance.now();
		controller.abort();
		await running;
		expect(performance.now() - began).toBeLessThan(1000);
		expect(read()).toHaveLength(1);
	});
});
