import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';

import { listCalls, orderOf, ordersOf, purchases } from '../../../../support/certCentral';
import { otherProcess } from '../../../../support/simulator';
import { POST, useLosing, visibleWithin } from './losing';

const { simulator, run, lagging } = useLosing();

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
