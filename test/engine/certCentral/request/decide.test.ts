import { X509Certificate } from 'node:crypto';
import type { IDataObject, INodeListSearchResult, INodeParameters } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import type { FaultName } from '../../../../sandbox/simulator/faults';
import { loadOptionsContext } from '../../../support/engine';
import type { RunOptions } from '../../../support/certCentral';
import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	linksOf,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
	purchases,
	textOf,
} from '../../../support/certCentral';
import { useSimulator } from '../../../support/use';

/** Certificates, requests, organizations, products, and the lists of the form. */

const simulator = useSimulator();

const call = async (
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
	options: RunOptions = {},
) => await certCentral(simulator, { resource, operation, ...parameters }, items, options);

const place = async (...names: string[]) =>
	await placed(
		simulator,
		await Promise.all(names.map(async (name) => await orderOf(`${name}.example.com`))),
	);

describe('Certificate > Download', () => {
	const download = async (id: number, format: string, more: INodeParameters = {}) =>
		await call('certificate', 'download', { orderId: byId(id), format, ...more });

	const certificates = (text: unknown) =>
		String(text)
			.split(/(?<=-----END CERTIFICATE-----)\n?/)
			.filter((pem) => pem.includes('BEGIN'))
			.map((pem) => new X509Certificate(pem));

	test.each([
		['pem_nointermediate', 1],
		['pem_noroot', 2],
		['pem_all', 3],
	])('%s is text with %s certificate(s), each signed by the next', async (format, count) => {
		const [id = 0] = await place('instant');
		const [order] = await ordersOf(simulator);
		const { outputs } = await download(id, format);
		const json = outputs[0]?.[0]?.json ?? {};
		expect(json).toMatchObject({ orderId: id, certificateId: order?.certificateId, format });
		expect(json.certificate).not.toContain('\r');
		const chain = certificates(json.certificate);
		expect(chain).toHaveLength(count);
		chain.slice(0, -1).forEach((link, at) => {
			expect(link.verify(chain[at + 1]?.publicKey ?? link.publicKey)).toBe(true);
		});
		const [leaf] = chain;
		expect(leaf?.checkHost('instant.example.com')).toBe('instant.example.com');
		expect(json.serialNumber).toBe(leaf?.serialNumber);
		expect(json.validTo).toBe(new Date(leaf?.validTo ?? '').toISOString());
		if (count === 3) expect(chain[2]?.verify(chain[2].publicKey)).toBe(true);
	});

	test.each([
		['pem_noroot', 'pem', 'application/x-pem-file'],
		['p7b', 'p7b', 'application/x-pkcs7-certificates'],
		['default_pem', 'zip', 'application/zip'],
		['apache', 'zip', 'application/zip'],
	])('%s becomes a file where one is wanted', async (format, fileExtension, mimeType) => {
		const [id = 0] = await place('instant');
		const { outputs } = await download(id, format, { options: { binaryPropertyName: 'file' } });
		const file = outputs[0]?.[0]?.binary?.file;
		expect(file).toMatchObject({ fileExtension, mimeType });
		const bytes = Buffer.from(file?.data ?? '', 'base64').toString('latin1');
		expect(bytes).toContain(format === 'p7b' ? 'BEGIN PKCS7' : 'BEGIN CERTIFICATE');
	});

	test('an archive is a file without being asked', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await download(id, 'default_pem');
		expect(outputs[0]?.[0]?.binary?.data).toBeDefined();
		expect(outputs[0]?.[0]?.json).not.toHaveProperty('certificate');
	});

	test('by certificate ID', async () => {
		await place('instant');
		const [order] = await ordersOf(simulator);
		const { outputs } = await call('certificate', 'download', {
			downloadBy: 'certificate',
			certificateId: String(order?.certificateId),
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ certificateId: order?.certificateId });
		expect(callsOf(simulator, 'GET', /order\/certificate\/\d/)).toEqual([]);
	});

	test('an expired certificate can still be had', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(500 * 86_400);
		const { error } = await download(id, 'pem_all');
		expect(error).toBeUndefined();
	});

	test('an order that is not issued is told before any download', async () => {
		const [id = 0] = await place('stuck');
		const run = await download(id, 'pem_all');
		expect(textOf(run)).toContain(`Order ${id} is "pending", so there is no certificate`);
		expect(callsOf(simulator, 'GET', /download/)).toEqual([]);
	});

	test('another certificate than the expected one is refused', async () => {
		const [id = 0] = await place('instant');
		await simulator.fault('wrongCertificate');
		const run = await download(id, 'pem_noroot');
		expect(textOf(run)).toContain('DigiCert sent another certificate');
		expect(textOf(run)).toContain('do not install what came');
	});

	test.each<[FaultName, string]>([
		['htmlBody', 'pem_all'],
		['htmlBody', 'default_pem'],
		['emptyBody', 'p7b'],
		['truncatedJson', 'pem_all'],
	])('%s under status 200 is no %s', async (fault, format) => {
		const [id = 0] = await place('instant');
		await simulator.fault(fault, { match: { path: 'download' } });
		const run = await download(id, format);
		expect(textOf(run)).toContain('is not a whole file of this format');
	});
});

