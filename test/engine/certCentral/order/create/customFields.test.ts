import type { INodeParameters } from 'n8n-workflow';

import {
	callsOf,
	certCentral,
	credentialOf,
	orderOf,
	orderParameters,
	ordersOf,
	purchases,
	textOf,
} from '../../../../support/certCentral';
import { useAccount } from '../../account';

const { simulator } = useAccount();

describe('Custom fields of an order', () => {
	const fields = (...given: INodeParameters[]) =>
		orderParameters({ additionalFields: { customFields: { field: given } } });

	test('that the account requires are checked before anything is sent', async () => {
		const items = [await orderOf('one.example.com'), await orderOf('two.example.com')];
		const run = await certCentral(simulator, fields({ metadataId: 22, value: 'CHG0042' }), items);
		expect(run.error?.message).toBe(
			`2 items were refused and nothing was sent. [items 0-1] one.example.com and 1 more: 'Custom Fields' lacks "Cost center", which the account requires`,
		);
		expect(callsOf(simulator).map(({ path }) => path.split('/').pop())).toEqual(['metadata']);
	});

	test('are left to DigiCert where the key may not read them', async () => {
		const credentials = {
			digiCertApi: { ...credentialOf(simulator), apiKey: simulator.keys.digicertOrdersOnlyKey },
		};
		const items = [await orderOf('unread.example.com')];
		const run = await certCentral(simulator, fields(), items, { credentials });
		expect(textOf(run)).toContain('The custom field "Cost center" is required.');
		expect(purchases(simulator)).toHaveLength(1);
		expect(await ordersOf(simulator)).toEqual([]);
	});
});
