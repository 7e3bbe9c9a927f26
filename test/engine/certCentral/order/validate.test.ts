import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	callsOf,
	credentialOf,
	jsons,
	ORGANIZATION,
	orderOf,
} from '../../../support/certCentral';
import { useAccount } from '../account';

const { simulator, call, organizations } = useAccount();

const FORM: INodeParameters = {
	product: byId('ssl_basic'),
	typeHint: 'ov',
	commonName: '={{ $json.commonName }}',
	csr: '={{ $json.csr }}',
	signatureHash: 'sha256',
	organization: byId(ORGANIZATION),
};

const validate = async (
	more: INodeParameters = {},
	items?: IDataObject[],
	apiKey = simulator.keys.digicertApiKey,
) =>
	await call(
		'order',
		'validate',
		{ ...FORM, ...more },
		items ?? [await orderOf('shop.example.com')],
		{
			credentials: { digiCertApi: { ...credentialOf(simulator), apiKey } },
		},
	);

describe('Validate', () => {
	test('an order that nothing holds up leaves by Ready, and nothing is ordered', async () => {
		const { outputs } = await validate();
		expect(outputs.map((items) => items.length)).toEqual([1, 0]);
		expect(jsons(outputs[0])).toMatchObject([
			{ ready: true, commonName: 'shop.example.com', problems: [], whoActs: 'nobody' },
		]);
		expect(callsOf(simulator, 'POST')).toEqual([]);
	});

	test.each<[string, INodeParameters, Record<string, unknown>, RegExp, string]>([
		[
			'a product that the account has not',
			{ product: byId('ssl_cloud') },
			{},
			/may not order the product ssl_cloud/,
			'workflow owner',
		],
		[
			'an organization that is not there',
			{ organization: byId(7) },
			{},
			/has no organization 7/,
			'certificate manager',
		],
		[
			'a domain whose validation has ended',
			{},
			{ domains: [{ name: 'example.com', validated: false }] },
			/validation of example\.com is not current/,
			'domain owner',
		],
	])(
		'%s leaves by Not Ready, with who can put it right',
		async (_title, form, seed, words, who) => {
			await simulator.seed(seed);
			const { outputs } = await validate(form);
			expect(outputs.map((items) => items.length)).toEqual([0, 1]);
			expect(jsons(outputs[1])).toMatchObject([
				{ ready: false, problems: [expect.stringMatching(words)], whoActs: who },
			]);
		},
	);

	test('a domain that nobody has added is told by its name', async () => {
		const { outputs } = await validate({}, [await orderOf('www.example.edu')]);
		expect(jsons(outputs[1])[0]?.problems).toEqual([
			'The account has no domain for www.example.edu',
		]);
	});

	test.each([
		['inactive', { status: 'inactive' }, /is not active/],
		['not validated', { validations: [] }, /is not validated for OV/],
	])('an organization that is %s is told', async (_title, more, words) => {
		const [own] = organizations(1);
		await simulator.seed({ organizations: [{ ...own, id: ORGANIZATION, ...more }] });
		const { outputs } = await validate();
		expect(jsons(outputs[1])[0]?.problems).toEqual([expect.stringMatching(words)]);
	});

	test('many orders cost no more calls than one', async () => {
		const one = await orderOf('shop.example.com');
		const { outputs } = await validate(
			{},
			Array.from({ length: 30 }, () => one),
		);
		expect(outputs[0]).toHaveLength(30);
		expect(
			callsOf(simulator)
				.map(({ path }) => path)
				.sort(),
		).toEqual([
			'/services/v2/domain',
			`/services/v2/organization/${ORGANIZATION}`,
			'/services/v2/product',
		]);
	});

	test('what the key may not see is named, and holds nothing up', async () => {
		const { outputs } = await validate({}, undefined, simulator.keys.digicertOrdersOnlyKey);
		expect(jsons(outputs[0])).toMatchObject([
			{ ready: true, notChecked: ['organization', 'domains'] },
		]);
	});

	test('DV needs no organization, and its names are proven with the order', async () => {
		await simulator.seed({ domains: [{ name: 'example.com', validated: false }] });
		const form = { product: byId('ssl_dv_geotrust_flex'), organization: byId('') };
		const { outputs } = await validate(form);
		expect(jsons(outputs[0])).toMatchObject([{ ready: true }]);
	});
});