describe('Request', () => {
	const decide = async (operation: string, parameters: INodeParameters) =>
		await call('request', operation, parameters);

	async function waiting() {
		const [id = 0] = await place('needs-approval');
		const [order] = await ordersOf(simulator);
		return { id, requestId: order?.requests[0]?.id ?? 0 };
	}

	test('lists what waits, or what was decided', async () => {
		const { requestId } = await waiting();
		await place('plain');
		const pending = await call('request', 'getAll', { status: 'pending' });
		expect(jsons(pending.outputs[0])).toMatchObject([{ id: requestId, status: 'pending' }]);
		const all = await call('request', 'getAll', { status: 'all', returnAll: true });
		expect(all.outputs[0]).toHaveLength(2);
	});

	test.each(['approve', 'reject'])('%s by the order, with a comment', async (operation) => {
		const { id, requestId } = await waiting();
		const { outputs } = await decide(operation, { orderId: byId(id), processorComment: 'CHG0042' });
		const status = operation === 'approve' ? 'approved' : 'rejected';
		expect(jsons(outputs[0])).toEqual([{ requestId, orderId: id, status, changed: true }]);
		const [put] = callsOf(simulator, 'PUT');
		expect(JSON.parse(put?.body ?? '')).toEqual({ status, processor_comment: 'CHG0042' });
		const [order] = await ordersOf(simulator);
		expect(order?.requests).toMatchObject([{ id: requestId, status }]);
	});

	test('approve by the request', async () => {
		const { id, requestId } = await waiting();
		const { outputs } = await decide('approve', { requestId: byId(requestId) });
		expect(jsons(outputs[0])).toMatchObject([{ requestId, orderId: id, changed: true }]);
	});

	test('what is decided so already is left as it is', async () => {
		const { id } = await waiting();
		await decide('approve', { orderId: byId(id) });
		const { outputs } = await decide('approve', { orderId: byId(id) });
		expect(jsons(outputs[0])).toMatchObject([{ status: 'approved', changed: false }]);
		expect(callsOf(simulator, 'PUT')).toHaveLength(1);
	});

	test('what is decided the other way is refused', async () => {
		const { id, requestId } = await waiting();
		await decide('approve', { orderId: byId(id) });
		const run = await decide('reject', { orderId: byId(id) });
		expect(textOf(run)).toContain(`Request ${requestId} is "approved" already`);
	});

	test.each<FaultName>(['connectionCut', 'badGateway', 'requestLost'])(
		'a lost answer is looked up: %s',
		async (fault) => {
			const { id } = await waiting();
			await simulator.fault(fault, { remaining: 1, match: { method: 'PUT' } });
			const { outputs, error } = await decide('approve', { orderId: byId(id) });
			expect(error).toBeUndefined();
			expect(jsons(outputs[0])).toMatchObject([{ status: 'approved', changed: true }]);
			expect(callsOf(simulator, 'PUT')).toHaveLength(fault === 'requestLost' ? 2 : 1);
		},
	);

	test.each([
		['the decision was made', 'connectionCut', 'approved'],
		['it was not', 'requestLost', 'pending'],
	] as const)('a lost answer and a lost look-up are unclear: %s', async (_title, fault, status) => {
		const { id, requestId } = await waiting();
		await simulator.fault(fault, { remaining: 1, match: { method: 'PUT' } });
		await simulator.fault('badGateway', { match: { method: 'GET', path: '/request/\\d+$' } });
		const run = await call('request', 'approve', { orderId: byId(id) }, [{}], {
			onError: 'continueRegularOutput',
		});
		const [json] = jsons(run.outputs[0]);
		expect(json?.error).toContain(`It is not known whether request ${requestId} was decided`);
		expect(json?.details).toMatchObject({
			ids: { requestId },
			retryable: true,
			nextStep: expect.stringContaining('Run the same item again'),
		});
		expect(JSON.stringify(json)).not.toContain('Nothing was done');
		expect(callsOf(simulator, 'PUT')).toHaveLength(1);
		const [order] = await ordersOf(simulator);
		expect(order?.requests).toMatchObject([{ status }]);
	});

	test('two who approve at once are both told that it is approved, and who did it', async () => {
		const { id, requestId } = await waiting();
		await simulator.fault('slowAnswer', { remaining: 2, match: { method: 'GET' }, delayMs: 400 });
		const runs = await Promise.all(
			[1, 2].map(async () => await decide('approve', { orderId: byId(id) })),
		);
		expect(
			callsOf(simulator, 'PUT')
				.map(({ status }) => status)
				.sort(),
		).toEqual([204, 400]);
		const items = runs.flatMap(({ outputs }) => jsons(outputs[0]));
		expect(items).toMatchObject([1, 2].map(() => ({ requestId, status: 'approved' })));
		expect(items.map(({ changed }) => changed).sort()).toEqual([false, true]);
	});

	test('one who approves and one who rejects at once: the slower one is refused', async () => {
		const { id, requestId } = await waiting();
		await simulator.fault('slowAnswer', { remaining: 2, match: { method: 'GET' }, delayMs: 400 });
		const runs = await Promise.all(
			['approve', 'reject'].map(
				async (operation) => await decide(operation, { orderId: byId(id) }),
			),
		);
		const refused = runs.filter(({ error }) => error);
		expect(refused).toHaveLength(1);
		const [order] = await ordersOf(simulator);
		const status = order?.requests[0]?.status;
		expect(refused.map(textOf).join()).toContain(`Request ${requestId} is "${status}" already`);
	});

	test('a key that may not decide is told so, after a look that nothing was decided', async () => {
		const { id, requestId } = await waiting();
		const digiCertApi = {
			...credentialOf(simulator),
			apiKey: simulator.keys.digicertViewOnlyKey,
		};
		const parameters = { resource: 'request', operation: 'approve', orderId: byId(id) };
		const run = await certCentral(simulator, parameters, [{}], { credentials: { digiCertApi } });
		expect(textOf(run)).toContain('The API key lacks the right for this');
		expect(callsOf(simulator, 'PUT', /request/)).toHaveLength(1);
		const looks = callsOf(simulator, 'GET', /request/).map(({ path }) => path);
		expect(looks).toEqual([`/services/v2/request/${requestId}`]);
	});

	test('neither request nor order is refused before any call', async () => {
		const run = await decide('approve', {});
		expect(textOf(run)).toContain("'Request' is empty, and so is 'Order'");
		expect(callsOf(simulator)).toEqual([]);
	});

	test('a request of another order is refused', async () => {
		const { requestId } = await waiting();
		const [other = 0] = await place('plain');
		const run = await decide('approve', { requestId: byId(requestId), orderId: byId(other) });
		expect(textOf(run)).toContain(`not to 'Order' ${other}`);
		expect(callsOf(simulator, 'PUT')).toEqual([]);
	});

	test('an order without a request says so', async () => {
		const run = await decide('approve', { orderId: byId(17) });
		expect(textOf(run)).toContain('No order with this ID in the account');
	});
});

