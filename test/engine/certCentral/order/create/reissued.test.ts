import type { IDataObject } from 'n8n-workflow';

import { certCentral, byId, orderOf, ordersOf, purchases } from '../../../../support/certCentral';
import { newCsr, otherProcess } from '../../../../support/simulator';
import { idsOf, useBuying } from './buying';

/** Promise 1: an order that was reissued with another key since is still the one that was bought. */

const { simulator, results } = useBuying();

const OWN = { additionalFields: { alternativeOrderId: 'CHG004' } };

/** As CertCentral would place it, without a key of this package. */
async function byHand(item: IDataObject): Promise<number> {
	const [placed] = await results([{ ...item, commonName: 'pattern.example.com' }], {
		options: { csrNamesMayDiffer: true },
	});
	const pattern = purchases(simulator).at(-1);
	const body = JSON.parse(pattern?.body ?? '{}') as IDataObject;
	const certificate = { ...(body.certificate as IDataObject), common_name: item.commonName };
	const path = pattern?.path.replace('/services/v2', '') ?? '';
	const byNobody = { ...body, certificate, alternative_order_id: undefined };
	const { data } = await simulator.services.post(path, byNobody);
	expect(data.id).not.toBe(placed?.orderId);
	return data.id;
}

async function reissue(id: number, commonName: string): Promise<void> {
	await simulator.advance(3600);
	const { error } = await certCentral(simulator, {
		resource: 'order',
		operation: 'reissue',
		orderId: byId(id),
		csr: await newCsr(commonName),
		allowSameEnd: true,
		additionalFields: { skipApproval: true },
	});
	expect(error).toBeUndefined();
	await simulator.advance(3600);
}

describe('An order whose certificate has another key since', () => {
	const NAME = 'instant.example.com';

	test('is adopted though it was placed by hand, in this process and the next', async () => {
		const item = await orderOf(NAME);
		const id = await byHand(item);
		await reissue(id, NAME);
		const bought = (await ordersOf(simulator)).length;
		for (const begins of [otherProcess, () => undefined, otherProcess]) {
			begins(simulator);
			expect(await results([item])).toMatchObject([{ orderId: id, reused: true }]);
		}
		expect(await ordersOf(simulator)).toHaveLength(bought);
	});

	test('is adopted by an own ID', async () => {
		const item = await orderOf(NAME);
		const [first] = await results([item], OWN);
		await reissue(Number(first?.orderId), NAME);
		otherProcess(simulator);
		expect(idsOf(await results([item], OWN))).toEqual([first?.orderId]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('is another one for a key that it never had', async () => {
		const id = await byHand(await orderOf(NAME));
		await reissue(id, NAME);
		otherProcess(simulator);
		const [other] = await results([await orderOf(NAME)]);
		expect(other).toMatchObject({ reused: false });
		expect(other?.orderId).not.toBe(id);
	});
});
