import type { IDataObject } from 'n8n-workflow';

import { asObject, asObjects } from '../../../nodes/shared/values';
import type { Passed } from '../../support/between';
import { isInfoOf, isList } from '../../support/between';
import { listCalls, orderOf, ordersOf, placed, purchases } from '../../support/certCentral';
import { useChangedAnswers } from '../../support/changedAnswers';
import { otherProcess } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** Promises 1 and 6: no odd answer of the service makes an order be bought twice. */

const simulator = useSimulator();
const { between, buy: run } = useChangedAnswers(simulator);

const isPost = ({ method }: Passed) => method === 'POST';
const isInfo = (passed: Passed) => /certificate\/\d+$/.test(passed.url) && !isPost(passed);

/** Reissued with its second name in front. */
const turned = (order: IDataObject): IDataObject => ({
	...order,
	certificate: {
		...asObject(order.certificate),
		common_name: 'shop.example.com',
		dns_names: ['shop.example.com', 'front.example.com'],
	},
});

/** Bodies under HTTP 200 that are none of what was asked for. */
const ODD: Array<[string, unknown]> = [
	['an empty object', {}],
	['an error', { errors: [{ code: 'unavailable', message: 'Try later.' }] }],
	['a state', { status: 'maintenance' }],
	['an ID of 0', { id: 0, status: 'issued' }],
	['another order', { id: 4711, status: 'issued', certificate: { id: 1 } }],
];

