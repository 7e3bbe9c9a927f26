import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { FaultName } from '../../../../../sandbox/simulator/faults';
import type { RunOptions } from '../../../../support/certCentral';
import {
	certCentral,
	jsons,
	listCalls,
	orderOf,
	orderParameters,
	ordersOf,
	purchases,
	textOf,
} from '../../../../support/certCentral';
import { keepProcessedData } from '../../../../support/processedData';
import { otherProcess } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** Promise 2: nothing bought is lost, whatever becomes of the answer. */

const simulator = useSimulator();

const run = async (items: IDataObject[], form: INodeParameters = {}, options: RunOptions = {}) =>
	await certCentral(simulator, orderParameters(form), items, options);

const visibleWithin = (seconds: number, more: INodeParameters = {}): INodeParameters => ({
	options: { visibleWithin: seconds, ...more },
});

const POST = { method: 'POST' };
const lagging = async (seconds: number, uniqueAlternativeOrderIds = false) =>
	await simulator.seed({
		settings: { listLagRealSeconds: seconds, uniqueAlternativeOrderIds },
	});

const keysOf = async () =>
	(await ordersOf(simulator)).map(({ alternativeOrderId }) => alternativeOrderId);

describe('After the work was done', () => {
	const faults: FaultName[] = [
		'connectionCut',
		'badGateway',
		'gatewayTimeout',
		'internalError',
		'htmlBody',
		'emptyBody',
		'truncatedJson',
	];
	test.each(faults)('an order is found again: %s', async (fault) => {
		await simulator.fault(fault, { remaining: 1, match: POST });
		const { outputs, error } = await run([await orderOf('found.example.com')]);
		expect(error).toBeUndefined();
		const [order] = await ordersOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			orderId: order?.id,
			certificate_id: order?.certificateId,
			alternative_order_id: order?.alternativeOrderId,
			recovered: true,
			reused: false,
		});
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('the other items go on meanwhile', async () => {
		await lagging(1.5);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const items = await Promise.all(
			Array.from({ length: 20 }, async (_, at) => await orderOf(`on-${at}.example.com`)),
		);
		const { outputs } = await run(items, visibleWithin(4));
		expect(jsons(outputs[0]).filter(({ recovered }) => recovered === true)).toHaveLength(1);
		// The search for the lost one was still under way when the last one was sent.
		const last = purchases(simulator).at(-1);
		expect(listCalls(simulator).some(({ seq }) => seq > Number(last?.seq))).toBe(true);
		expect(await ordersOf(simulator)).toHaveLength(20);
	});

	test('the same order of another item gets the same id', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const item = await orderOf('pair.example.com');
		const { outputs } = await run([item, item]);
		const [first, second] = jsons(outputs[0]);
		expect(second).toMatchObject({ orderId: first?.orderId, reused: true });
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('a look-up that fails, too, is tried again', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		await simulator.fault('badGateway', {
			remaining: 4,
			after: 1,
			match: { method: 'GET', path: 'certificate\\?' },
		});
		const { outputs, error } = await run([await orderOf('patient.example.com')], visibleWithin(10));
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: true });
		expect(purchases(simulator)).toHaveLength(1);
	}, 20_000);
});

describe('Before any work', () => {
	test.each<FaultName>(['requestLost', 'unavailable'])(
		'an order is bought once, after a look-up: %s',
		async (fault) => {
			await simulator.fault(fault, { remaining: 1, match: POST });
			const { outputs } = await run([await orderOf('late.example.com')], visibleWithin(1));
			expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: false, reused: false });
			const [lost, bought] = purchases(simulator);
			expect(JSON.parse(bought?.body ?? '')).toEqual(JSON.parse(lost?.body || bought?.body || ''));
			const between = listCalls(simulator).filter(
				({ seq }) => seq > Number(lost?.seq) && seq < Number(bought?.seq),
			);
			expect(between.length).toBeGreaterThan(0);
			expect(Number(between.at(-1)?.at) - Number(lost?.at)).toBeGreaterThanOrEqual(1000);
			expect(await ordersOf(simulator)).toHaveLength(1);
		},
	);
});

