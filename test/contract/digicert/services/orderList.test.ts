import { refusalOf, useOrders } from './orders';

const { simulator, order, info } = useOrders();

describe('the list of orders', () => {
	const list = async (query: string) =>
		(await simulator.services.get(`/order/certificate?${query}`)).data;
	const names = (data: { orders: Array<{ certificate: { common_name: string } }> }) =>
		data.orders.map(({ certificate }) => certificate.common_name);

	it('shows the newest first, pages, and hides the alternative order id', async () => {
		for (const name of ['a', 'b', 'c']) {
			await order({ alternative_order_id: name }, { common_name: `${name}.example.com` });
		}
		const page = await list('limit=2&offset=1');
		expect(names(page)).toEqual(['b.example.com', 'a.example.com']);
		expect(page.page).toEqual({ total: 3, limit: 2, offset: 1 });
		expect(page.orders[0]).not.toHaveProperty('alternative_order_id');
		expect(page.orders[0].is_multi_year_plan).toBe('1');
		await simulator.seed({ settings: { alternativeOrderIdInList: true } });
		expect((await list('')).orders[0].alternative_order_id).toBe('c');
	});

	it('tells names, counts and validity as they were recorded', async () => {
		await order({}, { common_name: 'a.example.com' });
		await order({}, { common_name: 'b.example.com', dns_names: ['c.example.com'] });
		await order({}, { common_name: 'rejected.example.com', cert_validity: { days: 90 } });
		await simulator.advance(120);
		const [rejected, both, alone] = (await list('')).orders;
		expect(alone).toMatchObject({
			certificate: { dns_names: ['a.example.com'], cert_validity: { years: 1 } },
			number_of_sans: 1,
			order_valid_till: expect.any(String),
		});
		expect(both.certificate.dns_names).toEqual(['b.example.com', 'c.example.com']);
		expect(both.number_of_sans).toBe(2);
		expect(rejected.certificate.cert_validity).toEqual({ days: 90 });
		expect(rejected).not.toHaveProperty('order_valid_till');
	});

	it('filters and sorts as documented', async () => {
		await order({}, { common_name: 'instant.example.com', dns_names: ['alt.example.com'] });
		await order({ skip_approval: false }, { common_name: 'b.example.com' });
		await order({ additional_emails: ['ops@example.com'] }, { common_name: 'c.example.com' });
		const filter = async (name: string, value: string) =>
			names(await list(`filters[${name}]=${encodeURIComponent(value)}`));
		expect(await filter('status', 'needs_approval')).toEqual(['b.example.com']);
		expect(await filter('common_name', 'c.example.com')).toEqual(['c.example.com']);
		expect(await filter('domain_name', 'alt.example.com')).toEqual(['instant.example.com']);
		expect(await filter('search', '%inst')).toEqual(['instant.example.com']);
		expect(await filter('email', 'ops@example.com')).toEqual(['c.example.com']);
		expect(await filter('valid_till', '>2026-01-01')).toEqual(['instant.example.com']);
		expect(await filter('date_created', '2020-01-01...2020-02-01')).toEqual([]);
		expect(names(await list('sort=-common_name'))).toEqual([
			'instant.example.com',
			'c.example.com',
			'b.example.com',
		]);
		expect(
			names(await list('filters[status]=needs_approval&filters[status]=pending')),
		).toHaveLength(2);
		expect((await list('filters[shoe_size]=9')).errors[0].code).toBe(
			'invalid_value:filters[shoe_size]',
		);
		expect((await list('limit=1001')).errors[0].code).toBe('invalid_value:limit');
	});

	it('counts expired orders among the issued ones', async () => {
		await order({}, { common_name: 'instant.example.com', cert_validity: { days: 7 } });
		await simulator.advance(8 * 86_400);
		expect((await list('filters[status]=issued')).orders[0].status).toBe('expired');
	});

	it('can lag behind: fresh orders are hidden, but found by id', async () => {
		await simulator.seed({ settings: { listLagSeconds: 60 } });
		const { data } = await order();
		expect((await list('')).page.total).toBe(0);
		expect((await info(data.id)).id).toBe(data.id);
		await simulator.advance(61);
		expect((await list('')).page.total).toBe(1);
		await simulator.fault('listLag', { delayMs: 60_000 });
		expect((await list('')).page.total).toBe(0);
	});

	it('comes as CSV when that is asked for', async () => {
		await order();
		const { data, headers } = await simulator.services.get('/order/certificate', {
			headers: { Accept: 'text/csv' },
		});
		expect(headers['content-type']).toContain('text/csv');
		expect(data).toContain('"id"');
	});

	it('tells status changes of a time frame, and {} when there are none', async () => {
		const changes = async (query: string) =>
			await simulator.services.get(`/order/certificate/status-changes?${query}`);
		expect((await changes('minutes=10')).data).toEqual({});
		const { data } = await order();
		await simulator.advance(100);
		expect((await changes('minutes=10')).data.orders).toEqual([
			{ order_id: data.id, certificate_id: data.certificate_id, status: 'issued' },
		]);
		expect(refusalOf(await changes('minutes=10081'))).toEqual([400, 'time_frame_too_long']);
		expect((await changes('')).status).toBe(400);
		expect((await changes('filters[status_last_updated]=2020-01-01...2020-01-02')).data).toEqual(
			{},
		);
	});
});
