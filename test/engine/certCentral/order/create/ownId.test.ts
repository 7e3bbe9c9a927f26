import { jsons, orderOf, ordersOf, placed, textOf } from '../../../../support/certCentral';
import { otherProcess } from '../../../../support/simulator';
import { idsOf, useBuying } from './buying';

const { simulator, run, results, settings, setStatus } = useBuying();

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