const organizations = (count: number) =>
	Array.from({ length: count }, (_, at) => ({
		id: 1_850_011 + at,
		name: `Example ${at}`,
		address: '1 Example Street',
		city: 'Lehi',
		state: 'Utah',
		zip: '84043',
		country: 'us',
		telephone: '555-0100',
		containerId: simulator.keys.divisionId,
		status: 'active',
		validations: ['ov'],
	}));

describe('Organization > Get Many', () => {
	test('returns all pages', async () => {
		await simulator.seed({ organizations: organizations(2300) });
		const run = await call('organization', 'getAll', { returnAll: true });
		expect(new Set(jsons(run.outputs[0]).map(({ id }) => id)).size).toBe(2300);
		const pages = callsOf(simulator, 'GET', /organization/).map(({ query }) => query);
		expect(pages).toEqual([
			'?limit=1000&offset=0',
			'?limit=1000&offset=1000',
			'?limit=1000&offset=2000',
		]);
	});

	test('asks for no more than the limit', async () => {
		await simulator.seed({ organizations: organizations(1500) });
		const run = await call('organization', 'getAll', { limit: 1200 });
		expect(run.outputs[0]).toHaveLength(1200);
		expect(callsOf(simulator, 'GET').at(-1)?.query).toBe('?limit=200&offset=1000');
	});

	test('with validation, where it is wanted', async () => {
		await call('organization', 'getAll', { includeValidation: true });
		expect(callsOf(simulator, 'GET')[0]?.query).toContain('include_validation=true');
	});
});

