import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { FaultName } from '../../../../sandbox/simulator/faults';
import { byId, callsOf, jsons, orderOf, placed, textOf } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order } = useOrders();

const HOUR = 3600;
const DAY = 24 * HOUR;
const NAME = 'instant.example.com';

interface Booked {
	id: number;
	kind: string;
	status: string;
	dnsNames: string[];
	commonName: string;
}

const posts = () => callsOf(simulator, 'POST', /\/reissue$/);

const booked = async (): Promise<Booked[]> => {
	const { data } = await simulator.sandbox.get('/books');
	return data.digicert.orders[0].certificates;
};

const reissues = async () => (await booked()).filter(({ kind }) => kind === 'reissue');

async function issued(dnsNames: string[] = []): Promise<number> {
	const names = dnsNames.length > 0 ? { dnsNames: dnsNames.join() } : {};
	const [id = 0] = await placed(simulator, [await orderOf(NAME, names)]);
	return id;
}

/** So many days ago, under an order of a year. */
async function issuedBefore(days: number): Promise<number> {
	await simulator.advance(-days * DAY);
	const id = await issued();
	await simulator.advance(days * DAY);
	return id;
}

const FORM = {
	allowSameEnd: true,
	additionalFields: { skipApproval: true },
	options: { visibleWithin: 3 },
};

const reissue = async (
	orderId: number,
	more: INodeParameters = {},
	items: IDataObject[] = [{}],
) => {
	const csr = more.csr ?? (await newCsr(NAME));
	return await order('reissue', { ...FORM, orderId: byId(orderId), ...more, csr }, items);
};

describe('Reissue', () => {
	test('gives another certificate of the same order, with all its names', async () => {
		const id = await issued(['more.example.com', 'www.example.org']);
		const { outputs } = await reissue(id);
		const [made] = await reissues();
		expect(jsons(outputs[0])).toMatchObject([
			{ orderId: id, certificateId: made?.id, status: 'issued', changed: true },
		]);
		expect([made?.commonName, [...(made?.dnsNames ?? [])].sort()]).toEqual([
			NAME,
			['more.example.com', 'www.example.org'],
		]);
	});

	test('twice for one key is one: in one run, and in the next', async () => {
		const id = await issued();
		const csr = await newCsr(NAME);
		const first = await reissue(id, { csr }, [{}, {}, {}]);
		const again = await reissue(id, { csr });
		const items = [first, again].flatMap(({ outputs }) => jsons(outputs[0]));
		expect(items.map(({ changed }) => changed).sort()).toEqual([false, false, false, true]);
		expect(new Set(items.map(({ certificateId }) => certificateId)).size).toBe(1);
		expect(posts()).toHaveLength(1);
	});

	test('for the key of the certificate that was ordered is a reissue all the same', async () => {
		const csr = await newCsr(NAME);
		const [id = 0] = await placed(simulator, [{ commonName: NAME, csr }]);
		await simulator.advance(DAY);
		const { outputs } = await reissue(id, { csr });
		expect(jsons(outputs[0])).toMatchObject([{ changed: true }]);
		await reissue(id, { csr });
		expect(await reissues()).toHaveLength(1);
	});

	test('for a key whose reissue was canceled is made anew', async () => {
		const [id = 0] = await placed(simulator, [await orderOf('plain.example.com')]);
		await simulator.advance(HOUR);
		const csr = await newCsr('plain.example.com');
		await reissue(id, { csr });
		await order('cancel', { orderId: byId(id), note: 'Not yet' });
		const { outputs } = await reissue(id, { csr });
		expect(jsons(outputs[0])).toMatchObject([{ changed: true, status: 'pending' }]);
		expect((await reissues()).map(({ status }) => status)).toEqual(['rejected', 'pending']);
	});

	test.each<[FaultName, number]>([
		['connectionCut', 1],
		['badGateway', 1],
		['emptyObject', 1],
		['refusedButDone', 1],
		['requestLost', 2],
	])('whose answer is lost is looked for, and made once: %s', async (fault, sent) => {
		const id = await issued();
		await simulator.fault(fault, { remaining: 1, match: { method: 'POST' } });
		const { outputs, error } = await reissue(id);
		expect(error).toBeUndefined();
		const [made] = await reissues();
		expect(jsons(outputs[0])).toMatchObject([{ certificateId: made?.id }]);
		expect(await reissues()).toHaveLength(1);
		expect(posts()).toHaveLength(sent);
	});

	test.each<[string, INodeParameters, number]>([
		['chosen from the list', { serverPlatformId: { ...byId('45'), mode: 'list' } }, 45],
		['given By ID', { serverPlatformId: byId('-1') }, -1],
		['a number, as workflows of before have it', { serverPlatformId: 2 }, 2],
		['an expression that gives a number', { serverPlatformId: '={{ 40 + 5 }}' }, 45],
		['left out, so that it stays', {}, -1],
	])('has the server platform that is %s', async (_title, platform, id) => {
		const orderId = await issued();
		const additionalFields = { ...FORM.additionalFields, ...platform };
		const { error } = await reissue(orderId, { additionalFields });
		expect(error).toBeUndefined();
		const { data } = await simulator.services.get(`/order/certificate/${orderId}`);
		expect(data.certificate.server_platform.id).toBe(id);
	});

	test('that waits for an approver says so', async () => {
		const id = await issued();
		const csr = await newCsr(NAME);
		const runs = [
			await reissue(id, { csr, additionalFields: {} }),
			await reissue(id, { csr, additionalFields: {} }),
		];
		expect(runs.flatMap(({ outputs }) => jsons(outputs[0]))).toMatchObject([
			{ status: 'needs_approval', whoActs: 'approver in CertCentral', changed: true },
			{ status: 'needs_approval', changed: false },
		]);
		expect(posts()).toHaveLength(1);
	});
});

