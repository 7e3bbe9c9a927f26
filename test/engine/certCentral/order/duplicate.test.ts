import type { INodeParameters } from 'n8n-workflow';

import { byId, callsOf, jsons, textOf } from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useOrders } from './orders';

const { simulator, order, place } = useOrders();

const NAME = 'instant.example.com';
const posts = () => callsOf(simulator, 'POST', /\/duplicate$/);

const duplicate = async (orderId: number, more: INodeParameters = {}, count = 1) => {
	const csr = more.csr ?? (await newCsr(NAME));
	const form = {
		orderId: byId(orderId),
		additionalFields: { skipApproval: true },
		options: { visibleWithin: 3 },
		...more,
		csr,
	};
	return await order(
		'duplicate',
		form,
		Array.from({ length: count }, () => ({})),
	);
};

const booked = async (): Promise<Array<{ id: number; kind: string }>> => {
	const { data } = await simulator.sandbox.get('/books');
	return data.digicert.orders[0].certificates;
};

const duplicates = async () => (await booked()).filter(({ kind }) => kind === 'duplicate');

describe('Duplicate', () => {
	test('is one for each key, in one run and in the next', async () => {
		const [id = 0] = await place('instant');
		const csr = await newCsr(NAME);
		const runs = [
			await duplicate(id, { csr }, 3),
			await duplicate(id, { csr }),
			await duplicate(id),
		];
		const items = runs.flatMap(({ outputs }) => jsons(outputs[0]));
		expect(items.filter(({ changed }) => changed)).toHaveLength(2);
		expect(items[0]).toMatchObject({ orderId: id, status: 'issued' });
		expect(await duplicates()).toHaveLength(2);
		expect(posts()).toHaveLength(2);
	});

	test.each(['connectionCut', 'requestLost'] as const)(
		'whose answer is lost is looked for, and made once: %s',
		async (fault) => {
			const [id = 0] = await place('instant');
			await simulator.fault(fault, { remaining: 1, match: { method: 'POST' } });
			const { outputs } = await duplicate(id);
			const [made, ...others] = await duplicates();
			expect(jsons(outputs[0])).toMatchObject([{ certificateId: made?.id, changed: true }]);
			expect(others).toEqual([]);
		},
	);

	test('of a domain whose validation is not current says to reissue first, and sends nothing', async () => {
		const [id = 0] = await place('instant');
		await simulator.seed({ domains: [{ name: 'example.com', validated: false }] });
		const run = await duplicate(id);
		expect(textOf(run)).toContain('which that of example.com is not');
		expect(textOf(run)).toContain('Reissue first');
		expect(posts()).toEqual([]);
	});

	test('of a certificate that has expired would be none: reissue first, and nothing is sent', async () => {
		await simulator.advance(-210 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(210 * 86_400);
		const run = await duplicate(id);
		expect(textOf(run)).toContain('has expired');
		expect(textOf(run)).toContain('Reissue it first');
		expect(posts()).toEqual([]);
	});
});
