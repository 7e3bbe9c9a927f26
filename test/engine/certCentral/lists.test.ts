import type { INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { byId, callsOf, credentialOf } from '../../support/certCentral';
import { loadOptionsContext } from '../../support/engine';
import { useAccount } from './account';

const { simulator, place, organizations } = useAccount();

describe('Lists of the form', () => {
	const node = new DigiCertCertCentral();

	type Search = (filter?: string, token?: string) => Promise<INodeListSearchResult>;

	function form(apiKey = simulator.keys.digicertApiKey, parameters: INodeParameters = {}) {
		const context = loadOptionsContext({
			node,
			parameters,
			credentials: { digiCertApi: { ...credentialOf(simulator), apiKey } },
		});
		const search = (name: keyof DigiCertCertCentral['methods']['listSearch']): Search =>
			node.methods.listSearch[name].bind(context);
		const fields = node.methods.loadOptions.getCustomFields.bind(context);
		return { search, fields };
	}

	test('orders, searched by DigiCert', async () => {
		const [id] = await place('wanted', 'other');
		const { results } = await form().search('searchOrders')('wanted');
		expect(results).toEqual([{ name: `wanted.example.com (${id}, pending)`, value: String(id) }]);
		expect(callsOf(simulator, 'GET').at(-1)?.query).toContain('filters%5Bsearch%5D=%25wanted');
	});

	test('organizations, page by page', async () => {
		await simulator.seed({ organizations: organizations(150) });
		const search = form().search('searchOrganizations');
		const first = await search();
		const second = await search('', String(first.paginationToken));
		expect([first.results.length, second.results.length]).toEqual([100, 50]);
		expect(second.paginationToken).toBeUndefined();
		expect((await search('example 17')).results).toHaveLength(1);
	});

	test('a filter reads on until a page of results is full', async () => {
		const named = (id: number) => (id % 4 === 0 ? 'Wanted' : 'Example');
		const all = organizations(4000).map((one) => ({ ...one, name: `${named(one.id)} ${one.id}` }));
		await simulator.seed({ organizations: all });
		const search = form().search('searchOrganizations');
		const found: string[] = [];
		let token: string | undefined = '0';
		for (let page = 0; token !== undefined; page++) {
			const { results, paginationToken }: INodeListSearchResult = await search('wanted', token);
			if (page === 0) expect(results.length).toBeGreaterThanOrEqual(100);
			found.push(...results.map(({ value }) => String(value)));
			token = paginationToken === undefined ? undefined : String(paginationToken);
		}
		expect(new Set(found).size).toBe(1000);
		expect(found).toHaveLength(1000);
	});

	test('a filter that nothing passes ends with the list, or asks to go on after 5,000 rows', async () => {
		await simulator.seed({ organizations: organizations(1500) });
		const search = form().search('searchOrganizations');
		expect(await search('nothing')).toEqual({ results: [] });
		expect(callsOf(simulator, 'GET', /organization/)).toHaveLength(2);
		await simulator.seed({ organizations: organizations(5001) });
		expect(await search('nothing')).toEqual({ results: [], paginationToken: '5000' });
		expect(await search('nothing', '5000')).toEqual({ results: [] });
	});

	test('server platforms of the product that the order is of', async () => {
		const [id = 0] = await place('instant');
		const platforms = form(undefined, { orderId: byId(id) }).search('searchServerPlatforms');
		expect(await platforms('ngi')).toEqual({ results: [{ name: 'nginx', value: '45' }] });
		expect((await platforms()).results.map(({ name }) => name)).toEqual(['Apache', 'nginx']);
		expect(callsOf(simulator, 'GET', /product\/ssl_basic/)).not.toEqual([]);
	});

	test('server platforms without an order say what to do', async () => {
		const platforms = form().search('searchServerPlatforms');
		await expect(platforms()).rejects.toThrow(/Choose the 'Order' first. By ID works/);
	});

	test('server platforms of the product that is to be ordered', async () => {
		const platforms = form(undefined, { product: byId('ssl_basic') }).search(
			'searchProductPlatforms',
		);
		expect((await platforms()).results).toEqual([
			{ name: 'Apache', value: '2' },
			{ name: 'nginx', value: '45' },
		]);
		expect(callsOf(simulator, 'GET', /product\/ssl_basic/)).toHaveLength(1);
	});

	test.each(['ssl', '={{ $json.product }}', ''])(
		'server platforms of a product that is not known yet say what to do: "%s"',
		async (product) => {
			const platforms = form(undefined, { product: byId(product) }).search(
				'searchProductPlatforms',
			);
			await expect(platforms()).rejects.toThrow(/Choose a 'Product' first. By ID works/);
			expect(callsOf(simulator)).toEqual([]);
		},
	);

	test('issuing CAs of the product, or of all where DigiCert picks it', async () => {
		const of = (product: string) =>
			form(undefined, { product: byId(product) }).search('searchCaCertificates')();
		const [one, all] = [await of('ssl_basic'), await of('ssl')];
		const ids = ({ results }: INodeListSearchResult) => results.map(({ value }) => value);
		expect(ids(one)).not.toEqual([]);
		expect(new Set(ids(all)).size).toBe(ids(all).length);
		expect(ids(all)).toEqual(expect.arrayContaining(ids(one)));
		expect(ids(all).length).toBeGreaterThan(ids(one).length);
	});

	test('pending requests, containers, products', async () => {
		const [id] = await place('needs-approval');
		const { search } = form();
		expect((await search('searchRequests')()).results).toEqual([
			{ name: expect.stringContaining('needs-approval.example.com'), value: expect.any(String) },
		]);
		expect((await search('searchContainers')('shops')).results).toHaveLength(1);
		const products = await search('searchProducts')('basic');
		expect(products.results.map(({ value }) => value)).toEqual([
			'ssl',
			'ssl_basic',
			'ssl_ev_basic',
		]);
		const identifiers = await search('searchProductIdentifiers')();
		expect(identifiers.results.map(({ value }) => value)).not.toContain('ssl');
		expect(id).toBeDefined();
	});

	test('a list that the key may not read names the missing right', async () => {
		const { search } = form(simulator.keys.digicertOrdersOnlyKey);
		await expect(search('searchOrganizations')()).rejects.toThrow(
			/The API key lacks the right for this.+By ID works without this list/,
		);
	});

	test('a list with a wrong key says so', async () => {
		const { search } = form('WRONG0KEY');
		await expect(search('searchOrders')()).rejects.toThrow('DigiCert does not know this API key');
		await expect(search('searchProducts')()).rejects.toThrow('does not know this API key');
		await expect(search('searchOrders')()).rejects.not.toThrow('By ID works');
	});

	test('custom fields that the key may not read name the missing right, and the way around', async () => {
		const { fields } = form(simulator.keys.digicertOrdersOnlyKey);
		await expect(fields()).rejects.toThrow(
			/The API key lacks the right for this.+An expression gives the ID without this list/,
		);
	});

	test('custom fields, the required ones marked', async () => {
		expect(await form().fields()).toEqual([
			{ name: 'Cost center (Required)', value: 21, description: 'Who pays for this certificate' },
			{ name: 'Ticket', value: 22, description: 'Number of the change ticket' },
		]);
	});
});