describe('With an order list that lags', () => {
	test('within Visible Within, the order is found', async () => {
		await lagging(1.5);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const { outputs } = await run([await orderOf('lag.example.com')], visibleWithin(4));
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: true });
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('beyond it, the order is repeated once, under the same ID: the documented bound', async () => {
		await lagging(30);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const { outputs } = await run([await orderOf('bound.example.com')], visibleWithin(1));
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: false });
		const keys = await keysOf();
		expect(keys).toHaveLength(2);
		expect(new Set(keys).size).toBe(1);
	});

	test('beyond it, where IDs are unique, the refusal leads to the order', async () => {
		await lagging(1.7, true);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const { outputs, error } = await run([await orderOf('held.example.com')], visibleWithin(1));
		expect(error).toBeUndefined();
		const [order, ...more] = await ordersOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: order?.id, recovered: true });
		expect(more).toEqual([]);
	});

	test('far beyond it, where IDs are unique, the error names the key', async () => {
		await lagging(60, true);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const failed = await run([await orderOf('unclear.example.com')], visibleWithin(1));
		const [key, ...more] = await keysOf();
		expect(more).toEqual([]);
		expect(textOf(failed)).toContain(
			`It is not known whether the order for unclear.example.com was placed; look for alternative_order_id ${key} in CertCentral`,
		);
	});

	test('an unclear order is not bought again by the next run, which finds it', async () => {
		await lagging(2.3, true);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const item = await orderOf('next.example.com');
		const form = visibleWithin(1);
		await run([item], form, { onError: 'continueRegularOutput' });
		const { outputs } = await run([item], visibleWithin(3));
		const [order, ...more] = await ordersOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: order?.id, reused: true });
		expect(more).toEqual([]);
	}, 20_000);

	test('what is not to be repeated stays unclear', async () => {
		await lagging(60);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const form = visibleWithin(1, { repeatUnclear: false });
		const { outputs } = await run([await orderOf('once.example.com')], form, {
			onError: 'continueRegularOutput',
		});
		const [key] = await keysOf();
		expect(outputs[0]?.[0]?.json.details).toEqual({
			ids: { commonName: 'once.example.com', alternativeOrderId: key },
			code: 'unclear',
			retryable: true,
			whoActs: 'workflow owner',
			nextStep: expect.stringContaining('Run the same item again'),
		});
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('two items of one order share its unclear end', async () => {
		await lagging(60);
		await simulator.fault('connectionCut', { match: POST });
		const item = await orderOf('both.example.com');
		const { outputs } = await run([item, item], visibleWithin(1), {
			onError: 'continueRegularOutput',
		});
		const [first, second] = jsons(outputs[0]);
		expect(second?.error).toBe(first?.error);
		// The first try and its one repeat.
		expect(purchases(simulator)).toHaveLength(2);
	});

	test('three unclear orders end the run', async () => {
		await lagging(60);
		await simulator.fault('connectionCut', { match: POST });
		await simulator.fault('slowAnswer', { match: POST, delayMs: 350 });
		const items = await Promise.all(
			Array.from({ length: 80 }, async (_, at) => await orderOf(`end-${at}.example.com`)),
		);
		const form = visibleWithin(1, { repeatUnclear: false });
		const { outputs } = await run(items, form, { onError: 'continueRegularOutput' });
		const errors = jsons(outputs[0]).map(({ error }) => String(error));
		expect(errors[0]).toContain('It is not known whether the order for end-0.example.com');
		expect(errors.at(-1)).toContain('Not tried, since the outcomes before it are unclear');
		for (const key of await keysOf()) expect(errors.join()).toContain(key);
	}, 20_000);
});

describe('Without Duplicate Protection', () => {
	test('a lost answer stays unclear, and nothing is sent again', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const failed = await run([await orderOf('bare.example.com')], { duplicateProtection: false });
		expect(textOf(failed)).toContain('It is not known whether the order for bare.example.com');
		expect(textOf(failed)).toContain('Look for the order in CertCentral before you run this again');
		expect(textOf(failed)).not.toContain('is safe');
		expect(purchases(simulator)).toHaveLength(1);
		expect(listCalls(simulator)).toEqual([]);
	});
});