describe('Product', () => {
	test('lists what the account may order', async () => {
		const run = await call('product', 'getAll', {}, [{}, {}]);
		expect(jsons(run.outputs[0])).toContainEqual(expect.objectContaining({ name_id: 'ssl_basic' }));
		expect(new Set(linksOf(run)[0])).toEqual(new Set([0, 1]));
	});

	test('tells what one allows', async () => {
		const { outputs } = await call('product', 'get', {
			productNameId: byId('ssl_basic'),
			containerId: byId('610400'),
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({
			name_id: 'ssl_basic',
			server_platforms: expect.arrayContaining([expect.objectContaining({ id: 2 })]),
		});
		expect(callsOf(simulator, 'GET')[0]?.query).toBe('?container_id=610400');
	});

	test('does not know every name', async () => {
		const run = await call('product', 'get', { productNameId: byId('ssl_nothing') });
		expect(textOf(run)).toContain('The account does not know this product');
	});
});

describe('Lists of the form', () => {
	const node = new DigiCertCertCentral();

	type Search = (filter?: string, token?: string) => Promise<INodeListSearchResult>;

	function form(apiKey = simulator.keys.digicertApiKey) {
		const context = loadOptionsContext({
			node,
			parameters: {},
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

describe('Custom fields of an order', () => {
	const fields = (...given: INodeParameters[]) =>
		orderParameters({ additionalFields: { customFields: { field: given } } });

	test('that the account requires are checked before anything is sent', async () => {
		const items = [await orderOf('one.example.com'), await orderOf('two.example.com')];
		const run = await certCentral(simulator, fields({ metadataId: 22, value: 'CHG0042' }), items);
		expect(run.error?.message).toBe(
			`2 item(s) were refused and nothing was sent. [item 0] 'Custom Fields' lacks "Cost center", which the account requires`,
		);
		expect(callsOf(simulator).map(({ path }) => path.split('/').pop())).toEqual(['metadata']);
	});

	test('are left to DigiCert where the key may not read them', async () => {
		const credentials = {
			digiCertApi: { ...credentialOf(simulator), apiKey: simulator.keys.digicertOrdersOnlyKey },
		};
		const items = [await orderOf('unread.example.com')];
		const run = await certCentral(simulator, fields(), items, { credentials });
		expect(textOf(run)).toContain('The custom field "Cost center" is required.');
		expect(purchases(simulator)).toHaveLength(1);
		expect(await ordersOf(simulator)).toEqual([]);
	});
});
