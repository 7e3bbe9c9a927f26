import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	callsOf,
	certCentral,
	jsons,
	listCalls,
	orderOf,
	orderParameters,
	textOf,
} from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order } = useOrders();

const DAY = 86_400;

/** Issued so long ago, under orders of a year: from 185 days on they are due. */
async function ordered(
	names: string[],
	daysAgo = 185,
	more: IDataObject = {},
	form: INodeParameters = {},
): Promise<number[]> {
	await simulator.advance(-daysAgo * DAY);
	const items = await Promise.all(names.map(async (name) => await orderOf(name, more)));
	const { outputs, error } = await certCentral(simulator, orderParameters(form), items);
	if (error) throw error;
	await simulator.advance(daysAgo * DAY);
	return jsons(outputs[0]).map(({ orderId }) => Number(orderId));
}

const plan = async (more: INodeParameters = {}) => {
	const { outputs, error } = await order('planRenewals', { returnAll: true, ...more });
	if (error) throw error;
	return jsons(outputs[0]);
};

const lapsed = async (...names: string[]) =>
	await simulator.seed({ domains: names.map((name) => ({ name, validated: false })) });

const infos = () => callsOf(simulator, 'GET', /certificate\/\d+$/);

const INSTANT = ['instant-1.example.com', 'instant-2.example.com', 'instant.example.org'];

describe('Plan Renewals', () => {
	test('tells what is due, and leaves what is young', async () => {
		const [due] = await ordered(['instant.example.com']);
		await ordered(['instant.example.net'], 30);
		const items = await plan();
		expect(items).toMatchObject([
			{ action: 'reissue', orderId: due, commonName: 'instant.example.com', whoActs: 'nobody' },
		]);
		expect(String(items[0]?.wouldEndOn) > String(items[0]?.validTill)).toBe(true);
		expect(items[0]).not.toHaveProperty('csr');
	});

	test('tells what has expired before all, as long as its order runs on', async () => {
		await ordered(['instant-1.example.com']);
		const [expired] = await ordered(['instant.example.com'], 210);
		await ordered(['instant-2.example.com'], 400);
		expect(await plan()).toMatchObject([
			{ action: 'reissue', orderId: expired, urgent: true },
			{ action: 'reissue', commonName: 'instant-1.example.com' },
		]);
	});

	test('tells one validation for each domain that holds orders up, and reads none of them', async () => {
		await ordered(INSTANT);
		await lapsed('example.com');
		const items = await plan();
		expect(items.map(({ action }) => action).sort()).toEqual(['reissue', 'validateDomain']);
		const domain = items.find(({ action }) => action === 'validateDomain');
		expect(domain).toMatchObject({
			domainName: 'example.com',
			domainId: expect.any(Number),
			orders: 2,
			orderIds: [expect.any(Number), expect.any(Number)],
			whoActs: 'domain owner',
		});
		// That of the order whose domain is validated.
		expect(infos()).toHaveLength(1);
	});

	test('of an order with names in two domains asks for both', async () => {
		await ordered(['instant.example.com'], 185, { dnsNames: 'a.example.net' });
		await lapsed('example.com', 'example.net');
		const items = await plan();
		expect(items.map(({ domainName }) => domainName).sort()).toEqual([
			'example.com',
			'example.net',
		]);
	});

	test('of one domain looks at no other', async () => {
		await ordered([...INSTANT, 'instant.notexample.com']);
		const items = await plan({ orders: 'domain', domainName: 'Example.COM.' });
		expect(items.map(({ commonName }) => commonName).sort()).toEqual(INSTANT.slice(0, 2));
	});

	test('ahead tells what comes, on its day', async () => {
		await ordered(['instant.example.com'], 30);
		expect(await plan()).toEqual([]);
		const [item] = await plan({ lookAhead: 400 });
		expect(item).toMatchObject({ action: 'wait', urgent: false });
		expect(item?.nextStep).toContain(String(item?.dueOn));
	});

	test('ahead tells the domain whose validation ends before, and that it can be validated by now', async () => {
		const [id] = await ordered(['instant.example.com'], 30);
		const validatedAt = Date.now() - 190 * DAY * 1000;
		await simulator.seed({ domains: [{ name: 'example.com', validated: true, validatedAt }] });
		const items = await plan({ lookAhead: 400 });
		expect(items).toMatchObject([
			{ action: 'wait', orderId: id, domainsToValidate: ['example.com'] },
			{ action: 'validateDomain', orderIds: [id], urgent: false },
		]);
		expect(items[1]?.validatedUntil).toBe(
			new Date(validatedAt + 199 * DAY * 1000).toISOString().slice(0, 10),
		);
	});

	test('gives the CSR on file where it is wanted, for a reissue with the same key', async () => {
		const csr = await newCsr('instant.example.com');
		await ordered(['instant.example.com'], 185, { csr });
		const [item] = await plan({ options: { includeCsr: true } });
		expect(String(item?.csr).replace(/\s/g, '')).toBe(csr.replace(/\s/g, ''));
	});

	test('an order that ends with its certificate is to be renewed, which costs money', async () => {
		const [id] = await ordered(
			['instant.example.com'],
			185,
			{},
			{
				orderValidityType: 'days',
				orderValidityDays: 199,
			},
		);
		expect(await plan()).toMatchObject([
			{ action: 'renew', orderId: id, whoActs: 'certificate manager' },
		]);
	});

	test('the most urgent come first, and a limit keeps them', async () => {
		await ordered(['instant-1.example.com']);
		const [urgent] = await ordered(['instant-2.example.com'], 195);
		const items = await plan({ returnAll: false, limit: 1 });
		expect(items).toMatchObject([{ orderId: urgent, urgent: true }]);
		expect(infos()).toHaveLength(1);
	});

	test('leaves an order alone that DigiCert reissues by itself, and says so', async () => {
		const [id] = await ordered(
			['instant.example.com'],
			185,
			{},
			{
				additionalFields: { autoReissue: true },
			},
		);
		expect(await plan()).toMatchObject([
			{ action: 'leave', orderId: id, reason: expect.stringContaining('auto-reissue') },
		]);
	});

	test('leaves an order alone that has been renewed', async () => {
		const [id] = await ordered(['instant.example.com']);
		await ordered(['instant.example.com'], 0, {}, { additionalFields: { renewalOfOrderId: id } });
		expect(await plan()).toEqual([]);
	});

	test('leaves an order alone whose reissue waits for an approver', async () => {
		const [id = 0] = await ordered(['instant.example.com']);
		await order('reissue', { orderId: byId(id), csr: await newCsr('instant.example.com') });
		expect(await plan()).toEqual([]);
	});

	test('a key that may not see domains leaves them to DigiCert', async () => {
		const [id] = await ordered(['instant.example.com']);
		await lapsed('example.com');
		const credentials = {
			digiCertApi: {
				apiKey: simulator.keys.digicertOrdersOnlyKey,
				region: 'custom',
				servicesUrl: simulator.servicesUrl,
			},
		};
		const run = await order('planRenewals', { returnAll: true }, [{}], { credentials });
		expect(jsons(run.outputs[0])).toMatchObject([{ action: 'reissue', orderId: id }]);
	});

	test('sends nothing where the domain is missing', async () => {
		const run = await order('planRenewals', {
			orders: 'domain',
			domainName: '={{ $json.missing }}',
		});
		expect(textOf(run)).toContain("'Domain' is empty");
		expect(listCalls(simulator)).toEqual([]);
	});
});