describe('A reissue that drops or changes a name', () => {
	test.each<[string, INodeParameters, string]>([
		['a name is left out', { dnsNames: NAME }, 'would leave out more.example.com'],
		[
			'the common name is another',
			{ commonName: 'more.example.com' },
			`would change the common name from ${NAME} to more.example.com`,
		],
	])('is refused with nothing sent: %s', async (_title, form, words) => {
		const id = await issued(['more.example.com']);
		const run = await reissue(id, { ...form, options: { csrNamesMayDiffer: true } });
		expect(textOf(run)).toContain(words);
		expect(textOf(run)).toContain('within 72 hours');
		expect(posts()).toEqual([]);
	});

	test('is made where it is allowed; the item lists what is revoked, and that is revoked', async () => {
		const id = await issued(['more.example.com']);
		await simulator.services.post(`/order/certificate/${id}/duplicate`, {
			certificate: { common_name: NAME, csr: await newCsr(NAME) },
			skip_approval: true,
		});
		await reissue(id);
		const before = await booked();
		const { outputs } = await reissue(id, { dnsNames: NAME, allowRemovingNames: true });
		const [item] = jsons(outputs[0]);
		expect(item).toMatchObject({ revokesWithinHours: 72, changed: true });
		const told = (item?.revokes as IDataObject[]).map(({ certificateId }) => certificateId);
		expect(told.sort()).toEqual(before.map(({ id: one }) => one).sort());
		await simulator.advance(73 * HOUR);
		const revoked = (await booked()).filter(({ status }) => status === 'revoked');
		expect(revoked.map(({ id: one }) => one).sort()).toEqual(told.sort());
	});

	test.each([
		['case', 'INSTANT.example.com, More.Example.Com, münchen.example.com'],
		['punycode', 'xn--mnchen-3ya.example.com, more.example.com, instant.example.com'],
		['order and final dots', 'münchen.example.com., more.example.com., instant.example.com.'],
	])('is none where names differ in writing only: %s', async (_title, dnsNames) => {
		const id = await issued(['more.example.com', 'münchen.example.com']);
		const run = await reissue(id, { dnsNames });
		expect(run.error).toBeUndefined();
		expect(jsons(run.outputs[0])[0]).not.toHaveProperty('revokes');
		await simulator.advance(73 * HOUR);
		expect((await booked()).map(({ status }) => status)).toEqual(['issued', 'issued']);
	});

	test('is none where the www name is left out, which DigiCert adds by itself', async () => {
		const [id = 0] = await placed(simulator, [
			await orderOf(NAME, { dnsNames: `www.${NAME}, more.example.com` }),
		]);
		const run = await reissue(id, { dnsNames: `${NAME}, more.example.com` });
		expect(run.error).toBeUndefined();
		expect((await reissues())[0]?.dnsNames).toContain(`www.${NAME}`);
	});
});

