import { byId, callsOf, jsons, ordersOf, textOf } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order, place } = useOrders();

const cancel = async (id: number, note = 'Ordered by mistake') =>
	await order('cancel', { orderId: byId(id), note });

/** A reissue that waits for the time that issuing takes. */
async function reissuing() {
	const [id = 0] = await place('plain');
	await simulator.advance(3600);
	await simulator.services.post(`/order/certificate/${id}/reissue`, {
		certificate: { common_name: 'plain.example.com', csr: await newCsr('plain.example.com') },
		skip_approval: true,
	});
	return id;
}

describe('Cancel', () => {
	test.each(['stuck', 'needs-approval'])('ends a pending order: %s', async (name) => {
		const [id = 0] = await place(name);
		const { outputs } = await cancel(id);
		expect(jsons(outputs[0])).toEqual([
			{ orderId: id, canceled: 'order', status: 'canceled', changed: true },
		]);
		const [put] = callsOf(simulator, 'PUT');
		expect(JSON.parse(put?.body ?? '')).toEqual({
			status: 'canceled',
			note: 'Ordered by mistake',
		});
		expect(await ordersOf(simulator)).toMatchObject([{ status: 'canceled' }]);
	});

	test('of a pending reissue ends the reissue alone, and says so', async () => {
		const id = await reissuing();
		const { outputs } = await cancel(id);
		expect(jsons(outputs[0])).toMatchObject([{ canceled: 'reissue', status: 'issued' }]);
		expect(await ordersOf(simulator)).toMatchObject([{ status: 'issued' }]);
	});

	test.each(['order', 'reissue'])('again changes nothing: %s', async (kind) => {
		const [pending = 0] = kind === 'order' ? await place('stuck') : [await reissuing()];
		await cancel(pending);
		const { outputs } = await cancel(pending);
		expect(jsons(outputs[0])).toMatchObject([{ canceled: kind, changed: false }]);
		expect(callsOf(simulator, 'PUT')).toHaveLength(1);
	});

	test.each(['order', 'reissue'])('whose answer is lost is looked up: %s', async (kind) => {
		const [pending = 0] = kind === 'order' ? await place('stuck') : [await reissuing()];
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'PUT' } });
		const { outputs } = await cancel(pending);
		expect(jsons(outputs[0])).toMatchObject([{ canceled: kind, changed: true, recovered: true }]);
		expect(callsOf(simulator, 'PUT')).toHaveLength(1);
	});

	test('of an issued order is refused with nothing sent: that would be a revocation', async () => {
		const [id = 0] = await place('instant');
		const run = await cancel(id);
		expect(textOf(run)).toContain('nothing of it is pending that could be cancelled');
		expect(textOf(run)).toContain('revoked, not canceled');
		expect(callsOf(simulator, 'PUT')).toEqual([]);
	});
});
