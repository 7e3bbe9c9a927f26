import type { Fields } from './orders';
import { refusalOf, useOrders } from './orders';

const { simulator, body, order, info, paidOrders } = useOrders();

describe('ordering', () => {
	it('accepts every documented field', async () => {
		const contact = {
			first_name: 'Erika',
			last_name: 'Example',
			email: 'erika@example.com',
			job_title: 'Admin',
			telephone: '555-0100',
			telephone_extension: '1',
		};
		const first = (await order()).data;
		const { data } = await simulator.services.get('/product/ssl_basic');
		const response = await order(
			{
				product: { type_hint: 'ov' },
				organization: {
					id: body().organization.id,
					contacts: [{ contact_type: 'technical_contact', ...contact }],
					skip_duplicate_org_check: false,
				},
				organization_contact: contact,
				technical_contact: contact,
				order_validity: { years: 1, days: 300, custom_expiration_date: '09 JUN 2028' },
				validity_years: 1,
				validity_days: 300,
				custom_expiration_date: '2028-06-09',
				container: { id: simulator.keys.divisionId },
				renewal_of_order_id: first.id,
				auto_renew: 1,
				auto_reissue: 0,
				enable_guest_access: 1,
				skip_approval: false,
				disable_ct: false,
				disable_renewal_notifications: true,
				apply_cr_discount: false,
				dcv_method: 'dns-txt-token',
				certificate_dcv_scope: 'base_domain',
				additional_emails: ['ops@example.com'],
				comments: 'for the spring change',
				alternative_order_id: 'a'.repeat(64),
				serial_number: '0A',
				payment_method: 'balance',
			},
			{
				dns_names: ['example.com', '*.example.com'],
				ca_cert_id: data.allowed_ca_certs[0].id,
				profile_option: 'server_auth_only_eku',
				organization_units: ['IT'],
				server_platform: { id: 2 },
				cert_validity: { years: 1, days: 90, custom_expiration_date: '09 JUN 2027' },
			},
			'ssl',
		);
		expect([response.status, response.data.errors]).toEqual([201, undefined]);
		const seen = await info(response.data.id);
		expect(seen).toMatchObject({
			status: 'needs_approval',
			is_renewal: true,
			alternative_order_id: 'a'.repeat(64),
			organization_contact: contact,
			requests: [{ status: 'pending', comments: 'for the spring change' }],
			dcv_method: 'dns-txt-token',
		});
		expect(await info(first.id)).toMatchObject({
			is_renewed: true,
			renewed_order_id: response.data.id,
		});
	});

	it('reads the deprecated validity fields, with their own date form', async () => {
		const fields = { order_validity: undefined, custom_expiration_date: '2027-06-09' };
		const { status, data } = await order(fields);
		expect(status).toBe(201);
		expect((await info(data.id)).order_valid_till).toBe('2027-06-09');
		expect((await order({ order_validity: undefined, validity_days: 30 })).status).toBe(201);
	});

	it('lets a custom date beat days, and days beat years', async () => {
		const all = { years: 3, days: 30, custom_expiration_date: '09 JUN 2027' };
		const byDate = await order({ order_validity: all });
		expect((await info(byDate.data.id)).order_valid_till).toBe('2027-06-09');
		const byDays = await order({ order_validity: { years: 3, days: 30 } });
		const till = Date.parse((await info(byDays.data.id)).order_valid_till);
		expect((till - Date.now()) / 86_400_000).toBeLessThan(30);
	});

	it('resolves the type hint, or says that it cannot', async () => {
		const byHint = async (hint: string | undefined, certificate: Fields = {}) =>
			await order(hint ? { product: { type_hint: hint } } : {}, certificate, 'ssl');
		const ev = await byHint('ev');
		expect((await info(ev.data.id)).product.name_id).toBe('ssl_ev_basic');
		const ambiguous = [400, 'ambiguous_product'];
		expect(refusalOf(await byHint(undefined))).toEqual(ambiguous);
		expect(refusalOf(await byHint('grid'))).toEqual(ambiguous);
		expect(refusalOf(await byHint('ev', { common_name: '*.example.com' }))).toEqual(ambiguous);
		expect(refusalOf(await byHint('dv'))).toEqual([400, 'invalid_value:product.type_hint']);
	});

	it('creates an organization from details, unless one like it exists', async () => {
		const details = {
			name: 'Example Labs',
			address: '2 Example Street',
			city: 'Lehi',
			state: 'Utah',
			zip: '84043',
			country: 'us',
			telephone: '555-0101',
		};
		const created = await order({ organization: details });
		expect(created.status).toBe(201);
		expect(created.data.organization.id).toBeGreaterThan(0);
		// Not validated yet: it waits at DigiCert.
		expect(created.data.requests[0].status).toBe('submitted');
		expect(refusalOf(await order({ organization: details }))).toEqual([
			400,
			'duplicate_organization',
		]);
		const again = await order({ organization: { ...details, skip_duplicate_org_check: true } });
		expect(again.status).toBe(201);
		const incomplete = { ...details, country: undefined };
		expect(refusalOf(await order({ organization: incomplete }))).toEqual([
			400,
			'missing_field:organization.country',
		]);
	});

	it('needs no organization for DV, which has fields of its own', async () => {
		const fields = {
			organization: undefined,
			dcv_method: 'email',
			dcv_emails: [{ dns_name: 'www.example.com', email_domain: 'example.com' }],
			locale: 'en_US',
			custom_renewal_message: 'soon',
		};
		expect((await order(fields, {}, 'ssl_dv_geotrust_flex')).status).toBe(201);
		expect(refusalOf(await order({ organization: undefined }))).toEqual([
			400,
			'missing_field:organization',
		]);
	});

	it('takes one alternative order id twice, unless the account wants it unique', async () => {
		const key = { alternative_order_id: 'ticket4711' };
		expect((await order(key)).status).toBe(201);
		expect((await order(key)).status).toBe(201);
		await simulator.seed({ settings: { uniqueAlternativeOrderIds: true } });
		expect(refusalOf(await order(key))).toEqual([400, 'invalid_value:alternative_order_id']);
		expect((await order()).status).toBe(201);
		expect(await paidOrders()).toBe(3);
	});

	it('gives DCV tokens for the methods that have one', async () => {
		const { data } = await order({ dcv_method: 'http-token' }, { dns_names: ['shop.example.net'] });
		expect(data.dcv_random_value).toEqual(expect.any(String));
		expect(data.domains.map((domain: Fields) => domain.dns_name)).toEqual([
			'www.example.com',
			'shop.example.net',
		]);
		for (const { dcv_token: token } of data.domains) {
			expect(token).toMatchObject({ token: data.dcv_random_value, status: 'pending' });
			expect(token.http_token_url).toContain('/.well-known/pki-validation/');
		}
		expect((await order({ dcv_method: 'email' })).data).not.toHaveProperty('dcv_random_value');
	});
});
