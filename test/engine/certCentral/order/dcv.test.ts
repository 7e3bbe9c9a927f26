import { X509Certificate } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { byId, callsOf, certCentral, jsons, textOf } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order } = useOrders();

const NAME = 'shop.example.com';
const MORE = 'mail.example.net';

/** A pending DV order for two names. */
async function dvOrder(): Promise<number> {
	const { data } = await simulator.services.post('/order/certificate/ssl_dv_geotrust_flex', {
		certificate: {
			common_name: NAME,
			dns_names: [MORE],
			csr: await newCsr(NAME),
			signature_hash: 'sha256',
		},
		order_validity: { years: 1 },
		custom_fields: [{ metadata_id: 21, value: '4711' }],
		dcv_method: 'dns-txt-token',
		skip_approval: true,
	});
	return data.id;
}

const items = async (operation: string, parameters = {}) => {
	const { outputs, error } = await order(operation, parameters);
	if (error) throw error;
	return jsons(outputs[0]);
};

const records = async (id: number, more = {}) =>
	await items('changeDcvMethod', {
		orderId: byId(id),
		dnsZones: 'example.com, example.net',
		...more,
	});

const publish = async (rows: IDataObject[]) =>
	await simulator.seed({
		dns: rows.map((row) => ({
			name: row.recordFqdn,
			type: row.recordType,
			value: row.recordValue,
		})),
	});

const check = async (id: number) => (await items('checkDcv', { orderId: byId(id) }))[0];

describe('A DV order', () => {
	test('gives an item for each record, in its own zone', async () => {
		const rows = await records(await dvOrder(), { dcvMethod: 'dns-cname-token' });
		const places = rows.map(({ recordName, recordZone }) => [recordName, recordZone]);
		expect(places.sort()).toEqual([
			['_dnsauth.mail', 'example.net'],
			['_dnsauth.shop', 'example.com'],
		]);
		expect(new Set(rows.map(({ recordValue }) => recordValue)).size).toBe(1);
	});

	test('whose records are told in a run that stops is not said to be safe to run again', async () => {
		const rows = [{ id: await dvOrder() }, { id: 99_999_999 }];
		const run = await order('changeDcvMethod', { orderId: byId('={{ $json.id }}') }, rows);
		expect(textOf(run)).toContain('repeats those that are done');
		expect(textOf(run)).not.toContain('is safe');
	});

	test('is validated name by name, and the item tells which is missing', async () => {
		const id = await dvOrder();
		const rows = await records(id);
		await publish(rows.filter(({ recordZone }) => recordZone === 'example.com'));
		expect(await check(id)).toMatchObject({
			validated: false,
			names: expect.arrayContaining([
				{ name: NAME, validated: true },
				{ name: MORE, validated: false },
			]),
		});
		await publish(rows);
		expect(await check(id)).toMatchObject({ validated: true });
	});

	test('is reissued, proven anew, issued and downloaded with the new key', async () => {
		const id = await dvOrder();
		await publish(await records(id));
		await check(id);
		await simulator.advance(3600);
		const csr = await newCsr(NAME);
		const [reissued] = await items('reissue', {
			orderId: byId(id),
			csr,
			allowSameEnd: true,
			additionalFields: { skipApproval: true },
		});
		expect(reissued).toMatchObject({ changed: true, status: 'pending' });
		expect(reissued?.nextStep).toContain('Prove control of the domains anew');
		expect(await check(id)).toMatchObject({ validated: false });
		await publish(await records(id));
		expect(await check(id)).toMatchObject({ validated: true });
		await simulator.advance(3600);
		const { outputs } = await certCentral(simulator, {
			resource: 'certificate',
			operation: 'download',
			downloadBy: 'order',
			orderId: byId(id),
			format: 'pem_noroot',
		});
		const [file] = jsons(outputs[0]);
		const leaf = new X509Certificate(String(file?.certificate));
		const { data } = await simulator.services.get(`/order/certificate/${id}`);
		expect(file?.certificateId).toBe(reissued?.certificateId);
		expect(leaf.serialNumber).toBe(file?.serialNumber);
		expect(data.certificate.csr.replace(/\s/g, '')).toBe(csr.replace(/\s/g, ''));
	});

	test('that is issued has no name that waits', async () => {
		const id = await dvOrder();
		await publish(await records(id));
		await check(id);
		await simulator.advance(3600);
		const run = await order('changeDcvMethod', { orderId: byId(id) });
		expect(textOf(run)).toContain('no name of it waits to be validated');
	});

	test.each<[string, string, number]>([
		['by email sends mails once', 'email', 1],
		['by a record gets another random value', 'dns-txt-token', 2],
	])('whose answer is lost, %s', async (_title, dcvMethod, calls) => {
		const id = await dvOrder();
		await simulator.fault('connectionCut', { remaining: 1, match: { path: 'dcv-method' } });
		const rows = await records(id, { dcvMethod });
		expect(rows).toMatchObject([{ dcvMethod }, { dcvMethod }]);
		expect(callsOf(simulator, 'PUT', /dcv-method/)).toHaveLength(calls);
		const { data } = await simulator.services.get(`/order/certificate/${id}`);
		expect(data.dcv_method).toBe(dcvMethod);
		if (calls === 2) {
			await publish(rows);
			expect(await check(id)).toMatchObject({ validated: true });
		}
	});

	test('whose check is lost is looked up, and claims nothing that is not seen', async () => {
		const id = await dvOrder();
		const cut = { remaining: 1, match: { path: 'check-dcv' } };
		await simulator.fault('connectionCut', cut);
		expect(textOf(await order('checkDcv', { orderId: byId(id) }))).toContain(
			'nothing shows yet that it found the records',
		);
		await publish(await records(id));
		await check(id);
		await simulator.advance(3600);
		await simulator.fault('connectionCut', cut);
		expect(await check(id)).toMatchObject({ validated: true });
	});

	test('by email sends mails, and there is nothing to check', async () => {
		const id = await dvOrder();
		const [mail] = await records(id, { dcvMethod: 'email' });
		expect(mail).toMatchObject({ recordType: 'EMAIL', whoActs: 'domain owner' });
		const run = await order('checkDcv', { orderId: byId(id) });
		expect(textOf(run)).toContain('validated by e-mail');
	});
});
