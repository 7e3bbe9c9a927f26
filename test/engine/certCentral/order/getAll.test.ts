import { callsOf, jsons, linksOf } from '../../../support/certCentral';
import { useOrders } from './orders';

const { simulator, order, place } = useOrders();

describe('Order > Get Many', () => {
	test('newest first, up to the limit, linked to its input', async () => {
		const ids: number[] = [];
		for (const name of ['one', 'two', 'three']) {
			ids.push(...(await place(name)));
			await simulator.advance(60);
		}
		const run = await order('getAll', { limit: '={{ $json.limit }}' }, [
			{ limit: 2 },
			{ limit: 1 },
		]);
		expect(jsons(run.outputs[0]).map(({ id }) => id)).toEqual([ids[2], ids[1], ids[2]]);
		expect(linksOf(run)).toEqual([[0, 0, 1]]);
	});

	test('sends its filters as the service documents them', async () => {
		const ids = await place('wanted', 'other');
		const { outputs } = await order('getAll', {
			returnAll: true,
			filters: {
				commonName: 'wanted.example.com',
				domainName: 'wanted.example.com',
				status: 'pending',
				createdAfter: '2020-01-01T00:00:00',
				expiresBefore: '2099-12-31',
			},
		});
		const [call] = callsOf(simulator, 'GET', /order\/certificate\?/).slice(-1);
		const query = new URLSearchParams(call?.query);
		expect(Object.fromEntries(query)).toEqual({
			sort: '-date_created',
			'filters[common_name]': 'wanted.example.com',
			'filters[domain_name]': 'wanted.example.com',
			'filters[status]': 'pending',
			'filters[date_created]': '>2020-01-01',
			'filters[valid_till]': '<2099-12-31',
			limit: '1000',
			offset: '0',
		});
		// The order has no valid_till yet, so the last filter leaves it out.
		expect(jsons(outputs[0])).toEqual([]);
		const named = await order('getAll', { filters: { commonName: 'wanted.example.com' } });
		expect(jsons(named.outputs[0]).map(({ id }) => id)).toEqual([ids[0]]);
	});

	test('no result is no item', async () => {
		const run = await order('getAll', { filters: { commonName: 'nobody.example.com' } });
		expect(run.error).toBeUndefined();
		expect(run.outputs.flat()).toEqual([]);
	});
});
