import { X509Certificate } from 'node:crypto';
import { newCsr, startTestSimulator } from '../../../support/simulator';
import { useSimulator } from '../../../support/use';

const simulator = useSimulator();
let csr: string;
let organizationId: number;

beforeAll(async () => {
	csr = await newCsr('www.example.com', ['example.com']);
});
beforeEach(async () => {
	const { data } = await simulator.services.get('/organization');
	organizationId = data.organizations[0].id;
});

type Fields = Record<string, unknown>;

/** The least that is accepted. */
const body = (fields: Fields = {}, certificate: Fields = {}) => ({
	certificate: {
		common_name: 'www.example.com',
		csr,
		signature_hash: 'sha256',
		...certificate,
	},
	order_validity: { years: 1 },
	organization: { id: organizationId },
	custom_fields: [{ metadata_id: 21, value: '4711' }],
	skip_approval: true,
	...fields,
});

const order = async (fields: Fields = {}, certificate: Fields = {}, product = 'ssl_basic') =>
	await simulator.services.post(`/order/certificate/${product}`, body(fields, certificate));

const refusalOf = ({
	status,
	data,
}: {
	status: number;
	data: { errors?: Array<{ code: string }> };
}) => [status, data.errors?.[0]?.code];

const info = async (id: number) => (await simulator.services.get(`/order/certificate/${id}`)).data;

const paidOrders = async () => (await simulator.sandbox.get('/books')).data.digicert.paidOrders;

