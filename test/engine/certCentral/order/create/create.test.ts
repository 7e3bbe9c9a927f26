import {
	callsOf,
	certCentral,
	orderOf,
	orderParameters,
	ordersOf,
} from '../../../../support/certCentral';
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
