import type { Fields } from './orders';
import { refusalOf, useOrders } from './orders';

const { simulator } = useOrders();

describe('account', () => {
	it('gives account and division of the key', async () => {
		const { data } = await simulator.services.get('/user/me');
		expect(data.account_id).toBe(simulator.keys.accountId);
		expect(data.container.id).toBe(simulator.keys.divisionId);
		expect(data.container).toMatchObject({
			public_id: expect.any(String),
			parent_id: 0,
			template_id: 1,
			ekey: expect.any(String),
			has_logo: false,
		});
	});

	it('lists its users, and tells of itself what was recorded', async () => {
		const { users, page } = (await simulator.services.get('/user')).data;
		expect(page.total).toBe(1);
		expect(users[0]).toMatchObject({ id: expect.any(Number), email: expect.any(String) });
		expect((await simulator.services.get('/account')).data).toMatchObject({
			display_rep: true,
			rep_photo_id: 0,
			balance_negative_limit: 0,
			client_mgr_photo_id: 0,
			ent_support_plan: '1',
			default_country: 'us',
		});
	});

	it('names JSON without a charset, whether it agrees or refuses', async () => {
		for (const path of ['/account', '/organization/1', '/nowhere']) {
			const { headers } = await simulator.services.get(path);
			expect(headers['content-type']).toBe('application/json');
		}
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
		const all = (await simulator.services.get(`/domain?container_id=${divisionId}`)).data;
		expect(all.domains).toHaveLength(4);
		const none = (await simulator.services.get(`/domain?container_id=${divisionId + 1}`)).data;
		expect(none.domains).toEqual([]);
	});

	it('tells of one domain when control and validation end, if asked', async () => {
		const plain = (await simulator.services.get('/domain/1469')).data;
		expect(plain).not.toHaveProperty('validations');
		expect(plain).not.toHaveProperty('dcv_expiration');
		const query = 'include_dcv=true&include_validation=true';
		const { data } = await simulator.services.get(`/domain/1469?${query}`);
		expect(data.dcv_expiration.ov).toMatch(/^\d{4}-\d\d-\d\d$/);
		expect(data.validations[0]).toMatchObject({
			type: 'ov',
			status: 'active',
			validated_until: expect.any(String),
		});
	});
});
