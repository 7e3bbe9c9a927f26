import type { Fields } from './orders';
import { refusalOf, useOrders } from './orders';

const { simulator } = useOrders();

describe('account', () => {
	it('gives account and division of the key', async () => {
		const { data } = await simulator.services.get('/user/me');
		expect(data.account_id).toBe(simulator.keys.accountId);
		expect(data.container.id).toBe(simulator.keys.divisionId);
		expect(data.container).not.toHaveProperty('ekey');
	});

	it('has one required and one optional custom field, as seeded', async () => {
		const { data } = await simulator.services.get('/account/metadata');
		expect(data.metadata.map((field: Fields) => field.is_required)).toEqual([true, false]);
		await simulator.seed({ metadata: [] });
		expect((await simulator.services.get('/account/metadata')).data.metadata).toEqual([]);
	});

	it('pages organizations by a 0-based offset', async () => {
		const { data } = await simulator.services.get('/organization?limit=1&offset=1');
		expect(data.organizations).toHaveLength(1);
		expect(data.page).toEqual({ total: 2, limit: 1, offset: 1 });
	});

	it('shows products, one in detail with its server platforms', async () => {
		const { data } = await simulator.services.get('/product');
		const names = data.products.map(({ name_id: name }: { name_id: string }) => name);
		expect(names).toEqual(
			expect.arrayContaining(['ssl_basic', 'ssl_ev_basic', 'private_ssl_plus']),
		);
		const one = await simulator.services.get('/product/ssl_basic');
		expect(one.data.server_platforms[0]).toMatchObject({ id: -1, name: 'OTHER' });
		expect(refusalOf(await simulator.services.get('/product/ssl_gold'))).toEqual([
			404,
			'not_found|product',
		]);
	});

	it('shows containers and domains', async () => {
		const { divisionId } = simulator.keys;
		const container = await simulator.services.get(`/container/${divisionId}`);
		expect(container.data.id).toBe(divisionId);
		const { data } = await simulator.services.get('/domain?filters[name]=example.com');
		expect(data.domains).toHaveLength(1);
		expect(data.domains[0].validations[0].status).toBe('active');
	});
});
