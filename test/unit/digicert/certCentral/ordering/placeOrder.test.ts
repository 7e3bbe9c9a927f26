import {
	fingerprintOf,
	keyOf,
} from '../../../../../nodes/DigiCert/CertCentral/ordering/fingerprint';
import type { OrderRequest } from '../../../../../nodes/DigiCert/CertCentral/ordering/orderRequest';
import { placeOrder } from '../../../../../nodes/DigiCert/CertCentral/ordering/placeOrder';
import { Purchases } from '../../../../../nodes/DigiCert/CertCentral/ordering/purchases';
import { Round } from '../../../../../nodes/DigiCert/CertCentral/ordering/round';
import { note } from '../../../../../nodes/shared/once/notes';
import { contextOn, ProcessedData } from '../../../../support/processedData';
import { accountWith, many, orderAged, PAGE } from './account';

describe('An order that was canceled too long ago to be seen, where unique IDs are enforced', () => {
	const identity = {
		commonName: 'www.example.com',
		names: ['www.example.com'],
		product: 'ssl ov',
		spki: 'ab',
		organization: '1',
		validity: 'years 1',
		renewedOrder: '',
	};
	const request: OrderRequest = {
		product: 'ssl',
		body: { certificate: { common_name: 'www.example.com' } },
		identity,
		fingerprint: fingerprintOf(identity),
		protect: true,
		lookBackDays: 30,
		visibleWithin: 0.2,
		buyAgainWithin: 30,
		repeatUnclear: true,
	};
	const firstKey = keyOf(fingerprintOf(identity), 0);
	const canceled = orderAged(7, 60, {
		status: 'canceled',
		certificate: { common_name: 'www.example.com' },
		alternative_order_id: firstKey,
	});

	async function buy(noted: string[] = []) {
		const account = accountWith([...many(PAGE, 50, 100), canceled]);
		const ctx = contextOn(new ProcessedData());
		await note(ctx, noted);
		const purchases = new Purchases();
		const round = new Round(ctx, account.services, purchases, purchases.bookOf('key'), [request]);
		return { account, bought: placeOrder({ round, request, stepAside: () => {} }) };
	}

	test('is bought under a key of its own', async () => {
		const { account, bought } = await buy();
		expect(await bought).toMatchObject({
			reused: false,
			alternative_order_id: keyOf(fingerprintOf(identity), 1),
		});
		expect(account.calls.filter(({ method }) => method === 'POST')).toHaveLength(2);
	});

	test('is bought so, too, when its key is noted, without a search', async () => {
		const { account, bought } = await buy([firstKey]);
		expect(await bought).toMatchObject({ reused: false, orderId: expect.any(Number) });
		expect(account.calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});
