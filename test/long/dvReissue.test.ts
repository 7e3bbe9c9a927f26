import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';

import { Pkcs10CertificateRequest } from '@peculiar/x509';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { errorOf, jsonOf, outputOf } from '../../sandbox/launcher/executions';
import { createCredential } from '../n8n/support/workflows';
import { byId, credentialOf } from '../support/certCentral';
import { itemsTo, OUR_NODES, runItems, UNDER_TEST } from '../support/itemsWorkflow';
import { OwnN8n } from '../support/ownN8n';
import type { TestSimulator } from '../support/simulator';
import { newCsr, startTestSimulator } from '../support/simulator';

/** A DV order in a real n8n: reissued, proven anew by a record in the DNS, issued, downloaded. */

const MINUTE = 60_000;
const DAY = 86_400;
const NAME = 'shop.example.com';

let simulator: TestSimulator;
let n8n: OwnN8n;
let credential: { id: string; name: string };
beforeAll(async () => {
	[simulator, n8n] = [await startTestSimulator(), await OwnN8n.start()];
	credential = await createCredential(n8n.rest, 'digiCertApi', credentialOf(simulator));
}, 10 * MINUTE);
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
}, MINUTE);

async function run(
	operation: string,
	parameters: INodeParameters,
	{ resource = 'order', output = 0 } = {},
): Promise<IDataObject[]> {
	const workflow = await itemsTo(n8n.rest, {
		type: OUR_NODES.certCentral,
		parameters: { resource, operation, ...parameters },
		credentials: { digiCertApi: credential },
	});
	const execution = await runItems(n8n.rest, workflow, [{}]);
	expect(errorOf(execution)).toBeUndefined();
	return jsonOf(outputOf(execution, UNDER_TEST, output));
}

const records = async (id: number) =>
	await run('changeDcvMethod', {
		orderId: byId(id),
		dcvMethod: 'dns-txt-token',
		dnsZones: 'example.com',
	});

const check = async (id: number) => (await run('checkDcv', { orderId: byId(id) }))[0];

const publish = async (rows: IDataObject[], zone = '') =>
	await simulator.seed({
		dns: rows.map(({ recordFqdn, recordType: type, recordValue: value }) => ({
			name: `${String(recordFqdn)}${zone}`,
			type,
			value,
		})),
	});

async function issuedDvOrder(): Promise<number> {
	const { data } = await simulator.services.post('/order/certificate/ssl_dv_geotrust_flex', {
		certificate: { common_name: NAME, csr: await newCsr(NAME), signature_hash: 'sha256' },
		order_validity: { years: 1 },
		custom_fields: [{ metadata_id: 21, value: '4711' }],
		dcv_method: 'dns-txt-token',
		skip_approval: true,
	});
	await publish(await records(data.id));
	expect(await check(data.id)).toMatchObject({ validated: true });
	await simulator.advance(3600);
	return data.id;
}

it(
	'from the reissue to a certificate with its key and serial number, over each record that is none',
	async () => {
		const id = await issuedDvOrder();
		const csr = await newCsr(NAME);
		const [reissued] = await run('reissue', {
			orderId: byId(id),
			csr,
			allowSameEnd: true,
			additionalFields: { skipApproval: true },
		});
		expect(reissued).toMatchObject({ changed: true, status: 'pending' });

		const first = await records(id);
		expect(first).toMatchObject([{ recordName: 'shop', recordZone: 'example.com' }]);
		const missing = { validated: false, whoActs: 'DNS administrator' };
		await publish(first, '.example.net');
		expect(await check(id)).toMatchObject({
			...missing,
			nextStep: expect.stringContaining('recordZone'),
		});
		await publish(first);
		await simulator.seed({ dnssecBroken: ['example.com'] });
		expect(await check(id)).toMatchObject({
			...missing,
			nextStep: expect.stringContaining('DNSSEC'),
		});
		await simulator.seed({ dnssecBroken: [] });
		await simulator.advance(31 * DAY);
		expect(await check(id)).toMatchObject({
			...missing,
			nextStep: expect.stringContaining('an expired token needs a new one'),
		});

		await publish(await records(id));
		expect(await check(id)).toMatchObject({ validated: true });
		await simulator.advance(3600);
		expect(await run('checkStatus', { orderId: byId(id) })).toMatchObject([{ state: 'done' }]);

		const [file] = await run(
			'download',
			{ downloadBy: 'order', orderId: byId(id), format: 'pem_noroot' },
			{ resource: 'certificate' },
		);
		const leaf = new X509Certificate(String(file?.certificate));
		const wanted = Buffer.from(new Pkcs10CertificateRequest(csr).publicKey.rawData);
		expect(leaf.publicKey.export({ type: 'spki', format: 'der' }).equals(wanted)).toBe(true);
		const { data } = await simulator.services.get(`/order/certificate/${id}`);
		expect(leaf.serialNumber).toBe(data.certificate.serial_number);
		expect(file).toMatchObject({
			certificateId: reissued?.certificateId,
			serialNumber: leaf.serialNumber,
		});
	},
	20 * MINUTE,
);
