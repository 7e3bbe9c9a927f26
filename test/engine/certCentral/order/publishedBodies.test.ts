import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, credentialOf, jsons } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { startReceiver } from '../../../support/receiver';
import { forAllTests } from '../../../support/use';
import { useOrders } from './orders';

/**
 * Bodies built field by field as those that public clients keep as recordings or samples: lists of
 * digicert_exporter, infos of riboseinc/digicert. No answer of our own simulator stands behind them.
 */

const { simulator, order } = useOrders();

const DAY_MS = 86_400_000;
const day = (fromToday: number): string =>
	new Date(Date.now() + fromToday * DAY_MS).toISOString().slice(0, 10);

const PLAN = { years: 1 };

/** A row of List orders. */
const row = (id: number, certificate: IDataObject, more: IDataObject = {}): IDataObject => ({
	id,
	certificate: {
		id: 140_900_000 + id,
		serial_number: '0669D46CAE79EF684A69777490602485',
		common_name: 'www.example.com',
		dns_names: ['www.example.com'],
		days_remaining: 14,
		cert_validity: PLAN,
		signature_hash: 'sha256',
		...certificate,
	},
	status: 'issued',
	is_renewed: false,
	date_created: `${day(-185)}T14:59:13+00:00`,
	organization: { id: 117_483, name: 'Example Ltd.' },
	validity_years: 1,
	order_validity: PLAN,
	order_valid_till: day(180),
	disable_renewal_notifications: false,
	container: { id: 44, name: 'Example', is_active: false },
	product: { name_id: 'ssl_basic', name: 'Basic OV', type: 'ssl_certificate' },
	duplicates_count: 0,
	has_duplicates: false,
	reissues_count: 0,
	has_reissues: false,
	price: 300,
	product_name_id: 'ssl_basic',
	number_of_sans: 1,
	is_multi_year_plan: '1',
	...more,
});

const DUE = { valid_from: day(-185), valid_till: day(14) };

const ROWS = [
	// The common name is not among the names, as on two of ten recorded rows.
	row(1, { ...DUE, common_name: 'client.example.com', dns_names: ['client1.example.com'] }),
	row(2, { ...DUE, common_name: '*.example.net', dns_names: ['*.example.net', 'example.net'] }),
	row(3, { valid_from: day(-400), valid_till: day(-30) }, { status: 'expired', is_renewed: true }),
	row(4, {}, { status: 'rejected', order_valid_till: undefined }),
];

/** Order info: an order that nobody has renewed names order 0. */
const info = (of: IDataObject): IDataObject => ({
	...of,
	is_renewal: true,
	renewed_order_id: 0,
	business_unit: 'Some Unit',
	requests: [
		{
			id: 1,
			date: '2015-01-01T18:20:00+00:00',
			type: 'new_request',
			status: 'approved',
			comments: 'Form autofill',
		},
	],
	receipt_id: 123_892,
	cs_provisioning_method: 'none',
	allow_duplicates: false,
	payment_method: 'balance',
});

const domain = (id: number, name: string, more: IDataObject): IDataObject => ({
	id,
	is_active: true,
	name,
	date_created: '2013-10-17T22:27:42+00:00',
	organization: {
		id: 117_483,
		status: 'active',
		name: 'Example Ltd.',
		assumed_name: 'Example',
		display_name: 'Example',
		is_active: '1',
	},
	validations: [
		{ type: 'ov', name: 'OV', description: 'Normal Organization Validation', status: 'pending' },
	],
	dcv_method: 'dns-txt-token',
	container: { id: 3, name: 'Example' },
	...more,
});

const instant = (fromToday: number): string => `${day(fromToday)}T17:04:45+00:00`;

const DOMAINS = [
	domain(1, 'example.com', {
		dcv_approval_datetime: instant(-20),
		dcv_expiration: { ov: instant(60), ev: instant(60) },
	}),
	domain(2, 'example.net', {}),
];

const page = (rows: IDataObject[]) => ({ total: rows.length, limit: 1000, offset: 0 });

const ORGANIZATION: IDataObject = {
	id: 117_483,
	status: 'approved',
	name: 'Example Ltd.',
	display_name: 'Example Ltd.',
	is_active: true,
	address: '1 Example Street',
	zip: '84042',
	city: 'Lindon',
	state: 'Utah',
	country: 'US',
	telephone: '555-0100',
	container: { id: 1, name: 'Parent Company', is_active: true },
	ev_approvers: [{ id: 1_500_432, first_name: 'Pat', last_name: 'Doe' }],
};

const PRODUCTS = ['ssl_plus', 'ssl_basic', 'client_premium'].map((name_id) => ({
	group_name: 'ssl_certificate',
	name_id,
	name: name_id,
	type: 'ssl_certificate',
}));

const ANSWERS: Record<string, unknown> = {
	'/order/certificate': { orders: ROWS, page: page(ROWS) },
	...Object.fromEntries(ROWS.map((one) => [`/order/certificate/${Number(one.id)}`, info(one)])),
	'/domain': { domains: DOMAINS, page: page(DOMAINS) },
	'/organization/117483': ORGANIZATION,
	'/product': { products: PRODUCTS },
};

const published = forAllTests(
	async () =>
		await startReceiver(({ method, url }) => {
			const body = ANSWERS[(url.split('?')[0] ?? '').replace('/services/v2', '')];
			return method === 'GET' && body ? { body } : { status: 404, body: { errors: [] } };
		}),
	async ({ close }) => await close(),
);

const run = async (operation: string, parameters: INodeParameters) => {
	const digiCertApi = {
		...credentialOf(simulator),
		servicesUrl: `${published.origin}/services/v2`,
	};
	const { outputs, error } = await order(operation, parameters, [{}], {
		credentials: { digiCertApi },
	});
	expect(error).toBeUndefined();
	return outputs.map((items) => jsons(items));
};

describe('By bodies that others have published', () => {
	test('Plan Renewals tells what is due, and which domain comes first', async () => {
		const [items] = await run('planRenewals', { returnAll: true });
		expect(items).toMatchObject([
			{
				action: 'reissue',
				orderId: 1,
				commonName: 'client.example.com',
				dnsNames: ['client.example.com', 'client1.example.com'],
				product: 'ssl_basic',
				validTill: day(14),
				orderValidTill: day(180),
			},
			{ action: 'validateDomain', domainId: 2, domainName: 'example.net', orderIds: [2] },
		]);
	});

	const form = async (commonName: string): Promise<INodeParameters> => ({
		product: byId('ssl_basic'),
		commonName,
		csr: await newCsr(commonName),
		signatureHash: 'sha256',
		organization: byId('117483'),
	});

	test('Validate finds an order ready', async () => {
		const [ready, notReady] = await run('validate', await form('shop.example.com'));
		expect(notReady).toEqual([]);
		expect(ready).toMatchObject([{ ready: true, problems: [] }]);
	});

	test('Validate names the domain that is not validated', async () => {
		const [, notReady] = await run('validate', await form('shop.example.net'));
		expect(notReady).toMatchObject([
			{ problems: ['The validation of example.net is not current'], whoActs: 'domain owner' },
		]);
	});
});