describe('Too many requests', () => {
	const forms: Array<[string, FaultName | undefined, number]> = [
		['without Retry-After', undefined, 150],
		['with Retry-After in seconds', 'retryAfterSeconds', 950],
		['with Retry-After as a date', 'retryAfterDate', 0],
		['with Retry-After in the past', 'retryAfterPast', 150],
	];
	test.each(forms)('%s: the order is placed when there is room', async (_title, form, least) => {
		await simulator.fault('tooManyRequests', { remaining: 1, match: POST });
		if (form) await simulator.fault(form, { seconds: 1 });
		const { outputs } = await run([await orderOf('room.example.com')]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: false, reused: false });
		const [refused, placed, ...more] = purchases(simulator);
		expect([refused?.status, placed?.status, more]).toEqual([429, 201, []]);
		expect(Number(placed?.at) - Number(refused?.at)).toBeGreaterThanOrEqual(least);
	});

	test('a storm is waited out', async () => {
		await simulator.fault('tooManyRequests', { rate: 0.25, seed: 7 });
		const items = await Promise.all(
			Array.from({ length: 6 }, async (_, at) => await orderOf(`storm-${at}.example.com`)),
		);
		const { outputs } = await run(items);
		expect(jsons(outputs[0]).every(({ orderId }) => typeof orderId === 'number')).toBe(true);
		expect(await ordersOf(simulator)).toHaveLength(6);
	}, 60_000);

	test('an absurd Retry-After ends the run with its time', async () => {
		await simulator.fault('tooManyRequests', { match: POST });
		await simulator.fault('retryAfterAbsurd');
		const items = await Promise.all(
			Array.from({ length: 12 }, async (_, at) => await orderOf(`day-${at}.example.com`)),
		);
		const { outputs } = await run(items, {}, { onError: 'continueRegularOutput' });
		const errors = jsons(outputs[0]);
		expect(errors[0]).toMatchObject({
			error: expect.stringContaining('it asks to wait 86400 s'),
			details: {
				code: '429',
				retryable: true,
				nextStep: expect.stringContaining('Nothing was done'),
			},
		});
		expect(errors.at(-1)?.error).toContain('Not tried');
		expect(await ordersOf(simulator)).toEqual([]);
	});
});

describe('Stop', () => {
	const stopping = async (item: IDataObject, form: INodeParameters = {}) => {
		const controller = new AbortController();
		const running = run([item], form, { signal: controller.signal });
		const until = async (reached: () => boolean) => {
			while (!reached()) await sleep(5);
		};
		return {
			until,
			stop: async () => {
				const began = performance.now();
				controller.abort();
				await running;
				return performance.now() - began;
			},
		};
	};

	test.each(['the same process', 'another process'])(
		'between order and answer: the next run adopts, in %s',
		async (process) => {
			await simulator.fault('slowAnswer', { remaining: 1, match: POST, delayMs: 1500 });
			const item = await orderOf('stopped.example.com');
			const { until, stop } = await stopping(item);
			await until(() => purchases(simulator).length > 0);
			expect(await stop()).toBeLessThan(1000);
			if (process === 'another process') otherProcess(simulator);
			const { outputs } = await run([item]);
			const [order, ...more] = await ordersOf(simulator);
			expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: order?.id, reused: true });
			expect(more).toEqual([]);
		},
	);

	test('in the search for a lost order: at once, and nothing more is sent', async () => {
		await lagging(60);
		await simulator.fault('connectionCut', { match: POST });
		const { until, stop } = await stopping(await orderOf('search.example.com'), visibleWithin(60));
		await until(() => listCalls(simulator).length > 2);
		expect(await stop()).toBeLessThan(1000);
		const sent = simulator.world.calls.all().length;
		await sleep(1200);
		expect(simulator.world.calls.all().length).toBeLessThanOrEqual(sent + 1);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('in the pause after a 429: at once, and nothing more is sent', async () => {
		await simulator.fault('tooManyRequests', { match: POST });
		await simulator.fault('retryAfterSeconds', { seconds: 60 });
		const { until, stop } = await stopping(await orderOf('pause.example.com'));
		await until(() => purchases(simulator).some(({ status }) => status === 429));
		await sleep(100);
		expect(await stop()).toBeLessThan(1000);
		expect(purchases(simulator)).toHaveLength(1);
	});
});

describe("With n8n's store of processed data", () => {
	let store: Set<string>;

	beforeAll(async () => void (store = await keepProcessedData()));
	beforeEach(() => store.clear());

	test('a run after a crash waits for an order that the list does not show yet', async () => {
		await lagging(2);
		const item = await orderOf('crash.example.com');
		const first = await run([item]);
		otherProcess(simulator);
		const second = await run([item], visibleWithin(5));
		expect(second.outputs[0]?.[0]?.json).toMatchObject({
			orderId: first.outputs[0]?.[0]?.json.orderId,
			reused: true,
		});
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('a refused order leaves no note, so that the corrected one is not held up', async () => {
		const item = await orderOf('refused.example.com');
		await simulator.seed({ outcomes: {}, organizations: [] });
		await run([item], {}, { onError: 'continueRegularOutput' });
		expect(store.size).toBe(0);
		expect(listCalls(simulator)).toHaveLength(1);
	});
});
