import type { IDataObject } from 'n8n-workflow';

import {
	certCentral,
	jsons,
	linksOf,
	orderOf,
	orderParameters,
	ordersOf,
	purchases,
	textOf,
} from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';
import { orders } from '../../forms';

const simulator = useSimulator();

async function threeOrders(): Promise<IDataObject[]> {
	return [
		await orderOf('first.example.com'),
		await orderOf('second.example.com', { organization: 999 }),
		await orderOf('third.example.com'),
	];
}

describe('Order > Create with one order that DigiCert refuses', () => {
	test('Stop finishes all items, then one error tells what was bought and what not', async () => {
		const run = await certCentral(simulator, orders, await threeOrders());
		const booked = await ordersOf(simulator);
		expect(booked.map(({ commonName }) => commonName).sort()).toEqual([
			'first.example.com',
			'third.example.com',
		]);
		expect(run.error?.message).toMatch(/^2 done, 1 not done\. \[item 1\] .+not found/);
		expect(run.error?.message.length).toBeLessThan(300);
		const description = String(run.error?.description);
		for (const { id, commonName } of booked) {
			const item = commonName === 'first.example.com' ? 0 : 2;
			expect(description).toContain(`Done: [item ${item}] ${commonName} (order ID ${id})`);
		}
		expect(description).toContain('Not done: [item 1]');
		expect(description).toContain('Running the same items again is safe');
		expect(run.error?.context).toMatchObject({ itemIndex: 1 });
	});

	test('without protection the error does not call a second run safe', async () => {
		const form = { ...orders, duplicateProtection: false };
		const run = await certCentral(simulator, form, await threeOrders());
		expect(textOf(run)).not.toContain('is safe');
		expect(textOf(run)).toContain('repeats those that are done');
	});

	test('a long reason does not make the message longer than 300 characters', async () => {
		const names = Array.from({ length: 9 }, (_, at) => `name-${at}-${'x'.repeat(45)}.example.com`);
		const items = [await orderOf('long.example.com', { dnsNames: [...names, `${names[0]}/`] })];
		const run = await certCentral(simulator, orders, items.concat(items));
		expect(run.error?.message.length).toBeLessThan(300);
	});

	test('Continue gives each input one item, the failure with its details', async () => {
		const run = await certCentral(simulator, orders, await threeOrders(), {
			onError: 'continueRegularOutput',
		});
		expect(run.error).toBeUndefined();
		expect(linksOf(run)).toEqual([[0, 1, 2]]);
		const [first, second, third] = jsons(run.outputs[0]);
		expect([first?.orderId, third?.orderId]).toEqual([expect.any(Number), expect.any(Number)]);
		expect(Object.keys(second ?? {})).toEqual(['error', 'details']);
		expect(second?.details).toEqual({
			ids: {},
			code: 'not_found|organization',
			retryable: false,
			whoActs: 'workflow owner',
			nextStep: expect.any(String),
		});
	});

	test('Continue with error output sends the failure there', async () => {
		const run = await certCentral(simulator, orders, await threeOrders(), {
			onError: 'continueErrorOutput',
		});
		expect(linksOf(run)).toEqual([[0, 2], [1]]);
		expect(jsons(run.outputs[1])).toMatchObject([{ error: expect.stringContaining('not found') }]);
	});

	test('Retry On Fail buys nothing twice', async () => {
		const run = await certCentral(simulator, orders, await threeOrders(), {
			retryOnFail: true,
			maxTries: 3,
		});
		expect(run.error?.message).toContain('2 done, 1 not done');
		expect(await ordersOf(simulator)).toHaveLength(2);
		const bodies = purchases(simulator).map(({ body }) => JSON.parse(body).certificate.common_name);
		expect(bodies.filter((name) => name !== 'second.example.com')).toHaveLength(2);
	});

	test('the input stays beside the result where it is wanted', async () => {
		const form = orderParameters({ options: { includeInputFields: '={{ $json.ticket === 17 }}' } });
		const items = [
			await orderOf('kept.example.com', { ticket: 17 }),
			await orderOf('bare.example.com', { ticket: 18 }),
		];
		const { outputs } = await certCentral(simulator, form, items);
		expect(jsons(outputs[0]).map(({ ticket }) => ticket)).toEqual([17, undefined]);
	});
});
