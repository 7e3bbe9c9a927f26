import {
	callsOf,
	certCentral,
	orderOf,
	orderParameters,
	ordersOf,
} from '../../../../support/certCentral';
import type { NodeRun } from '../../../../support/engine';
import { useSimulator } from '../../../../support/use';

const simulator = useSimulator();

describe('Order > Create', () => {
	it('places one order for each item and links it', async () => {
		const items = [await orderOf('one.example.com'), await orderOf('two.example.com')];
		const { outputs, error } = await certCentral(simulator, orderParameters(), items);
		expect(error).toBeUndefined();
		expect(
			outputs[0]?.map(({ json, pairedItem }) => [typeof json.orderId, json.reused, pairedItem]),
		).toEqual([
			['number', false, { item: 0 }],
			['number', false, { item: 1 }],
		]);
		expect(callsOf(simulator, 'POST', /order\/certificate\/ssl/)).toHaveLength(2);
	});

	it('adopts the same order in a second run and buys nothing', async () => {
		const items = [await orderOf('again.example.com')];
		const first = await certCentral(simulator, orderParameters(), items);
		const second = await certCentral(simulator, orderParameters(), items);
		expect(second.outputs[0]?.[0]?.json).toMatchObject({
			orderId: first.outputs[0]?.[0]?.json.orderId,
			reused: true,
		});
		expect(callsOf(simulator, 'POST', /order\/certificate\/ssl/)).toHaveLength(1);
	});

	const progress = (run: NodeRun) => {
		const { commonName, status, certificateId, whoActs, nextStep } =
			run.outputs[0]?.[0]?.json ?? {};
		return { commonName, status, certificateId, whoActs, nextStep };
	};

	it.each([
		['plain', { status: 'pending', whoActs: 'nobody' }],
		['instant', { certificateId: expect.any(Number) }],
	])('tells what comes next at the first run as at the next: %s', async (name, told) => {
		const items = [await orderOf(`${name}-told.example.com`)];
		const first = progress(await certCentral(simulator, orderParameters(), items));
		const second = progress(await certCentral(simulator, orderParameters(), items));
		expect(first).toMatchObject({ commonName: `${name}-told.example.com`, ...told });
		expect(first.nextStep).toMatch(/\((Request|Order|Certificate) > /);
		expect(Object.keys(second)).toEqual(Object.keys(first));
		expect(second).toMatchObject({ commonName: first.commonName, nextStep: expect.any(String) });
	});

	it('finds an order whose answer was lost', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		const items = [await orderOf('lost.example.com')];
		const { outputs, error } = await certCentral(simulator, orderParameters(), items);
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: true });
		const books = await ordersOf(simulator);
		expect(JSON.stringify(books).match(/lost\.example\.com/g)?.length).toBeGreaterThan(0);
		expect(callsOf(simulator, 'POST', /order\/certificate\/ssl/)).toHaveLength(1);
	});
});
