import type { FaultName } from '../../../../../sandbox/simulator/faults';
import { jsons, orderOf, ordersOf, purchases } from '../../../../support/certCentral';
import { withFastClock } from '../../../../support/fastClock';
import { POST, useLosing } from './losing';

const { simulator, run } = useLosing();

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

	test('asked for after each purchase ends the run, however often the list is read anew', async () => {
		await simulator.fault('tooManyRequests', { match: POST });
		await simulator.fault('retryAfterSeconds', { seconds: 60 });
		const order = [await orderOf('never.example.com')];
		const { outputs } = await withFastClock(
			[simulator],
			async () => await run(order, {}, { onError: 'continueRegularOutput' }),
		);
		expect(jsons(outputs[0])).toMatchObject([{ details: { code: '429', retryable: true } }]);
		expect(await ordersOf(simulator)).toEqual([]);
		// Five pauses of a minute are as long as one may be.
		expect(purchases(simulator)).toHaveLength(6);
	}, 60_000);

	test('asked for after each read is waited for five minutes in all', async () => {
		await simulator.fault('tooManyRequests', { match: { method: 'GET', path: 'order' } });
		await simulator.fault('retryAfterSeconds', { seconds: 60 });
		const before = simulator.world.calls.all().length;
		const order = [await orderOf('unread.example.com')];
		const { outputs } = await withFastClock(
			[simulator],
			async () => await run(order, {}, { onError: 'continueRegularOutput' }),
		);
		expect(jsons(outputs[0])).toMatchObject([{ details: { code: '429', retryable: true } }]);
		const refused = simulator.world.calls.all().slice(before);
		expect(refused.filter(({ status }) => status === 429)).toHaveLength(6);
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
