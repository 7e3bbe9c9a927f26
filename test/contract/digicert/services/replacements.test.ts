import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order, info } = useOrders();
const HOUR = 3600;
const DAY = 24 * HOUR;

async function issued(commonName: string, dnsNames: string[] = []): Promise<number> {
	const { data } = await order(
		// Short enough for every cap to come.
		{ order_validity: { days: 40 } },
		{ common_name: commonName, dns_names: dnsNames },
	);
	await simulator.advance(HOUR);
	return data.id;
}

const reissue = async (id: number, commonName: string, dnsNames: string[] = [], more = {}) =>
	await simulator.services.post(`/order/certificate/${id}/reissue`, {
		certificate: {
			common_name: commonName,
			dns_names: dnsNames,
			csr: await newCsr(commonName),
		},
		skip_approval: true,
		...more,
	});

const listed = async (id: number, kind: string) =>
	(await simulator.services.get(`/order/certificate/${id}/${kind}`)).data.certificates;

const statuses = async (id: number) =>
	(await listed(id, 'reissue')).map(({ status }: { status: string }) => status);

describe('Reissue', () => {
	test('is pending, then another certificate of the same order, to the end of the order', async () => {
		const id = await issued('www.example.com');
		const before = await info(id);
		await simulator.advance(30 * DAY);
		const { status, data } = await reissue(id, 'www.example.com');
		expect([status, data.id, data.requests]).toMatchObject([201, id, [{ status: 'approved' }]]);
		expect((await info(id)).status).toBe('reissue_pending');
		await simulator.advance(HOUR);
		const after = await info(id);
		expect(after.status).toBe('issued');
		expect(after.certificate.id).not.toBe(before.certificate.id);
		expect(after.certificate.valid_till).toBe(before.order_valid_till);
		expect(await statuses(id)).toEqual(['approved', 'approved']);
	});

	test.each([
		['a name is left out', 'www.example.com', [], true],
		['the common name is another', 'more.example.com', ['www.example.com'], true],
		['a name is added', 'www.example.com', ['more.example.com', 'new.example.com'], false],
		['names are the same', 'www.example.com', ['MORE.example.com'], false],
	])('revokes what was issued before within 72 hours: %s', async (_title, name, others, is) => {
		const id = await issued('www.example.com', ['more.example.com']);
		await reissue(id, name, others);
		await simulator.advance(70 * HOUR);
		expect(await statuses(id)).toEqual(['approved', 'approved']);
		await simulator.advance(4 * HOUR);
		expect(await statuses(id)).toEqual([is ? 'revoked' : 'approved', 'approved']);
	});

	test('waits for an approver where approval is not skipped', async () => {
		const id = await issued('www.example.com');
		const { data } = await reissue(id, 'www.example.com', [], { skip_approval: false });
		await simulator.advance(HOUR);
		expect((await info(id)).status).toBe('reissue_pending');
		await simulator.services.put(`/request/${data.requests[0].id}/status`, { status: 'approved' });
		await simulator.advance(HOUR);
		expect((await info(id)).status).toBe('issued');
	});

	test.each(['cancel', 'reject'])('is undone, the order stays: %s', async (how) => {
		const id = await issued('www.example.com');
		const { data } = await reissue(id, 'www.example.com', [], { skip_approval: false });
		await (how === 'cancel'
			? simulator.services.put(`/order/certificate/${id}/status`, {
					status: 'canceled',
					note: 'No longer wanted',
				})
			: simulator.services.put(`/request/${data.requests[0].id}/status`, { status: 'rejected' }));
		await simulator.advance(HOUR);
		const { status, requests } = await info(id);
		expect(status).toBe('issued');
		expect(requests.at(-1)).toMatchObject({ type: 'reissue', status: 'rejected' });
		expect(await statuses(id)).toEqual(['approved', 'rejected']);
	});

	test('is refused while another is pending, and a revocation, too', async () => {
		const id = await issued('www.example.com');
		await reissue(id, 'www.example.com');
		expect((await reissue(id, 'www.example.com')).status).toBe(400);
		const { status, data } = await simulator.services.put(`/order/certificate/${id}/revoke`, {});
		expect([status, data.errors[0].code]).toEqual([400, 'pending_reissue']);
	});
});

describe('Duplicate', () => {
	const duplicate = async (id: number, commonName: string, dnsNames: string[] = []) =>
		await simulator.services.post(`/order/certificate/${id}/duplicate`, {
			certificate: {
				common_name: commonName,
				dns_names: dnsNames,
				csr: await newCsr(commonName),
			},
			skip_approval: true,
		});

	test('is issued at once, listed, and counted with its order', async () => {
		const id = await issued('www.example.com');
		const { status, data } = await duplicate(id, 'www.example.com');
		expect([status, data.certificate_chain.length]).toEqual([201, 3]);
		expect(await listed(id, 'duplicate')).toMatchObject([
			{ id: data.certificate_id, status: 'approved', archived: '0' },
		]);
		const { data: list } = await simulator.services.get('/order/certificate');
		expect(list.orders[0]).toMatchObject({ has_duplicates: true, duplicates_count: 1 });
	});

	test('takes no other name', async () => {
		const id = await issued('www.example.com');
		expect((await duplicate(id, 'www.example.com', ['new.example.com'])).status).toBe(400);
	});

	test('needs a domain whose validation is current', async () => {
		const id = await issued('www.example.com');
		await simulator.seed({ domains: [{ name: 'example.com', validated: false }] });
		const { status, data } = await duplicate(id, 'www.example.com');
		expect([status, data.errors[0].code]).toEqual([400, 'domain_not_validated']);
	});
});

describe('Revoke', () => {
	const revoke = async (path: string, body: object) =>
		await simulator.services.put(`${path}/revoke`, body);

	test('of an order is done with 204, or asked for with 201', async () => {
		const id = await issued('www.example.com');
		const asked = await revoke(`/order/certificate/${id}`, {});
		expect([asked.status, asked.data]).toMatchObject([201, { type: 'revoke', status: 'pending' }]);
		expect((await info(id)).status).toBe('issued');
		expect((await revoke(`/order/certificate/${id}`, { skip_approval: true })).status).toBe(204);
		expect((await info(id)).status).toBe('revoked');
	});

	test('of a certificate is by ID or serial number, and leaves the order', async () => {
		const id = await issued('www.example.com');
		const { certificate } = await info(id);
		const byOther = `/certificate/${certificate.serial_number}`;
		expect((await revoke(byOther, { skip_approval: true })).status).toBe(204);
		expect((await info(id)).status).toBe('issued');
		expect((await revoke(`/certificate/${certificate.id}`, {})).status).toBe(400);
	});

	test('takes the reasons of the documentation only', async () => {
		const id = await issued('www.example.com');
		expect((await revoke(`/order/certificate/${id}`, { revocation_reason: '1' })).status).toBe(400);
	});
});