describe('access', () => {
	it('answers a wrong or missing key with 403', async () => {
		for (const key of ['nonsense', undefined]) {
			const response = await simulator.withKey(key).get('/services/v2/user/me');
			expect(response.status).toBe(403);
			expect(response.data).toEqual({
				errors: [
					{
						code: 'access_denied|access_denied_invalid_key',
						message: 'Access denied due to access_denied_invalid_key.',
					},
				],
			});
		}
	});

	it('lets a View Only key read, and refuses every write', async () => {
		const client = simulator.withKey(simulator.keys.digicertViewOnlyKey);
		expect((await client.get('/services/v2/order/certificate')).status).toBe(200);
		const write = await client.post('/services/v2/order/certificate/ssl_basic', body());
		expect(refusalOf(write)).toEqual([403, 'access_denied|missing_permission']);
		// Automation's reads are POST.
		const read = await client.post('/automationws/v1/automatedips/list', { accountId: 1 });
		expect(refusalOf(read)).toEqual([403, 'access_denied|missing_permission']);
	});

	it('refuses organizations to a key for orders only', async () => {
		const client = simulator.withKey(simulator.keys.digicertOrdersOnlyKey);
		expect((await client.get('/services/v2/order/certificate')).status).toBe(200);
		expect(refusalOf(await client.get('/services/v2/organization'))).toEqual([
			403,
			'access_denied|missing_permission',
		]);
	});

	it('tells an unknown route by its code', async () => {
		expect(refusalOf(await simulator.services.get('/nowhere'))).toEqual([404, 'not_found|route']);
	});

	it('takes 100 calls in 5 seconds, for one key over both APIs', async () => {
		const limited = await startTestSimulator({ limits: 'documented' });
		const statuses: number[] = [];
		for (let call = 0; call < 99; call += 1) {
			statuses.push((await limited.services.get('/user/me')).status);
		}
		expect(new Set(statuses)).toEqual(new Set([200]));
		const { accountId } = limited.keys;
		expect((await limited.automation.post('/automatedips/list', { accountId })).status).toBe(200);
		const refused = await limited.services.get('/user/me');
		expect(refusalOf(refused)).toEqual([429, 'request_limit_exceeded']);
		expect(refused.data.errors[0].message).toContain('Service unavailable');
		expect(refused.headers['retry-after']).toBeUndefined();
		const other = limited.withKey(limited.keys.digicertViewOnlyKey);
		expect((await other.get('/services/v2/user/me')).status).toBe(200);
		await limited.stop();
	});
});

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
					id: organizationId,
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

	it.each<[string, Fields, Fields, string]>([
		['a field nobody knows', { colour: 'red' }, {}, 'unknown_field:colour'],
		['a nested one', {}, { organization: { id: 1 } }, 'unknown_field:certificate.organization'],
		['a read-only one', { status: 'issued' }, {}, 'unknown_field:status'],
		['number for text', {}, { common_name: 7 }, 'invalid_value:certificate.common_name'],
		['text for number', { organization: { id: '1' } }, {}, 'invalid_value:organization.id'],
		['boolean for 0 or 1', { auto_renew: true }, {}, 'invalid_value:auto_renew'],
		['0 or 1 for boolean', { skip_approval: 1 }, {}, 'invalid_value:skip_approval'],
		['null', { comments: null }, {}, 'invalid_value:comments'],
		['text for list', {}, { dns_names: 'a.example.com' }, 'invalid_value:certificate.dns_names'],
		['an unknown hash', {}, { signature_hash: 'md5' }, 'invalid_value:certificate.signature_hash'],
		['an empty name', {}, { common_name: '' }, 'invalid_value:certificate.common_name'],
		[
			'a malformed name',
			{},
			{ common_name: 'a b.example.com' },
			'invalid_value:certificate.common_name',
		],
		[
			'a missing hash',
			{},
			{ signature_hash: undefined },
			'missing_field:certificate.signature_hash',
		],
		[
			'an id with dashes',
			{ alternative_order_id: 'a-b' },
			{},
			'invalid_value:alternative_order_id',
		],
		[
			'an id of 65',
			{ alternative_order_id: 'a'.repeat(65) },
			{},
			'invalid_value:alternative_order_id',
		],
		['an unknown DCV method', { dcv_method: 'pigeon' }, {}, 'invalid_value:dcv_method'],
		[
			'an unknown custom field',
			{ custom_fields: [{ metadata_id: 9, value: 'x' }] },
			{},
			'invalid_value:custom_fields',
		],
		['no required custom field', { custom_fields: [] }, {}, 'missing_field:custom_fields'],
		[
			'an unknown renewed order',
			{ renewal_of_order_id: 5 },
			{},
			'invalid_value:renewal_of_order_id',
		],
		[
			'an unknown thumbprint',
			{ renewed_thumbprint: 'A'.repeat(40) },
			{},
			'invalid_value:renewed_thumbprint',
		],
		['a product beside the path', { product: { type_hint: 'ov' } }, {}, 'unknown_field:product'],
		['4 years', { order_validity: { years: 4 } }, {}, 'invalid_value:validity_years'],
		['1096 days', { order_validity: { days: 1096 } }, {}, 'invalid_value:validity_days'],
		[
			'a past date',
			{ order_validity: { custom_expiration_date: '09 JUN 2021' } },
			{},
			'invalid_value:custom_expiration_date',
		],
		[
			'the other date form',
			{ order_validity: { custom_expiration_date: '2027-06-09' } },
			{},
			'invalid_value:custom_expiration_date',
		],
		[
			'no such day',
			{ order_validity: { custom_expiration_date: '31 FEB 2028' } },
			{},
			'invalid_value:custom_expiration_date',
		],
		['no validity', { order_validity: undefined }, {}, 'missing_field:order_validity'],
		['398 days', {}, { cert_validity: { days: 398 } }, 'invalid_value:cert_validity'],
		['2 certificate years', {}, { cert_validity: { years: 2 } }, 'invalid_value:cert_validity'],
		[
			'more than the order',
			{ order_validity: { days: 30 } },
			{ cert_validity: { days: 31 } },
			'invalid_value:cert_validity',
		],
	])('refuses %s, and nothing is bought', async (_what, fields, certificate, code) => {
		expect(refusalOf(await order(fields, certificate))).toEqual([400, code]);
		expect(await paidOrders()).toBe(0);
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

	it.each([
		['a key of 1024 bits', async () => await newCsr('www.example.com', [], 'RSA-1024'), 'too weak'],
		['two requests', async () => csr + csr, 'not one PKCS#10'],
		['a certificate', async () => simulator.world.ca.rootPem, 'not one PKCS#10'],
	])('refuses %s as CSR', async (_what, pem, words) => {
		const response = await order({}, { csr: await pem() });
		expect(refusalOf(response)).toEqual([400, 'invalid_value:certificate.csr']);
		expect(response.data.errors[0].message).toContain(words);
	});

	it('refuses what is not JSON', async () => {
		const path = '/order/certificate/ssl_basic';
		const headers = { 'Content-Type': 'application/json' };
		const broken = await simulator.services.post(path, Buffer.from('{"a":'), { headers });
		expect(refusalOf(broken)).toEqual([400, 'bad_request_format']);
		const form = await simulator.services.post(path, 'a=1', {
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
		});
		expect(refusalOf(form)).toEqual([400, 'bad_request_format']);
	});

	it('refuses unknown products, organizations and containers', async () => {
		expect(refusalOf(await order({}, {}, 'ssl_gold'))).toEqual([404, 'not_found|product']);
		expect(refusalOf(await order({ organization: { id: 1 } }))).toEqual([
			404,
			'not_found|organization',
		]);
		expect(refusalOf(await order({ container: { id: 1 } }))).toEqual([404, 'not_found|container']);
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

	it('wants an allowed intermediate for private certificates, and ignores it for public ones', async () => {
		const hint = { product: { type_hint: 'private' } };
		expect(refusalOf(await order(hint, {}, 'ssl'))).toEqual([
			400,
			'missing_field:certificate.ca_cert_id',
		]);
		const wrong = { ca_cert_id: 'FFFF' };
		expect(refusalOf(await order(hint, wrong, 'ssl'))).toEqual([
			400,
			'invalid_value:certificate.ca_cert_id',
		]);
		const { data } = await simulator.services.get('/product');
		const plus = data.products.find((product: Fields) => product.name_id === 'private_ssl_plus');
		const right = { ca_cert_id: plus.allowed_ca_certs[0].id };
		expect((await order(hint, right, 'ssl')).status).toBe(201);
		expect((await order({}, wrong)).status).toBe(201);
		await simulator.seed({ settings: { icaSelection: true } });
		expect(refusalOf(await order({}, wrong))).toEqual([
			400,
			'invalid_value:certificate.ca_cert_id',
		]);
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

	it('refuses guest access where it is off', async () => {
		await simulator.seed({ settings: { guestAccess: false } });
		expect(refusalOf(await order({ enable_guest_access: 0 }))).toEqual([
			400,
			'invalid_value:enable_guest_access',
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

describe('the life of an order', () => {
	it('waits for approval, is approved, processed and issued', async () => {
		const { data } = await order({ skip_approval: false });
		expect(Object.keys(data)).toEqual(['id', 'requests']);
		const [request] = data.requests;
		expect(request.status).toBe('pending');
		const fresh = await info(data.id);
		expect(fresh.status).toBe('needs_approval');
		expect(fresh.certificate).not.toHaveProperty('valid_till');
		expect(fresh.certificate).not.toHaveProperty('date_issued');

		const listed = await simulator.services.get('/request?status=pending');
		expect(listed.data.requests.map(({ id }: { id: number }) => id)).toContain(request.id);
		const approval = await simulator.services.put(`/request/${request.id}/status`, {
			status: 'approved',
			processor_comment: 'fine',
		});
		expect([approval.status, approval.data]).toEqual([204, '']);
		expect((await info(data.id)).status).toBe('pending');
		await simulator.advance(50);
		expect((await info(data.id)).status).toBe('processing');
		await simulator.advance(50);
		const issued = await info(data.id);
		expect(issued.status).toBe('issued');
		expect(issued.certificate.serial_number).toMatch(/^[0-9A-F]{32}$/);
		expect(issued.certificate.thumbprint).toMatch(/^[0-9A-F]{40}$/);

		const shown = (await simulator.services.get(`/request/${request.id}`)).data;
		expect(shown).toMatchObject({
			status: 'approved',
			processor_comment: 'fine',
			type: 'new_request',
		});
		const again = await simulator.services.put(`/request/${request.id}/status`, {
			status: 'rejected',
		});
		expect(again.status).toBe(400);
	});

	it('is over when an approver rejects it', async () => {
		const { data } = await order({ skip_approval: false });
		const path = `/request/${data.requests[0].id}/status`;
		expect((await simulator.services.put(path, { status: 'rejected' })).status).toBe(204);
		await simulator.advance(1000);
		expect((await info(data.id)).status).toBe('rejected');
	});

	it('is issued in the answer for the label "instant", with its chain', async () => {
		const { data } = await order({}, { common_name: 'instant.example.com' });
		expect(data.requests[0].status).toBe('approved');
		const certificates = data.certificate_chain.map(
			({ pem }: { pem: string }) => new X509Certificate(pem),
		) as X509Certificate[];
		certificates.slice(0, -1).forEach((certificate, at) => {
			expect(certificate.verify((certificates[at + 1] as X509Certificate).publicKey)).toBe(true);
		});
		expect(data.certificate_chain[0].pem).toContain('\r\n');
		expect(data.certificate_id).toEqual(expect.any(Number));
	});

	it.each([
		['needs-approval', 'needs_approval'],
		['rejected', 'rejected'],
		['denied', 'denied'],
		['stuck-2', 'processing'],
		['slow', 'processing'],
		['waiting-pickup', 'waiting_pickup'],
		['odd-status', 'legal_hold'],
		['unvalidated', 'pending'],
	])('the label "%s" leads to %s', async (label, status) => {
		const { data } = await order({}, { common_name: `${label}.example.com` });
		await simulator.advance(100);
		expect((await info(data.id)).status).toBe(status);
	});

	it('waits for domains that are not validated, and goes on when they are', async () => {
		const { data } = await order({}, { common_name: 'www.fresh.test' });
		await simulator.advance(1000);
		expect((await info(data.id)).status).toBe('pending');
		const { data: request } = await simulator.services.get(`/request/${data.requests[0].id}`);
		expect(request.order.unsubmitted_domains).toHaveLength(1);
		await simulator.seed({ domains: [{ name: 'www.fresh.test', validated: true }] });
		await simulator.advance(100);
		expect((await info(data.id)).status).toBe('issued');
	});

	it('can be canceled with a note while it is pending, not afterwards', async () => {
		const cancel = async (id: number, fields: Fields) =>
			await simulator.services.put(`/order/certificate/${id}/status`, fields);
		const { data } = await order({ skip_approval: false });
		const note = 'changed our mind';
		expect(refusalOf(await cancel(data.id, { status: 'canceled' }))).toEqual([
			400,
			'missing_field:note',
		]);
		expect((await cancel(data.id, { status: 'CANCELED', note })).status).toBe(400);
		const done = await cancel(data.id, { status: 'canceled', note });
		expect([done.status, done.data]).toEqual([204, '']);
		expect(await info(data.id)).toMatchObject({
			status: 'canceled',
			requests: [{ status: 'rejected' }],
		});
		const issued = await order({}, { common_name: 'instant.example.com' });
		expect((await cancel(issued.data.id, { status: 'canceled', note })).status).toBe(400);
	});

	it('expires with time', async () => {
		const { data } = await order(
			{},
			{ common_name: 'instant.example.com', cert_validity: { days: 7 } },
		);
		await simulator.advance(8 * 86_400);
		expect((await info(data.id)).status).toBe('expired');
	});

	it('shortens public certificates to the cap of the day, private ones not', async () => {
		const days = async (id: number) => (await info(id)).certificate.days_remaining;
		const year = { cert_validity: { years: 1 } };
		const name = { common_name: 'instant.example.com' };
		const open = await order({}, { ...year, ...name });
		const now = Date.now();
		const cap = now < Date.UTC(2027, 2, 15) ? 199 : now < Date.UTC(2029, 2, 15) ? 99 : 46;
		expect(await days(open.data.id)).toBe(cap);
		const { data } = await simulator.services.get('/product/private_ssl_plus');
		const ca = { ca_cert_id: data.allowed_ca_certs[0].id };
		const closed = await order({}, { ...year, ...name, ...ca }, 'private_ssl_plus');
		expect(await days(closed.data.id)).toBe(365);
	});

	it('is found by thumbprint and serial number, and renewed by thumbprint', async () => {
		const { data } = await order({}, { common_name: 'instant.example.com' });
		const { certificate } = await info(data.id);
		for (const reference of [certificate.thumbprint, certificate.serial_number]) {
			expect((await simulator.services.get(`/order/certificate/${reference}`)).data.id).toBe(
				data.id,
			);
		}
		const renewal = await order({ renewed_thumbprint: certificate.thumbprint.toLowerCase() });
		expect((await info(data.id)).renewed_order_id).toBe(renewal.data.id);
		expect(refusalOf(await simulator.services.get('/order/certificate/1'))).toEqual([
			404,
			'not_found|order',
		]);
	});
});

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

describe('downloads', () => {
	const issued = async () => (await order({}, { common_name: 'instant.example.com' })).data;
	const download = async (path: string) =>
		await simulator.services.get(path, { responseType: 'arraybuffer' });
	const blocks = (data: Buffer) => data.toString().match(/-----BEGIN CERTIFICATE-----/g)?.length;

	it.each([
		['pem_all', 3],
		['pem_noroot', 2],
		['pem_nointermediate', 1],
	])('%s has %i certificates', async (format, count) => {
		const { certificate_id: id } = await issued();
		const { status, headers, data } = await download(
			`/certificate/${id}/download/format/${format}`,
		);
		expect([status, headers['content-type']]).toEqual([200, 'application/x-pem-file']);
		expect(blocks(Buffer.from(data))).toBe(count);
	});

	it('gives a zip archive by default, PKCS#7 for p7b', async () => {
		const { certificate_id: id } = await issued();
		const archive = await download(`/certificate/${id}/download/platform`);
		expect(Buffer.from(archive.data).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
		const p7b = await download(`/certificate/${id}/download/format/p7b`);
		expect(Buffer.from(p7b.data).toString()).toMatch(/^-----BEGIN PKCS7-----/);
		const unknown = await simulator.services.get(`/certificate/${id}/download/format/jks`);
		expect(unknown.status).toBe(400);
	});

	it('is the certificate that order info tells of, every time', async () => {
		const { id, certificate_id: certificateId } = await issued();
		const { certificate } = await info(id);
		for (const path of [
			`/certificate/${certificateId}/download/format/pem_nointermediate`,
			`/certificate/download/order/${id}/format/pem_nointermediate`,
		]) {
			const { data } = await simulator.services.get(path);
			expect(new X509Certificate(data).serialNumber).toBe(certificate.serial_number);
		}
		const { data } = await simulator.services.get(`/certificate/${certificateId}/chain`);
		expect(data.intermediates[0].subject_common_name).toBe('instant.example.com');
		expect(new X509Certificate(data.intermediates[0].pem).serialNumber).toBe(
			certificate.serial_number,
		);
	});

	it('is not there while the order is pending', async () => {
		const { data } = await order();
		const path = `/certificate/${data.certificate_id}/download/format/pem_all`;
		expect(refusalOf(await simulator.services.get(path))).toEqual([404, 'not_found|certificate']);
		const byOrder = `/certificate/download/order/${data.id}/format/pem_all`;
		expect(refusalOf(await simulator.services.get(byOrder))).toEqual([
			404,
			'not_found|certificate',
		]);
	});

	it('can be another certificate of the same order, by fault', async () => {
		const { id, certificate_id: certificateId } = await issued();
		await simulator.fault('wrongCertificate');
		const { data } = await simulator.services.get(
			`/certificate/${certificateId}/download/format/pem_nointermediate`,
		);
		const stranger = new X509Certificate(data);
		expect(stranger.subject).toContain('instant.example.com');
		expect(stranger.serialNumber).not.toBe((await info(id)).certificate.serial_number);
	});
});
