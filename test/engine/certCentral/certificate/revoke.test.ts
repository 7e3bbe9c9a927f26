import type { INodeParameters } from 'n8n-workflow';

import { byId, callsOf, jsons, textOf } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useAccount } from '../account';

const { simulator, call, place } = useAccount();

const puts = () => callsOf(simulator, 'PUT', /revoke/);

interface Booked {
	id: number;
	kind: string;
	status: string;
}

async function booked(): Promise<{ status: string; certificates: Booked[] }> {
	const { data } = await simulator.sandbox.get('/books');
	return data.digicert.orders[0];
}

/** An issued order with a duplicate: the order, its certificate, the duplicate. */
async function withDuplicate() {
	const [id = 0] = await place('instant');
	await simulator.services.post(`/order/certificate/${id}/duplicate`, {
		certificate: { common_name: 'instant.example.com', csr: await newCsr('instant.example.com') },
		skip_approval: true,
	});
	const { certificates } = await booked();
	return { id, own: certificates[0]?.id ?? 0, duplicate: certificates[1]?.id ?? 0 };
}

const revoke = async (orderId: number, certificateId: number, more: INodeParameters = {}) =>
	await call('certificate', 'revoke', {
		orderId: byId(orderId),
		certificateId: byId(certificateId),
		...more,
	});

describe('Revoke, of a certificate', () => {
	test.each(['own', 'duplicate'] as const)('hits this one alone: %s', async (which) => {
		const ids = await withDuplicate();
		const { outputs } = await revoke(ids.id, ids[which], { skipApproval: true });
		expect(jsons(outputs[0])).toMatchObject([
			{ orderId: ids.id, certificateId: ids[which], revocation: 'done', changed: true },
		]);
		const { status, certificates } = await booked();
		expect(status).toBe('issued');
		expect(certificates.filter((one) => one.status === 'revoked')).toMatchObject([
			{ id: ids[which] },
		]);
	});

	test('waits for a pending reissue, and says so', async () => {
		const [id = 0] = await place('plain');
		await simulator.advance(3600);
		await simulator.services.post(`/order/certificate/${id}/reissue`, {
			certificate: { csr: await newCsr('plain.example.com') },
		});
		const { certificates } = await booked();
		const run = await revoke(id, certificates[0]?.id ?? 0);
		expect(textOf(run)).toContain('or cancel the reissue');
		expect(puts()).toEqual([]);
	});

	test.each(['own', 'duplicate'] as const)('again changes nothing: %s', async (which) => {
		const ids = await withDuplicate();
		await revoke(ids.id, ids[which], { skipApproval: true });
		const { outputs } = await revoke(ids.id, ids[which], { skipApproval: true });
		expect(jsons(outputs[0])).toMatchObject([{ revocation: 'done', changed: false }]);
		expect(puts()).toHaveLength(1);
	});

	test('beside a request for another certificate is a request of its own', async () => {
		const ids = await withDuplicate();
		await revoke(ids.id, ids.duplicate);
		const { outputs } = await revoke(ids.id, ids.own);
		expect(jsons(outputs[0])).toMatchObject([{ revocation: 'requested', changed: true }]);
		expect(puts()).toHaveLength(2);
	});

	test.each(['connectionCut', 'badGateway'] as const)(
		'whose answer is lost is looked up: %s',
		async (fault) => {
			const ids = await withDuplicate();
			await simulator.fault(fault, { remaining: 1, match: { method: 'PUT' } });
			const { outputs } = await revoke(ids.id, ids.duplicate);
			expect(jsons(outputs[0])).toMatchObject([{ revocation: 'requested', recovered: true }]);
			expect(puts()).toHaveLength(1);
		},
	);

	test('of another order is refused with nothing sent', async () => {
		const { id, own } = await withDuplicate();
		const run = await revoke(id, own + 4711);
		expect(textOf(run)).toContain(`is none of order ${id}, which has ${own}`);
		expect(puts()).toEqual([]);
	});
});
