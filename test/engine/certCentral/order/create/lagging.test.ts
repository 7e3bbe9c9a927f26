import { FRESH_MS } from '../../../../../nodes/DigiCert/CertCentral/ordering/orderBook';
import { jsons, orderOf, ordersOf, purchases, textOf } from '../../../../support/certCentral';
import { skip } from '../../../../support/monotonicClock';
import type { ProcessedData } from '../../../../support/processedData';
import { keepProcessedData } from '../../../../support/processedData';
import { otherProcess } from '../../../../support/simulator';
import { POST, useLosing, visibleWithin } from './losing';

const { simulator, run, lagging } = useLosing();

const keysOf = async () =>
	(await ordersOf(simulator)).map(({ alternativeOrderId }) => alternativeOrderId);

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

describe("With n8n's store of processed data", () => {
	let store: ProcessedData;

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

	test('a run after a crash waits for an order that was refused and placed all the same', async () => {
		await lagging(2);
		const item = await orderOf('refused-but-done.example.com');
		await simulator.fault('refusedButDone', { remaining: 1, match: POST, status: 400 });
		await run([item], visibleWithin(5), { onError: 'continueRegularOutput' });
		otherProcess(simulator);
		const { outputs } = await run([item], visibleWithin(5));
		const [order, ...more] = await ordersOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({ orderId: order?.id, reused: true });
		expect(more).toEqual([]);
	});

	test('the note of a refused order stays as long as the list may lag', async () => {
		const item = await orderOf('refused.example.com');
		await simulator.seed({ outcomes: {}, organizations: [] });
		await run([item], visibleWithin(1), { onError: 'continueRegularOutput' });
		expect(store.size).toBe(1);
		skip(FRESH_MS + 1_100);
		await simulator.reset();
		await run([item], visibleWithin(1));
		// What is left is the note of the order that was placed.
		expect(store.size).toBe(1);
		expect(await ordersOf(simulator)).toHaveLength(1);
		jest.restoreAllMocks();
	});
});
