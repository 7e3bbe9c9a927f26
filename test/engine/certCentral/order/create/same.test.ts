import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../../../support/certCentral';
import {
	byId,
	certCentral,
	credentialOf,
	jsons,
	listCalls,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
	purchases,
	textOf,
} from '../../../../support/certCentral';
import { newCsr, otherProcess } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** Promise 1: nothing is bought twice, and what is another order, or is over, is bought. */

const simulator = useSimulator();

const run = async (items: IDataObject[], form: INodeParameters = {}, options: RunOptions = {}) =>
	await certCentral(simulator, orderParameters(form), items, options);

/** Items of a run that must not fail. */
async function results(items: IDataObject[], form: INodeParameters = {}): Promise<IDataObject[]> {
	const { outputs, error } = await run(items, form);
	expect(error).toBeUndefined();
	return jsons(outputs[0]);
}

const idsOf = (items: IDataObject[]) => items.map(({ orderId }) => orderId);

const settings = async (given: Record<string, unknown>) =>
	await simulator.seed({ settings: given });

const setStatus = async (id: number, status: string) => {
	const client = simulator.withKey(simulator.keys.digicertApiKey);
	const path = `/services/v2/order/certificate/${id}/status`;
	const headers = { 'Content-Type': 'application/json' };
	const answer = await client.put(path, { status, note: 'not needed' }, { headers });
	expect(answer.status).toBe(204);
};

const DAY = 86_400;
/** A pace that holds nothing up: what is counted here is calls, not seconds. */
const UNPACED = {
	pacing: 'custom',
	burstRequests: 10_000,
	burstSeconds: 5,
	sustainedRequests: 10_000,
	sustainedSeconds: 180,
};
/** Places an order so many days ago, and comes back to the present. */
async function placedDaysAgo(days: number, item: IDataObject, form: INodeParameters = {}) {
	await simulator.advance(-days * DAY);
	const [first] = await results([item], form);
	await simulator.advance(200);
	const before = Number(first?.orderId);
	return {
		id: before,
		comeBack: async () => {
			await simulator.advance(days * DAY - 200);
			otherProcess(simulator);
		},
	};
}

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

describe('An order that is over is bought again', () => {
	describe.each([false, true])('where unique IDs are enforced: %s', (uniqueAlternativeOrderIds) => {
		beforeEach(async () => await settings({ uniqueAlternativeOrderIds }));

		test('the same order after a cancel: bought, canceled, bought, canceled and bought', async () => {
			const item = await orderOf('cancel.example.com');
			const ids: unknown[] = [];
			for (let round = 0; round < 3; round++) {
				const [bought] = await results([item]);
				expect(bought).toMatchObject({ reused: false });
				ids.push(bought?.orderId);
				expect(await results([item])).toMatchObject([{ orderId: bought?.orderId, reused: true }]);
				await setStatus(Number(bought?.orderId), 'canceled');
				otherProcess(simulator);
			}
			expect(new Set(ids).size).toBe(3);
			const keys = (await ordersOf(simulator)).map(({ alternativeOrderId }) => alternativeOrderId);
			expect(new Set(keys).size).toBe(3);
		});

		test.each(['rejected', 'denied'])('%s', async (outcome) => {
			const item = await orderOf(`${outcome}.example.com`);
			await results([item]);
			await simulator.advance(200);
			expect(await results([item])).toMatchObject([{ reused: false }]);
			expect(await ordersOf(simulator)).toHaveLength(2);
		});

		test('a renewal with the same CSR near the end of a 46-day life', async () => {
			const item = await orderOf('instant.example.com');
			const form = {
				additionalFields: { certValidity: { values: { type: 'days', days: 46 } } },
				options: { lookBackDays: 60 },
			};
			const { id, comeBack } = await placedDaysAgo(40, item, form);
			await comeBack();
			const [renewed] = await results([item], form);
			expect(renewed).toMatchObject({ reused: false });
			expect(renewed?.orderId).not.toBe(id);
			expect(idsOf(await results([item], form))).toEqual([renewed?.orderId]);
		});
	});

	test('expired', async () => {
		const item = await orderOf('instant.example.org');
		const form = { options: { lookBackDays: 1200, reuseYoungerThan: 0 } };
		const { comeBack } = await placedDaysAgo(500, item, form);
		await comeBack();
		expect(await results([item], form)).toMatchObject([{ reused: false }]);
	});

	test.each([
		[0.9, false],
		[0.5, true],
	])('worn, if less than %s of its life is left', async (reuseYoungerThan, reused) => {
		const item = await orderOf('instant.example.net');
		const form = { options: { lookBackDays: 90, reuseYoungerThan } };
		const { comeBack } = await placedDaysAgo(50, item, form);
		await comeBack();
		expect(await results([item], form)).toMatchObject([{ reused }]);
	});
});

