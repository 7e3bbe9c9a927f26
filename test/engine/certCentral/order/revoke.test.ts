import type { INodeParameters } from 'n8n-workflow';

import { byId, callsOf, jsons, textOf } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order, place } = useOrders();

const puts = () => callsOf(simulator, 'PUT', /revoke/);

const revoke = async (id: number, more: INodeParameters = {}) =>
	await order('revoke', { orderId: byId(id), orderIdAgain: String(id), ...more });

const AT_ONCE = { skipApproval: true };

/** An issued order with one duplicate. */
async function withDuplicate() {
	const [id = 0] = await place('instant');
	await simulator.services.post(`/order/certificate/${id}/duplicate`, {
		certificate: { common_name: 'instant.example.com', csr: await newCsr('instant.example.com') },
		skip_approval: true,
	});
	return id;
}

const statuses = async () => {
	const { data } = await simulator.sandbox.get('/books');
	const [booked] = data.digicert.orders;
	return [booked.status, ...booked.certificates.map(({ status }: { status: string }) => status)];
};

describe('Revoke, of an order', () => {
	test('hits every certificate, and the item tells which', async () => {
		const id = await withDuplicate();
		const { outputs } = await revoke(id, AT_ONCE);
		const [item] = jsons(outputs[0]);
		expect(item).toMatchObject({ orderId: id, revocation: 'done', count: 2, changed: true });
		expect(item?.certificates).toMatchObject([{ kind: 'current' }, { kind: 'duplicate' }]);
		expect(await statuses()).toEqual(['revoked', 'revoked', 'revoked']);
	});

	test('without its ID typed again tells how many it would hit, and sends nothing', async () => {
		const id = await withDuplicate();
		const run = await revoke(id, { orderIdAgain: '' });
		expect(textOf(run)).toContain(`Revoking order ${id} (instant.example.com) revokes 2`);
		expect(textOf(run)).toContain(`type ${id} under 'Order ID Again'`);
		expect(puts()).toEqual([]);
	});

	test.each(['={{ $json.id }}', "={{$json['id']}}"])(
		'with the expression of Order in place of it is refused before any call: %s',
		async (again) => {
			const form = { orderId: byId('={{ $json.id }}'), orderIdAgain: again };
			const run = await order('revoke', form, [{ id: 4711 }, { id: 4712 }]);
			expect(textOf(run)).toContain('which confirms nothing');
			expect(callsOf(simulator)).toEqual([]);
		},
	);

	test('with another ID typed again is refused before any call', async () => {
		const run = await revoke(4711, { orderIdAgain: '4712' });
		expect(textOf(run)).toContain("is not the ID under 'Order'");
		expect(callsOf(simulator)).toEqual([]);
	});

	test.each([
		[{}, { revocation_reason: 'unspecified', skip_approval: false }],
		[
			{ revocationReason: 'keyCompromise', comments: 'CHG0042', skipApproval: true },
			{ revocation_reason: 'keyCompromise', comments: 'CHG0042', skip_approval: true },
		],
	])('is sent in the words of the service: %j', async (form, body) => {
		const [id = 0] = await place('instant');
		await revoke(id, form);
		expect(puts().map((put) => JSON.parse(put.body))).toEqual([body]);
	});

	test('that needs approval is requested, not done; again it changes nothing', async () => {
		const [id = 0] = await place('instant');
		const first = await revoke(id);
		const again = await revoke(id);
		const [item] = jsons(first.outputs[0]);
		expect(item).toMatchObject({ revocation: 'requested', changed: true });
		expect(item?.nextStep).toContain(`Nothing is revoked yet: approve request ${item?.requestId}`);
		expect(jsons(again.outputs[0])).toMatchObject([
			{ revocation: 'requested', requestId: item?.requestId, changed: false },
		]);
		expect(puts()).toHaveLength(1);
		expect(await statuses()).toEqual(['issued', 'issued']);
	});

	test('is done once the request is approved', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await revoke(id);
		const [requested] = jsons(outputs[0]);
		await order('approve', {
			resource: 'request',
			requestId: byId(requested?.requestId),
		});
		const again = await revoke(id);
		expect(jsons(again.outputs[0])).toMatchObject([{ revocation: 'done', changed: false }]);
	});

	test.each([AT_ONCE, {}])('whose answer is lost is looked up: %j', async (form) => {
		const id = await withDuplicate();
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'PUT' } });
		const { outputs } = await revoke(id, form);
		expect(jsons(outputs[0])).toMatchObject([{ changed: true, recovered: true }]);
		expect(puts()).toHaveLength(1);
	});

	test('waits for a pending reissue, and says so', async () => {
		const [id = 0] = await place('plain');
		await simulator.advance(3600);
		await simulator.services.post(`/order/certificate/${id}/reissue`, {
			certificate: { csr: await newCsr('plain.example.com') },
		});
		const run = await revoke(id);
		expect(textOf(run)).toContain('A reissue of order');
		expect(textOf(run)).toContain('or cancel the reissue');
		expect(puts()).toEqual([]);
	});

	test('beside a pending request that may be for one certificate only is not taken for done', async () => {
		const id = await withDuplicate();
		const { data } = await simulator.services.get(`/order/certificate/${id}`);
		await simulator.services.put(`/certificate/${data.certificate.id}/revoke`, {});
		const run = await revoke(id);
		expect(textOf(run)).toContain('be it for one certificate or for all of them');
		expect(puts()).toHaveLength(1);
	});

	test('of an order that was never issued is refused', async () => {
		const [id = 0] = await place('stuck');
		const run = await revoke(id);
		expect(textOf(run)).toContain('has not been issued, so there is nothing to revoke');
		expect(puts()).toEqual([]);
	});

	test('of an order whose certificate has expired is refused, with that as the reason', async () => {
		await simulator.advance(-210 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(210 * 86_400);
		const run = await revoke(id);
		expect(textOf(run)).toContain('has expired, so there is nothing to revoke');
		expect(puts()).toEqual([]);
	});
});
