import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	callsOf,
	certCentral,
	jsons,
	orderOf,
	orderParameters,
	placed,
} from '../../support/certCentral';
import { useChangedAnswers } from '../../support/changedAnswers';
import { newCsr } from '../../support/simulator';
import { asObject } from '../../../nodes/shared/values';
import { useSimulator } from '../../support/use';

/** Promise 1: a reissue is made once, and no certificate is revoked that nobody meant to revoke. */

const simulator = useSimulator();
const { between, tell } = useChangedAnswers(simulator);
const NAME = 'instant.example.com';

const run = async (operation: string, parameters: INodeParameters, items: IDataObject[] = [{}]) =>
	await certCentral(simulator, { resource: 'order', operation, ...parameters }, items);

const reissue = async (orderId: number, csr: string, more: INodeParameters = {}, items = [{}]) =>
	await run(
		'reissue',
		{
			orderId: byId(orderId),
			csr,
			allowSameEnd: true,
			additionalFields: { skipApproval: true },
			options: { visibleWithin: 2, csrNamesMayDiffer: true },
			...more,
		},
		items,
	);

async function issued(): Promise<number> {
	const [id = 0] = await placed(simulator, [await orderOf(NAME, { dnsNames: 'more.example.com' })]);
	return id;
}

const writes = () => [
	...callsOf(simulator, 'POST', /\/reissue$/),
	...callsOf(simulator, 'PUT', /revoke/),
];

const broken = async () => (await simulator.sandbox.get('/invariants')).data.broken;

test('items with the same order and key are one reissue, in one run and in the next', async () => {
	const id = await issued();
	const csr = await newCsr(NAME);
	const runs = [await reissue(id, csr, {}, [{}, {}, {}]), await reissue(id, csr)];
	const items = runs.flatMap(({ outputs }) => jsons(outputs[0]));
	expect(new Set(items.map(({ certificateId }) => certificateId)).size).toBe(1);
	expect(writes()).toHaveLength(1);
	expect(await broken()).toEqual([]);
});

test.each(['connectionCut', 'requestLost'] as const)(
	'a reissue whose answer is lost is made once: %s',
	async (fault) => {
		const id = await issued();
		await simulator.fault(fault, { remaining: 1, match: { method: 'POST' } });
		const { outputs } = await reissue(id, await newCsr(NAME));
		expect(jsons(outputs[0])).toMatchObject([{ changed: true }]);
		expect(await broken()).toEqual([]);
	},
);

test('a name that a reissue would drop is not dropped unless that is allowed', async () => {
	const id = await issued();
	await reissue(id, await newCsr(NAME), { dnsNames: NAME });
	expect(writes()).toEqual([]);
});

test('where Order info does not tell the names, nothing is reissued: they would be dropped', async () => {
	const id = await issued();
	between.change(({ url, body }) =>
		url.endsWith(`/order/certificate/${id}`)
			? { body: { ...body, certificate: { ...asObject(body.certificate), dns_names: undefined } } }
			: undefined,
	);
	const parameters = { orderId: byId(id), csr: await newCsr(NAME), allowSameEnd: true };
	expect(await tell({ resource: 'order', operation: 'reissue', ...parameters })).toMatchObject([
		{ error: expect.stringContaining('no list of its names') },
	]);
	expect(writes()).toEqual([]);
});

test('an order is not revoked unless its ID is typed again', async () => {
	const id = await issued();
	await run('revoke', { orderId: byId(id), skipApproval: true });
	expect(writes()).toEqual([]);
});

test.each([
	[
		'that adds a name, which costs money',
		{ dnsNames: `${NAME}, more.example.com, new.example.com` },
	],
	['that would not last longer', { allowSameEnd: false }],
])('a reissue %s is not made unless that is allowed', async (_title, form) => {
	await reissue(await issued(), await newCsr(NAME), form);
	expect(writes()).toEqual([]);
});

test('a duplicate whose domains are not validated is not asked for', async () => {
	const id = await issued();
	await simulator.seed({ domains: [{ name: 'example.com', validated: false }] });
	await run('duplicate', { orderId: byId(id), csr: await newCsr(NAME) });
	expect(callsOf(simulator, 'POST', /duplicate$/)).toEqual([]);
});

test('a plan leaves alone what DigiCert reissues by itself', async () => {
	await simulator.advance(-185 * 86_400);
	await certCentral(simulator, orderParameters({ additionalFields: { autoReissue: true } }), [
		await orderOf(NAME),
	]);
	await simulator.advance(185 * 86_400);
	const { outputs } = await run('planRenewals', { returnAll: true });
	expect(jsons(outputs[0])).toMatchObject([{ action: 'leave' }]);
});

test('mails that prove control of a DV order go out once, be the answer lost', async () => {
	const { data } = await simulator.services.post('/order/certificate/ssl_dv_geotrust_flex', {
		certificate: { common_name: NAME, csr: await newCsr(NAME), signature_hash: 'sha256' },
		order_validity: { years: 1 },
		custom_fields: [{ metadata_id: 21, value: '4711' }],
		dcv_method: 'dns-txt-token',
		skip_approval: true,
	});
	await simulator.fault('connectionCut', { remaining: 1, match: { path: 'dcv-method' } });
	await run('changeDcvMethod', { orderId: byId(data.id), dcvMethod: 'email' });
	expect(callsOf(simulator, 'PUT', /dcv-method/)).toHaveLength(1);
});
