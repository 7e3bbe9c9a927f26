import type { IDataObject } from 'n8n-workflow';

import {
	callsOf,
	certCentral,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
	textOf,
} from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';
import { additional, badInput } from './badInput';

/** Bad input of Order > Create is refused before any call, by parameter and item. */

const simulator = useSimulator();
let good: IDataObject;

beforeAll(async () => {
	good = await orderOf('good.example.com');
});

describe('Order > Create refuses before any call', () => {
	test.each(Object.entries(badInput(simulator)))(
		'%s',
		async (_title, { item = {}, form = {}, text }) => {
			const fields = typeof item === 'function' ? await item() : item;
			const items = [good, { ...good, bad: true, ...fields }];
			const run = await certCentral(simulator, orderParameters(form), items);
			expect(run.error?.message).toMatch(/^1 item was refused and nothing was sent\. \[item 1\] /);
			expect(run.error?.message).toContain(text);
			expect(callsOf(simulator)).toEqual([]);
		},
	);

	test('all bad items in one error', async () => {
		const items = [
			{ ...good, commonName: '' },
			good,
			{ ...good, csr: 'x' },
			{ ...good, dnsNames: 'a b' },
		];
		const run = await certCentral(simulator, orderParameters(), items);
		expect(run.error?.message).toContain('3 items were refused and nothing was sent');
		expect(textOf(run)).toContain("[item 0] These fields are empty: 'Common Name', 'DNS Names'");
		expect(textOf(run)).toContain("[item 2] good.example.com: 'CSR' cannot be used");
		expect(textOf(run)).toContain(`[item 3] good.example.com: 'DNS Names' holds &quot;a b&quot;`);
		expect(callsOf(simulator)).toEqual([]);
	});

	test('an organization by ID beside the details of a new one', async () => {
		const details = { name: 'Example', address: 'Street 1', city: 'Lehi', state: 'Utah' };
		const values = { ...details, zip: '84043', country: 'US', telephone: '555-0100' };
		const form = orderParameters(additional({ organizationDetails: { values } }));
		const run = await certCentral(simulator, form, [good]);
		expect(textOf(run)).toContain("'Organization' is set beside 'Organization Details'");
		expect(callsOf(simulator)).toEqual([]);
	});

	test('one ticket number as ID for 20 names: a refusal, never one certificate for all', async () => {
		const items = await Promise.all(
			Array.from({ length: 20 }, async (_, at) => await orderOf(`ticket-${at}.example.com`)),
		);
		const form = orderParameters(additional({ alternativeOrderId: 'CHG0017' }));
		const run = await certCentral(simulator, form, items);
		expect(run.error?.message).toContain('19 items were refused and nothing was sent');
		expect(textOf(run)).toContain(
			"'Alternative Order ID' CHG0017 is also that of item 0, which orders something else",
		);
		expect(callsOf(simulator)).toEqual([]);
	});

	test('no item but the bad ones, if the node continues on errors', async () => {
		const items = [good, { ...good, commonName: 'a b' }];
		const { outputs } = await certCentral(simulator, orderParameters(), items, {
			onError: 'continueRegularOutput',
		});
		expect(jsons(outputs[0])).toMatchObject([
			{ orderId: expect.any(Number) },
			{
				error: `'Common Name' "a b" is not a fully qualified domain name`,
				details: { code: 'fixRequest' },
			},
		]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});
});