describe("The user's own alternative order ID", () => {
	const own = (id: string) => ({ additionalFields: { alternativeOrderId: id } });

	test('is sent, and the same order is adopted by it', async () => {
		const item = await orderOf('ticket.example.com');
		const first = await results([item], own('CHG001'));
		otherProcess(simulator);
		const second = await results([item], own('CHG001'));
		expect(second).toMatchObject([{ reused: true, alternative_order_id: 'CHG001' }]);
		expect(idsOf(second)).toEqual(idsOf(first));
	});

	test.each([
		['with another key pair', {}],
		['with one name more', { dnsNames: 'more.example.com' }],
	])('is not taken for the same name %s', async (_title, more) => {
		const first = await orderOf('content.example.com');
		const [id] = await placed(simulator, [first]);
		await results([await orderOf('content.example.com')], own('CHG002'));
		otherProcess(simulator);
		const other = await run([await orderOf('content.example.com', more)], own('CHG002'));
		expect(textOf(other)).toMatch(
			/'Alternative Order ID' CHG002 belongs to order \d+, which has other content/,
		);
		expect(textOf(other)).not.toContain(`order ${id}`);
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test.each([true, false])(
		'is not taken for another name, seen in this process: %s',
		async (sameProcess) => {
			await settings({ alternativeOrderIdInList: true });
			const [first] = await results([await orderOf('mine.example.com')], own('CHG003'));
			if (!sameProcess) otherProcess(simulator);
			const other = await run([await orderOf('yours.example.com')], own('CHG003'));
			expect(textOf(other)).toContain(
				`belongs to order ${first?.orderId}, which has other content`,
			);
			expect(await ordersOf(simulator)).toHaveLength(1);
		},
	);

	test.each([
		['one process, which remembers it', true, 1],
		['processes that cannot see it', false, 20],
	])(
		'as one ticket number for 20 names in 20 rounds of %s: 20 certificates or a refusal, never one',
		async (_title, sameProcess, certificates) => {
			const { csr } = await orderOf('www.example.com');
			const ids: unknown[] = [];
			for (let round = 0; round < 20; round++) {
				if (!sameProcess) otherProcess(simulator);
				const item = { commonName: `ticket-${round}.example.com`, csr };
				const answer = await run([item], own('CHG0017'));
				ids.push(...idsOf(jsons(answer.outputs[0])));
				if (answer.error) expect(textOf(answer)).toContain('which has other content');
			}
			expect(new Set(ids).size).toBe(certificates);
			const names = new Set((await ordersOf(simulator)).map(({ commonName }) => commonName));
			expect(names.size).toBe(ids.length);
		},
	);

	test('that an unseen order holds is refused where IDs are unique', async () => {
		await settings({ uniqueAlternativeOrderIds: true });
		await results([await orderOf('mine.example.com')], own('CHG004'));
		otherProcess(simulator);
		const form = { ...own('CHG004'), options: { visibleWithin: 1 } };
		const other = await run([await orderOf('yours.example.com')], form);
		expect(textOf(other)).toContain(
			"'Alternative Order ID' CHG004 belongs to another order of this account",
		);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('of a canceled order is used up where IDs are unique', async () => {
		await settings({ uniqueAlternativeOrderIds: true });
		const item = await orderOf('over.example.com');
		const [first] = await results([item], own('CHG005'));
		await setStatus(Number(first?.orderId), 'canceled');
		const again = await run([item], own('CHG005'));
		expect(textOf(again)).toContain(`CHG005 belongs to order ${first?.orderId}, which is over`);
	});

	test('of a canceled order may be used again elsewhere', async () => {
		const item = await orderOf('reuse.example.com');
		const [first] = await results([item], own('CHG006'));
		await setStatus(Number(first?.orderId), 'canceled');
		const [second] = await results([item], own('CHG006'));
		expect(second).toMatchObject({ reused: false, alternative_order_id: 'CHG006' });
		expect(await results([item], own('CHG006'))).toMatchObject([{ orderId: second?.orderId }]);
	});
});
