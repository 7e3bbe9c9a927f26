import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId, callsOf, jsons, ORGANIZATION, textOf } from '../../../support/certCentral';
import { credentialsThrough } from '../../../support/changedAnswers';
import { useBetween } from '../../../support/use';
import { useAccount } from '../account';

const { simulator, call } = useAccount();
const between = useBetween(simulator);

const DAY = 86_400;

const domain = async (operation: string, parameters: INodeParameters) => {
	const { outputs, error } = await call('domain', operation, parameters);
	if (error) throw error;
	return jsons(outputs[0])[0] ?? {};
};

const create = async (more: INodeParameters = {}) =>
	await domain('create', {
		domainName: 'shop.example.com',
		organizationId: byId(ORGANIZATION),
		...more,
	});

/** As a DNS node would write it. */
const publish = async ({ recordFqdn, recordType, recordValue }: IDataObject) =>
	await simulator.seed({ dns: [{ name: recordFqdn, type: recordType, value: recordValue }] });

const check = async ({ domainId }: IDataObject) =>
	await domain('checkDcv', { domainId: byId(domainId) });

describe('A domain', () => {
	test.each([
		['dns-txt-token', 'TXT', 'shop', 'shop.example.com'],
		['dns-cname-token', 'CNAME', '_dnsauth.shop', '_dnsauth.shop.example.com'],
	])('is added with its record ready for a DNS node: %s', async (dcvMethod, type, name, fqdn) => {
		const item = await create({ dcvMethod, dnsZones: 'example.com' });
		expect(item).toMatchObject({
			domainName: 'shop.example.com',
			recordType: type,
			recordName: name,
			recordZone: 'example.com',
			recordFqdn: fqdn,
			changed: true,
		});
		expect(String(item.recordExpires)).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
		expect(await check(item)).toMatchObject({ validated: false, whoActs: 'DNS administrator' });
		await publish(item);
		expect(await check(item)).toMatchObject({ validated: true });
	});

	test('is added once, be its answer lost', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		const items = [await create(), await create()];
		expect(items).toMatchObject([{ changed: true, recovered: true }, { changed: false }]);
		expect(new Set(items.map(({ domainId }) => domainId)).size).toBe(1);
		expect(callsOf(simulator, 'POST', /domain$/)).toHaveLength(1);
	});

	test.each([
		[false, 'shop.example.com'],
		[true, 'www.shop.example.com'],
	])('with www in front is taken without it, unless it is kept: %s', async (keepWww, name) => {
		const item = await create({ domainName: 'www.shop.example.com', keepWww });
		expect(item).toMatchObject({ domainName: name });
	});

	test('whose name is in no zone that is given is refused with nothing sent', async () => {
		const run = await call('domain', 'create', {
			domainName: 'shop.example.com',
			organizationId: byId(ORGANIZATION),
			dnsZones: 'example.net',
		});
		expect(textOf(run)).toContain('holds no zone for shop.example.com');
		expect(callsOf(simulator, 'POST')).toEqual([]);
	});

	test('by email says who has got mails', async () => {
		const item = await create({ dcvMethod: 'email' });
		expect(item).toMatchObject({ recordType: 'EMAIL', whoActs: 'domain owner' });
		expect(item.emails).toContain('admin@shop.example.com');
	});

	test('is submitted again by another method, and once for one method', async () => {
		const { domainId } = await create();
		const submit = { domainId: byId(domainId), dcvMethod: 'dns-cname-token' };
		const items = [await domain('submit', submit), await domain('submit', submit)];
		expect(items).toMatchObject([
			{ recordType: 'CNAME', changed: true },
			{ recordType: 'CNAME', changed: false },
		]);
		expect(items[0]?.recordValue).toBe(items[1]?.recordValue);
	});

	test('gets a new token, be the answer to it lost', async () => {
		const first = await create();
		await simulator.fault('connectionCut', { remaining: 1, match: { path: 'dcv/token' } });
		const next = await domain('generateToken', { domainId: byId(first.domainId) });
		expect(next).toMatchObject({ changed: true, recovered: true });
		expect(next.recordValue).not.toBe(first.recordValue);
		expect(callsOf(simulator, 'POST', /token/)).toHaveLength(1);
	});

	test.each([
		{ error: { code: 'internal', message: 'Down' }, status: 'error' },
		{ errors: [{ code: 'internal', message: 'Down' }], status: 'pending' },
		{ status: 'error' },
		{ status: 'pending', error_message: 'Down' },
	])('is not told to have a wrong record by a check that answers %j', async (body) => {
		const { domainId } = await create();
		between.change(({ url }) => (url.includes('validate-token') ? { body } : undefined));
		const parameters = { domainId: byId(domainId) };
		const credentials = credentialsThrough(simulator, between);
		const run = await call('domain', 'checkDcv', parameters, [{}], { credentials });
		expect(textOf(run)).toContain('The answer to the check was lost');
		expect(run.outputs.flat()).toEqual([]);
	});

	test('whose token is new in a run that stops is not said to be safe to run again', async () => {
		const { domainId } = await create();
		const items = [{ id: domainId }, { id: 99_999_999 }];
		const again = async (operation: string) =>
			textOf(
				await call(
					'domain',
					operation,
					{ domainId: byId('={{ $json.id }}'), dcvMethod: 'dns-txt-token' },
					items,
				),
			);
		const token = await again('generateToken');
		expect(token).toContain('1 done, 1 not done');
		expect(token).toContain('repeats those that are done');
		expect(token).not.toContain('is safe');
		expect(await again('submit')).toContain('Running the same items again is safe');
	});

	test('whose new token nobody can see is not said to be left as it is', async () => {
		const { domainId } = await create();
		await simulator.fault('connectionCut', { match: { path: `domain/${domainId}/dcv/token` } });
		await simulator.fault('connectionCut', { after: 1, match: { path: `domain/${domainId}` } });
		const run = await call('domain', 'generateToken', { domainId: byId(domainId) });
		expect(textOf(run)).toContain('It is not known whether a token');
		expect(textOf(run)).not.toContain('is left as it is');
	});

	test.each<[string, (item: IDataObject) => Promise<unknown>, string]>([
		[
			'an expired token',
			async (item) => {
				await publish(item);
				await simulator.advance(31 * DAY);
			},
			'an expired token needs a new one',
		],
		[
			'a zone whose DNSSEC is broken',
			async (item) => {
				await publish(item);
				await simulator.seed({ dnssecBroken: ['example.com'] });
			},
			'DNSSEC',
		],
		[
			'a record in another zone',
			async (item) => await publish({ ...item, recordFqdn: 'shop.example.com.example.net' }),
			'recordZone',
		],
	])(
		'with %s is not validated, and the item says what to look at',
		async (_title, spoil, words) => {
			const item = await create();
			await spoil(item);
			const checked = await check(item);
			expect(checked).toMatchObject({ validated: false, whoActs: 'DNS administrator' });
			expect(JSON.stringify(checked)).toContain(words);
		},
	);

	test('is read with what it is validated for, and found in the list', async () => {
		const { domainId } = await create();
		expect(await domain('get', { domainId: byId(domainId) })).toMatchObject({
			id: domainId,
			name: 'shop.example.com',
			validations: [{ type: 'ov', status: 'pending' }],
		});
		expect(await domain('getAll', { filters: { search: 'shop' } })).toMatchObject({ id: domainId });
	});
});
