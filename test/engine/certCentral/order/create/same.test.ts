import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	credentialOf,
	jsons,
	listCalls,
	orderOf,
	ordersOf,
	placed,
	purchases,
} from '../../../../support/certCentral';
import { newCsr, otherProcess } from '../../../../support/simulator';
import { DAY, idsOf, useBuying } from './buying';

/** Promise 1: nothing is bought twice, and what is another order, or is over, is bought. */

const { simulator, run, results, settings } = useBuying();

/** A pace that holds nothing up: what is counted here is calls, not seconds. */
const UNPACED = {
	pacing: 'custom',
	burstRequests: 10_000,
	burstSeconds: 5,
	sustainedRequests: 10_000,
	sustainedSeconds: 180,
};

describe('The same order is bought once', () => {
	test('twice in one run: both items get the id', async () => {
		const item = await orderOf('twice.example.com');
		const [first, second] = await results([item, item]);
		expect(second?.orderId).toBe(first?.orderId);
		expect([first?.reused, second?.reused]).toEqual([false, true]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('by two executions at once, and three', async () => {
		const items = await Promise.all(['a', 'b', 'c'].map((name) => orderOf(`${name}.example.com`)));
		const runs = await Promise.all([results(items), results(items), results(items)]);
		expect(new Set(runs.flatMap(idsOf)).size).toBe(3);
		expect(await ordersOf(simulator)).toHaveLength(3);
	});

	test('while its first answer takes longer than orders take to show', async () => {
		await settings({ listLagRealSeconds: 60 });
		await simulator.fault('slowAnswer', { match: { method: 'POST' }, delayMs: 1600 });
		const item = await orderOf('slow-answer.example.com');
		const form = { options: { visibleWithin: 1 } };
		const [first, second] = await Promise.all([results([item, item], form), results([item], form)]);
		expect(new Set(idsOf([...first, ...second])).size).toBe(1);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('names in another order, in capitals, and twice', async () => {
		const { csr } = await orderOf('names.example.com');
		const [first] = await results([
			{ csr, commonName: 'names.example.com', dnsNames: 'b.example.com, a.example.com' },
		]);
		const [second] = await results([
			{
				csr,
				commonName: 'NAMES.example.com',
				dnsNames: 'A.example.com,B.example.com,a.example.com',
			},
		]);
		expect(second).toMatchObject({ orderId: first?.orderId, reused: true });
	});

	test('with a custom date from $now on two days', async () => {
		const item = await orderOf('date.example.com');
		const form = {
			orderValidityType: 'customExpirationDate',
			orderValidityDate: '={{ $now.plus({ days: 60 }) }}',
		};
		const [monday] = await results([item], form);
		const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + DAY * 1000);
		try {
			otherProcess(simulator);
			const [tuesday] = await results([item], form);
			expect(tuesday).toMatchObject({ orderId: monday?.orderId, reused: true });
			const [other] = await results([await orderOf('other-date.example.com')], form);
			expect(other).toMatchObject({ reused: false });
		} finally {
			clock.mockRestore();
		}
		// The date did move: two orders on two days end on two days.
		const [first, second, ...more] = purchases(simulator).map(
			({ body }) => JSON.parse(body).order_validity.custom_expiration_date,
		);
		expect(second).not.toBe(first);
		expect(more).toEqual([]);
	});

	test.each([true, false])(
		'by another process, whether the list shows the key or not: %s',
		async (alternativeOrderIdInList) => {
			await settings({ alternativeOrderIdInList });
			const items = [await orderOf('other.example.com'), await orderOf('process.example.com')];
			const first = await results(items);
			otherProcess(simulator);
			const second = await results(items);
			expect(idsOf(second)).toEqual(idsOf(first));
			expect(second.every(({ reused }) => reused === true)).toBe(true);
			expect(purchases(simulator)).toHaveLength(2);
		},
	);

	test('while its status is one that nobody knows', async () => {
		const item = await orderOf('odd-status.example.com');
		const [id] = await placed(simulator, [item]);
		await simulator.advance(200);
		otherProcess(simulator);
		expect(await results([item])).toMatchObject([{ orderId: id, status: 'legal_hold' }]);
	});

	test('in Loop Over Items with 500 rounds, with a handful of list calls', async () => {
		const { csr } = await orderOf('loop.example.com');
		const names = Array.from({ length: 500 }, (_, round) => `round-${round}.example.com`);
		const ids: unknown[] = [];
		const credentials = { digiCertApi: { ...credentialOf(simulator), ...UNPACED } };
		const began = performance.now();
		for (const commonName of names) {
			const { outputs, error } = await run([{ commonName, csr }], {}, { credentials });
			expect(error).toBeUndefined();
			ids.push(...idsOf(jsons(outputs[0])));
		}
		expect(new Set(ids).size).toBe(500);
		expect(purchases(simulator)).toHaveLength(500);
		// One when the loop begins, and one whenever what it said is half a minute old.
		const halfMinutes = Math.floor((performance.now() - began) / 30_000);
		expect(listCalls(simulator).length).toBeLessThanOrEqual(1 + halfMinutes);
	}, 180_000);
});

describe('Another order is bought', () => {
	const others: Array<[string, INodeParameters, IDataObject]> = [
		['with one name more', {}, { dnsNames: 'more.example.com' }],
		['of another product', { product: byId('ssl_securesite_flex') }, {}],
		['of another type', { typeHint: 'ev' }, {}],
		['for another organization', { organization: byId(1_850_012) }, {}],
		['for another kind of validity', { orderValidityType: 'days', orderValidityDays: 365 }, {}],
		['for more years', { orderValidityYears: 2 }, {}],
	];
	test.each(others)('%s', async (_title, form, more) => {
		const item = await orderOf('alike.example.com');
		const first = await results([item]);
		const second = await results([{ ...item, ...more }], form);
		expect(second).toMatchObject([{ reused: false }]);
		expect(idsOf(second)).not.toEqual(idsOf(first));
		otherProcess(simulator);
		expect(idsOf(await results([{ ...item, ...more }], form))).toEqual(idsOf(second));
		expect(idsOf(await results([item]))).toEqual(idsOf(first));
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('with a new key pair', async () => {
		const commonName = 'rekeyed.example.com';
		await results([{ commonName, csr: await newCsr(commonName) }]);
		await results([{ commonName, csr: await newCsr(commonName) }]);
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('that renews the first one, once', async () => {
		const item = await orderOf('renewed.example.com');
		const [id = 0] = await placed(simulator, [item]);
		const renewal = { additionalFields: { renewalOfOrderId: String(id) } };
		const [first] = await results([item], renewal);
		const [second] = await results([item], renewal);
		expect(first).toMatchObject({ reused: false });
		expect(second).toMatchObject({ orderId: first?.orderId, reused: true });
		expect(await ordersOf(simulator)).toHaveLength(2);
	});
});