describe('Before an order is bought', () => {
	const lists: Array<[string, unknown]> = [
		...ODD,
		['no rows beside a total of one', { orders: [], page: { total: 1 } }],
		['null in place of rows', { orders: null, page: { total: 0 } }],
		['a row without an ID', { orders: [{ status: 'issued' }], page: { total: 1 } }],
		['an error beside no rows', { orders: [], page: { total: 0 }, errors: ['incomplete'] }],
		['no rows and no total', { orders: [] }],
		['a total that is no number', { orders: [], page: { total: 'n/a' } }],
		['words beside no rows', { orders: [], page: { total: 0 }, message: 'backend unavailable' }],
		['more to come beside no rows', { orders: [], page: { total: 0 }, has_more: true }],
	];
	test.each(lists)('a list that answers %s proves no absence', async (_title, body) => {
		const item = await orderOf('absent.example.com');
		await placed(simulator, [item]);
		otherProcess(simulator);
		between.change((passed) => (isList(passed) ? { body } : undefined));
		expect(await run([item])).toMatchObject([{ details: { retryable: true } }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test.each(ODD)('Order info that answers %s proves nothing', async (_title, body) => {
		const item = await orderOf('unread.example.com');
		const [id] = await placed(simulator, [item]);
		otherProcess(simulator);
		between.change((passed) => (isInfoOf(passed, id) ? { body } : undefined));
		expect(await run([item])).toMatchObject([{ details: { retryable: true } }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
		between.change(() => undefined);
		expect(await run([item])).toMatchObject([{ orderId: id, reused: true }]);
	});
});

describe('After an order was bought', () => {
	test.each([
		...ODD.slice(0, 4),
		['an error beside an ID', { id: 5, errors: ['failed'] }],
		['no success beside an ID', { id: 5, success: false }],
		['a code of an error beside an ID', { id: 5, error_code: 'limit' }],
		['a rejected request beside an ID', { id: 5, requests: [{ id: 1, status: 'REJECTED' }] }],
	] as const)(
		'an answer of %s is no order: the one that was bought is found',
		async (_title, body) => {
			between.change((passed) => (isPost(passed) ? { status: 201, body } : undefined));
			const items = await run([await orderOf('answered.example.com')]);
			const [order] = await ordersOf(simulator);
			expect(items).toMatchObject([{ orderId: order?.id, recovered: true }]);
			expect(purchases(simulator)).toHaveLength(1);
		},
	);

	test('an answer with no errors in its list of them is an order', async () => {
		between.change((passed) =>
			isPost(passed) ? { status: 201, body: { ...passed.body, errors: [] } } : undefined,
		);
		const items = await run([await orderOf('listed.example.com')]);
		expect(items).toMatchObject([{ orderId: expect.any(Number), recovered: false }]);
	});

	test('an order that its answer names beside an error is never bought again, and told', async () => {
		const lists = { orders: [], page: { total: 0 } };
		between.change((passed) =>
			isPost(passed)
				? { status: 201, body: { ...passed.body, errors: ['failed'] } }
				: isList(passed)
					? { body: lists }
					: undefined,
		);
		for (const form of [{}, { duplicateProtection: false }]) {
			const before = purchases(simulator).length;
			const items = await run([await orderOf('named.example.com')], form);
			const bought = (await ordersOf(simulator)).at(-1);
			expect(items).toMatchObject([{ details: { ids: { orderId: bought?.id } } }]);
			expect(purchases(simulator)).toHaveLength(before + 1);
		}
	});

	test('an answer that names an older order is none: the one that was bought is found', async () => {
		const item = await orderOf('older.example.com');
		const [older] = await run([item]);
		between.change((passed) =>
			isPost(passed) ? { status: 201, body: { ...passed.body, id: older?.orderId } } : undefined,
		);
		const [newer] = await run([await orderOf('newer.example.com')]);
		between.change(() => undefined);
		const [first, second, ...more] = await ordersOf(simulator);
		expect(newer).toMatchObject({ orderId: second?.id, recovered: true });
		expect(await run([item])).toMatchObject([{ orderId: first?.id, reused: true }]);
		expect(more).toEqual([]);
	});

	test('an order whose request came back rejected is told as it is, and not bought again', async () => {
		between.change((passed) =>
			isPost(passed)
				? { status: 201, body: { ...passed.body, requests: [{ id: 7, status: 'rejected' }] } }
				: undefined,
		);
		const items = await run([await orderOf('rejected.example.com')]);
		const [order] = await ordersOf(simulator);
		expect(items).toMatchObject([{ orderId: order?.id, recovered: true }]);
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('a key that Order info leaves out is not forgotten', async () => {
		const item = await orderOf('keyless.example.com');
		between.change((passed) =>
			isInfo(passed) ? { body: { ...passed.body, alternative_order_id: undefined } } : undefined,
		);
		for (const reused of [false, true, true]) expect(await run([item])).toMatchObject([{ reused }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('a key in capitals, with blanks around it, is the key', async () => {
		const item = await orderOf('capitals.example.com');
		await run([item]);
		otherProcess(simulator);
		between.change((passed) =>
			isInfo(passed)
				? {
						body: {
							...passed.body,
							alternative_order_id: ` ${String(passed.body?.alternative_order_id).toUpperCase()} `,
						},
					}
				: undefined,
		);
		expect(await run([item])).toMatchObject([{ reused: true }]);
	});

	test.each([
		['a run in a new process', false],
		['the search for its lost answer', true],
	])('an order that has got another of its names in front is found by %s', async (_, isLost) => {
		const dnsNames = ['shop.example.com'];
		const item = await orderOf('front.example.com', { dnsNames });
		if (isLost) await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		else await run([item]);
		otherProcess(simulator);
		between.change((passed) =>
			isList(passed)
				? { body: { ...passed.body, orders: asObjects(passed.body?.orders).map(turned) } }
				: isInfo(passed) && passed.body
					? { body: turned(passed.body) }
					: undefined,
		);
		expect(await run([item])).toMatchObject([isLost ? { recovered: true } : { reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test.each(ODD)('Order info of %s leaves it unclear, under its key', async (_title, body) => {
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		between.change((passed) => (isInfo(passed) ? { body } : undefined));
		const [item] = await run([await orderOf('unclear.example.com')]);
		const [order, ...more] = await ordersOf(simulator);
		expect(item?.error).toContain(order?.alternativeOrderId);
		expect(more).toEqual([]);
	});
});

describe('A refusal of what was done all the same', () => {
	/** Refuses the first purchase, which the simulator has booked. */
	function refuseFirst(status: number) {
		let refused = 0;
		between.change((passed) =>
			isPost(passed) && refused++ === 0
				? { status, body: { errors: [{ code: 'invalid_value', message: 'Not like this.' }] } }
				: undefined,
		);
	}

	describe.each([400, 403, 409, 422])('with %s', (status) => {
		test('is believed once: run again at once, the order is found', async () => {
			refuseFirst(status);
			const item = await orderOf('refused.example.com');
			expect(await run([item])).toMatchObject([
				{ error: expect.stringContaining('Not like this') },
			]);
			const [order] = await ordersOf(simulator);
			expect(await run([item])).toMatchObject([{ orderId: order?.id, reused: true }]);
			expect(await ordersOf(simulator)).toHaveLength(1);
		});

		test('buys nothing again for the same order beside it, in one run or in another', async () => {
			refuseFirst(status);
			const item = await orderOf('beside.example.com');
			await Promise.all([run([item, item]), run([item])]);
			expect(await ordersOf(simulator)).toHaveLength(1);
		});
	});

	test('by the limit is followed by a look, and not repeated blindly', async () => {
		refuseFirst(429);
		const item = await orderOf('limited.example.com');
		const [told] = await run([item]);
		const [order, ...more] = await ordersOf(simulator);
		expect(told).toMatchObject({ orderId: order?.id, reused: true });
		expect(more).toEqual([]);
	});

	test('by the limit is told where nobody may look', async () => {
		refuseFirst(429);
		const items = [await orderOf('first.example.com'), await orderOf('second.example.com')];
		const told = await run(items, { duplicateProtection: false });
		expect(told).toMatchObject([
			{ details: { code: '429', nextStep: expect.stringContaining('Look for the order') } },
			{ orderId: expect.any(Number) },
		]);
		expect(purchases(simulator)).toHaveLength(2);
	});

	test('costs one list for each common name, not one for each order', async () => {
		const names = Array.from({ length: 20 }, (_, at) => `n${at}.example.com`);
		const items = await Promise.all(names.map(async (name) => await orderOf(name)));
		await simulator.seed({ outcomes: {}, organizations: [] });
		await run(items);
		expect(listCalls(simulator)).toHaveLength(1);
	});
});
