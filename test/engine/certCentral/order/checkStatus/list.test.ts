import type { IDataObject } from 'n8n-workflow';

import { OUTCOMES } from '../../../../../sandbox/simulator/digicert/outcomes';
import { isList, REFUSED } from '../../../../support/between';
import { useBetween } from '../../../../support/use';
import { FEW, useCheck } from './check';

/** Order > Check Status of many: the list first, details only for what the list leaves open. */

const { simulator, check, place, several } = useCheck();

const between = useBetween(simulator);

/** Changes what List orders shows. */
const showing = (change: (order: IDataObject) => IDataObject) =>
	between.change((passed) =>
		isList(passed)
			? { body: { orders: (passed.body.orders as IDataObject[]).map(change) } }
			: undefined,
	);

describe('An item by the list is the item by Order info', () => {
	const outcomes = Object.keys(OUTCOMES);

	test.each([0, 30, 60, 200, 1000])('whatever the outcome, after %s s', async (seconds) => {
		const ids = await place(...outcomes.map((outcome) => `${outcome}.example.com`));
		await simulator.advance(seconds);
		const singly = await check(ids);
		expect(singly.lists).toBe(0);
		const byList = await check([...ids, ...ids, ...ids]);
		expect(byList.lists).toBe(1);
		// The pause is the same on all items of one check, and longer for many.
		const byOrder = ({ items }: typeof singly) =>
			new Map(items.flat().map((item) => [item.orderId, { ...item, nextCheckInSeconds: 0 }]));
		expect(byOrder(byList)).toEqual(byOrder(singly));
		expect(byList.items.map(({ length }) => length / 3)).toEqual(
			singly.items.map(({ length }) => length),
		);
	});

	test('also when it has expired', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant.example.com');
		await simulator.advance(500 * 86_400);
		const [singly] = (await check([id])).items[3] ?? [];
		const many = await check(Array.from({ length: FEW }, () => id));
		expect(many.items[3]).toEqual(Array.from({ length: FEW }, () => singly));
	});
});

describe('A list that is not to be trusted', () => {
	test('that does not show an order bought seconds ago: it is asked singly', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 60 } });
		const ids = await several('instant', FEW);
		const { lists, infos, items } = await check(ids);
		expect({ lists, infos }).toEqual({ lists: 1, infos: FEW });
		expect(items[0]).toHaveLength(FEW);
	});

	const older: Array<[string, IDataObject, string, number]> = [
		['a failure that is over', { status: 'canceled' }, 'instant', 0],
		['a wait for approval that is over', { status: 'needs_approval' }, 'instant', 0],
		['a certificate that has been replaced', { status: 'issued', old: true }, 'instant', 0],
		['an order without a status', { status: undefined }, 'rejected', 3],
		['an issued order without its dates', { status: 'issued', bare: true }, 'denied', 3],
	];
	test.each(older)('that shows %s: Order info decides', async (_title, shown, outcome, output) => {
		const ids = await several(outcome, FEW);
		await simulator.advance(200);
		showing((order) => ({
			...order,
			status: shown.status,
			certificate: {
				...(order.certificate as IDataObject),
				...(shown.old ? { valid_till: '2020-01-01' } : {}),
				...(shown.bare ? { valid_till: undefined } : {}),
			},
		}));
		const { infos, items } = await check(ids, {}, between.servicesUrl);
		expect(infos).toBe(FEW);
		expect(items[output]).toHaveLength(FEW);
	});

	test.each([403, 404, 400] as const)(
		'that is refused with %s: each order is asked for',
		async (status) => {
			const ids = await several('instant', FEW);
			between.change((passed) => (isList(passed) ? REFUSED[status] : undefined));
			const { error, infos, items } = await check(ids, {}, between.servicesUrl);
			expect(error).toBeUndefined();
			expect(infos).toBe(FEW);
			expect(items[0]).toHaveLength(FEW);
		},
	);

	test('that shows orders twice is none: each order is asked for', async () => {
		const ids = await several('instant', FEW);
		between.change((passed) => {
			const orders = passed.body.orders as IDataObject[];
			return isList(passed) ? { body: { orders: [...orders, ...orders] } } : undefined;
		});
		const { infos, items } = await check(ids, {}, between.servicesUrl);
		expect(infos).toBe(FEW);
		expect(items[0]).toHaveLength(FEW);
	});
});

test('An order that does not exist leaves by Failed, the others by their state', async () => {
	const ids = await several('instant', FEW);
	const { error, lists, infos } = await check([...ids, 17]);
	expect(error?.message).toContain(
		`${FEW} done, 1 not done. [item ${FEW}] Order 17: No order with this ID`,
	);
	expect({ lists, infos }).toEqual({ lists: 1, infos: 1 });
});
