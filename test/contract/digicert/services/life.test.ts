import { X509Certificate } from 'node:crypto';

import type { Fields } from './orders';
import { refusalOf, useOrders } from './orders';

const { simulator, order, info } = useOrders();

describe('the life of an order', () => {
	it('waits for approval, is approved, processed and issued', async () => {
		const { data } = await order({ skip_approval: false });
		expect(Object.keys(data)).toEqual(['id', 'requests']);
		const [request] = data.requests;
		expect(request.status).toBe('pending');
		const fresh = await info(data.id);
		expect(fresh.status).toBe('needs_approval');
		expect(fresh.certificate).not.toHaveProperty('valid_till');
		expect(fresh.certificate).not.toHaveProperty('date_issued');

		const listed = await simulator.services.get('/request?status=pending');
		expect(listed.data.requests.map(({ id }: { id: number }) => id)).toContain(request.id);
		const approval = await simulator.services.put(`/request/${request.id}/status`, {
			status: 'approved',
			processor_comment: 'fine',
		});
		expect([approval.status, approval.data]).toEqual([204, '']);
		expect((await info(data.id)).status).toBe('pending');
		await simulator.advance(50);
		expect((await info(data.id)).status).toBe('processing');
		await simulator.advance(50);
		const issued = await info(data.id);
		expect(issued.status).toBe('issued');
		expect(issued.certificate.serial_number).toMatch(/^[0-9A-F]{32}$/);
		expect(issued.certificate.thumbprint).toMatch(/^[0-9A-F]{40}$/);

		const shown = (await simulator.services.get(`/request/${request.id}`)).data;
		expect(shown).toMatchObject({
			status: 'approved',
			processor_comment: 'fine',
			type: 'new_request',
		});
		const again = await simulator.services.put(`/request/${request.id}/status`, {
			status: 'rejected',
		});
		expect(again.status).toBe(400);
	});

	it('is over when an approver rejects it', async () => {
		const { data } = await order({ skip_approval: false });
		const path = `/request/${data.requests[0].id}/status`;
		expect((await simulator.services.put(path, { status: 'rejected' })).status).toBe(204);
		await simulator.advance(1000);
		expect((await info(data.id)).status).toBe('rejected');
	});

	it('is issued in the answer for the label "instant", with its chain', async () => {
		const { data } = await order({}, { common_name: 'instant.example.com' });
		expect(data.requests[0].status).toBe('approved');
		const certificates = data.certificate_chain.map(
			({ pem }: { pem: string }) => new X509Certificate(pem),
		) as X509Certificate[];
		certificates.slice(0, -1).forEach((certificate, at) => {
			expect(certificate.verify((certificates[at + 1] as X509Certificate).publicKey)).toBe(true);
		});
		expect(data.certificate_chain[0].pem).toContain('\r\n');
		expect(data.certificate_id).toEqual(expect.any(Number));
	});

	it.each([
		['needs-approval', 'needs_approval'],
		['rejected', 'rejected'],
		['denied', 'denied'],
		['stuck-2', 'processing'],
		['slow', 'processing'],
		['waiting-pickup', 'waiting_pickup'],
		['odd-status', 'legal_hold'],
		['unvalidated', 'pending'],
	])('the label "%s" leads to %s', async (label, status) => {
		const { data } = await order({}, { common_name: `${label}.example.com` });
		await simulator.advance(100);
		expect((await info(data.id)).status).toBe(status);
	});

	it('waits for domains that are not validated, and goes on when they are', async () => {
		const { data } = await order({}, { common_name: 'www.fresh.test' });
		await simulator.advance(1000);
		expect((await info(data.id)).status).toBe('pending');
		const { data: request } = await simulator.services.get(`/request/${data.requests[0].id}`);
		expect(request.order.unsubmitted_domains).toHaveLength(1);
		await simulator.seed({ domains: [{ name: 'www.fresh.test', validated: true }] });
		await simulator.advance(100);
		expect((await info(data.id)).status).toBe('issued');
	});

	it('can be canceled with a note while it is pending, not afterwards', async () => {
		const cancel = async (id: number, fields: Fields) =>
			await simulator.services.put(`/order/certificate/${id}/status`, fields);
		const { data } = await order({ skip_approval: false });
		const note = 'changed our mind';
		expect(refusalOf(await cancel(data.id, { status: 'canceled' }))).toEqual([
			400,
			'missing_field:note',
		]);
		expect((await cancel(data.id, { status: 'CANCELED', note })).status).toBe(400);
		const done = await cancel(data.id, { status: 'canceled', note });
		expect([done.status, done.data]).toEqual([204, '']);
		expect(await info(data.id)).toMatchObject({
			status: 'canceled',
			requests: [{ status: 'rejected' }],
		});
		const issued = await order({}, { common_name: 'instant.example.com' });
		expect((await cancel(issued.data.id, { status: 'canceled', note })).status).toBe(400);
	});

	it('expires with time', async () => {
		const { data } = await order(
			{},
			{ common_name: 'instant.example.com', cert_validity: { days: 7 } },
		);
		await simulator.advance(8 * 86_400);
		expect((await info(data.id)).status).toBe('expired');
	});

	it('shortens public certificates to the cap of the day, private ones not', async () => {
		const days = async (id: number) => (await info(id)).certificate.days_remaining;
		const year = { cert_validity: { years: 1 } };
		const name = { common_name: 'instant.example.com' };
		const open = await order({}, { ...year, ...name });
		const now = Date.now();
		const cap = now < Date.UTC(2027, 2, 15) ? 199 : now < Date.UTC(2029, 2, 15) ? 99 : 46;
		expect(await days(open.data.id)).toBe(cap);
		const { data } = await simulator.services.get('/product/private_ssl_plus');
		const ca = { ca_cert_id: data.allowed_ca_certs[0].id };
		const closed = await order({}, { ...year, ...name, ...ca }, 'private_ssl_plus');
		expect(await days(closed.data.id)).toBe(365);
	});

	it('is found by thumbprint and serial number, and renewed by thumbprint', async () => {
		const { data } = await order({}, { common_name: 'instant.example.com' });
		const { certificate } = await info(data.id);
		for (const reference of [certificate.thumbprint, certificate.serial_number]) {
			expect((await simulator.services.get(`/order/certificate/${reference}`)).data.id).toBe(
				data.id,
			);
		}
		const renewal = await order({ renewed_thumbprint: certificate.thumbprint.toLowerCase() });
		expect((await info(data.id)).renewed_order_id).toBe(renewal.data.id);
		expect(refusalOf(await simulator.services.get('/order/certificate/1'))).toEqual([
			404,
			'not_found|order',
		]);
	});
});
