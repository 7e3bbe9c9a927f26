import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsons, orderOf, ordersOf } from '../../../../support/certCentral';
import { credentialsThrough } from '../../../../support/changedAnswers';
import { otherProcess } from '../../../../support/simulator';
import { useBetween } from '../../../../support/use';
import { DAY, idsOf, useBuying } from './buying';

const { simulator, run, results, settings, setStatus } = useBuying();

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

const between = useBetween(simulator);

/** The service says that the certificate was reissued until the end of its order. */
const lendLife = () =>
	between.change(({ method, body }) => {
		const lent = (order: IDataObject): IDataObject => ({
			...order,
			status: 'issued',
			certificate: { ...(order.certificate as IDataObject), valid_till: order.order_valid_till },
		});
		if (method !== 'GET' || !(body.orders || body.order_valid_till)) return undefined;
		const orders = body.orders as IDataObject[] | undefined;
		return { body: orders ? { ...body, orders: orders.map(lent) } : lent(body) };
	});

const again = async (item: IDataObject, form: INodeParameters) => {
	const credentials = credentialsThrough(simulator, between);
	const { outputs, error } = await run([item], form, { credentials });
	expect(error).toBeUndefined();
	return jsons(outputs[0]);
};

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

		test('a renewal with the same CSR near the end of an order of 46 days', async () => {
			const item = await orderOf('instant.example.com');
			const form = {
				orderValidityType: 'days',
				orderValidityDays: 46,
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

	const years = { orderValidityYears: 1 };
	const days = (count: number) => ({ orderValidityType: 'days', orderValidityDays: count });
	const ends: Array<[string, INodeParameters, number, IDataObject, boolean]> = [
		['a year, 31 days before its end', years, 334, {}, true],
		['a year, 29 days before its end', years, 337, {}, false],
		[
			'a year, 61 days before its end, which are asked for',
			years,
			304,
			{ buyAgainWithin: 60 },
			true,
		],
		[
			'a year, 59 days before its end, which are asked for',
			years,
			307,
			{ buyAgainWithin: 60 },
			false,
		],
		['45 days, 16 days before its end', days(45), 29, {}, true],
		['45 days, 14 days before its end', days(45), 32, {}, false],
	];
	test.each(ends)('that runs %s', async (_title, form, age, options, reused) => {
		const item = await orderOf('instant.example.com');
		// The simulator calls an order expired as soon as its certificate is, so the list lends a life.
		const whole = { ...form, options: { lookBackDays: 400, ...options } };
		const { comeBack } = await placedDaysAgo(age, item, whole);
		await comeBack();
		lendLife();
		expect(await again(item, whole)).toMatchObject([{ reused }]);
	});

	test.each([67, 125, 150])(
		'while a year runs, after %s days of a certificate of 199: adopted, to be reissued when worn',
		async (age) => {
			const item = await orderOf('instant.example.com');
			const form = { options: { lookBackDays: 400 } };
			const { id, comeBack } = await placedDaysAgo(age, item, form);
			await comeBack();
			const [adopted] = await results([item], form);
			expect(adopted).toMatchObject({ orderId: id, reused: true });
			expect(adopted?.reissueDue).toBe(age > 133 ? true : undefined);
			if (age > 133) expect(adopted?.nextStep).toContain('Order > Reissue');
			expect(await ordersOf(simulator)).toHaveLength(1);
		},
	);

	test.each([
		[0.9, false],
		[0.5, true],
	])(
		'worn, if a workflow of the first version says so: less than %s of its life is left',
		async (reuseYoungerThan, reused) => {
			const item = await orderOf('instant.example.net');
			const form = { options: { lookBackDays: 90, reuseYoungerThan } };
			const { comeBack } = await placedDaysAgo(50, item, form);
			await comeBack();
			expect(await results([item], form)).toMatchObject([{ reused }]);
		},
	);
});