describe('What a reissue costs or does not bring is said before', () => {
	test('an added name', async () => {
		const id = await issued();
		const form = { dnsNames: `${NAME}, new.example.com` };
		const run = await reissue(id, form);
		expect(textOf(run)).toContain('would add new.example.com, which may cost money');
		expect(posts()).toEqual([]);
		const { outputs } = await reissue(id, { ...form, allowAddingNames: true });
		expect(jsons(outputs[0])).toMatchObject([{ changed: true }]);
	});

	test('an order that ends with its certificate', async () => {
		const csr = await newCsr(NAME);
		const { data } = await simulator.services.post('/order/certificate/ssl_basic', {
			certificate: { common_name: NAME, csr, signature_hash: 'sha256' },
			order_validity: { days: 30 },
			organization: { id: 1_850_011 },
			custom_fields: [{ metadata_id: 21, value: '4711' }],
			skip_approval: true,
		});
		await simulator.advance(DAY);
		const run = await reissue(data.id, { allowSameEnd: false });
		expect(textOf(run)).toContain('as its certificate does: the order ends on');
		expect(posts()).toEqual([]);
	});

	test.each(['stuck', 'rejected'])('an order without a certificate: %s', async (name) => {
		const [id = 0] = await placed(simulator, [await orderOf(`${name}.example.com`)]);
		await simulator.advance(HOUR);
		const run = await reissue(id, { options: { csrNamesMayDiffer: true } });
		expect(textOf(run)).toContain('has no certificate that can be replaced');
		expect(posts()).toEqual([]);
	});

	test('nothing of an order whose certificate has expired while the order itself runs on', async () => {
		const id = await issuedBefore(210);
		const { outputs, error } = await reissue(id, { allowSameEnd: false });
		expect(error).toBeUndefined();
		expect(jsons(outputs[0])).toMatchObject([{ orderId: id, changed: true, status: 'issued' }]);
	});

	test('an order that has run out with its certificate', async () => {
		const id = await issuedBefore(400);
		const run = await reissue(id);
		expect(textOf(run)).toContain('has no certificate that can be replaced');
		expect(posts()).toEqual([]);
	});

	test('another reissue that is pending, which is to be waited for or canceled', async () => {
		const id = await issued();
		await reissue(id, { additionalFields: {} });
		const run = await reissue(id);
		expect(textOf(run)).toContain(`A reissue of order ${id} is pending`);
		expect(textOf(run)).toContain('neither replaces nor revokes');
		expect(posts()).toHaveLength(1);
	});

	test('a CSR that is for other names', async () => {
		const id = await issued();
		const run = await reissue(id, { csr: await newCsr('other.example.net') });
		expect(textOf(run)).toContain('is for other.example.net, and for no name of this order');
		expect(posts()).toEqual([]);
	});
});

describe('Lists', () => {
	test('reissues and duplicates, each certificate once', async () => {
		const id = await issued();
		await reissue(id);
		await simulator.services.post(`/order/certificate/${id}/duplicate`, {
			certificate: { common_name: NAME, csr: await newCsr(NAME) },
			skip_approval: true,
		});
		const lists = await Promise.all(
			['getReissues', 'getDuplicates'].map(
				async (operation) => await order(operation, { orderId: byId(id) }),
			),
		);
		const serials = lists.map(({ outputs }) =>
			jsons(outputs[0]).map(({ orderId, serial_number: serial }) => [orderId, typeof serial]),
		);
		expect(serials).toEqual([
			[
				[id, 'string'],
				[id, 'string'],
			],
			[[id, 'string']],
		]);
	});
});
