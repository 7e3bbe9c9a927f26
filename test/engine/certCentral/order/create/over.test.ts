import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { orderOf, ordersOf } from '../../../../support/certCentral';
import { otherProcess } from '../../../../support/simulator';
import { DAY, idsOf, useBuying } from './buying';

const { simulator, results, settings, setStatus } = useBuying();

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
