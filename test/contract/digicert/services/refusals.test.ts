import { newCsr } from '../../../support/simulator';
import type { Fields } from './orders';
import { refusalOf, useOrders } from './orders';

const { simulator, body, order, paidOrders } = useOrders();

describe('ordering', () => {
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

	it.each([
		['a key of 1024 bits', async () => await newCsr('www.example.com', [], 'RSA-1024'), 'too weak'],
		['two requests', async () => body().certificate.csr.repeat(2), 'not one PKCS#10'],
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

	it('refuses guest access where it is off', async () => {
		await simulator.seed({ settings: { guestAccess: false } });
		expect(refusalOf(await order({ enable_guest_access: 0 }))).toEqual([
			400,
			'invalid_value:enable_guest_access',
		]);
	});
});
