import type { IDataObject } from 'n8n-workflow';

import { isInfoOf, isList, REFUSED } from '../../../../support/between';
import {
	orderOf,
	orderParameters,
	ordersOf,
	placed,
	purchases,
	textOf,
} from '../../../../support/certCentral';
import { useChangedAnswers } from '../../../../support/changedAnswers';
import { otherProcess } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** An order that the list shows and Order info does not could be the very one that is wanted. */

const simulator = useSimulator();
const { between, run, buy } = useChangedAnswers(simulator);

/** An order of this name is there, was placed so long ago, and answers with this status. */
async function unreadable(
	status: 403 | 404,
	hoursAgo: number,
	answer: { status: number; body: unknown } = REFUSED[status],
) {
	const item = await orderOf('wanted.example.com');
	const other = await orderOf('other.example.com');
	const [id = 0] = await placed(simulator, [item]);
	otherProcess(simulator);
	between.change((passed) => {
		if (isInfoOf(passed, id)) return answer;
		if (!isList(passed)) return undefined;
		const date_created = new Date(Date.now() - hoursAgo * 3_600_000).toISOString();
		const orders = (passed.body.orders as IDataObject[]).map((order) => ({
			...order,
			...(order.id === id ? { date_created } : {}),
		}));
		return { body: { ...passed.body, orders } };
	});
	return { id, item, other };
}

describe('An order that the key may not read', () => {
	test('is not bought again: the failure names it and the right; the others are bought', async () => {
		const { id, item, other } = await unreadable(403, 48);
		const more = await Promise.all(
			Array.from({ length: 10 }, async (_, at) => await orderOf(`n${at}.example.com`)),
		);
		const [hidden, ...bought] = await buy([item, other, ...more]);
		expect(hidden).toEqual({
			error: `Not bought: the API key may not read order ${id}, which could be this one. The API key lacks the right for this (No permission.)`,
			details: {
				ids: { orderId: id },
				code: 'access_denied|missing_permission',
				retryable: false,
				whoActs: 'administrator of the API client',
				nextStep: expect.stringContaining(`a role that may view order ${id}`),
			},
		});
		expect(bought.every(({ reused }) => reused === false)).toBe(true);
		expect(await ordersOf(simulator)).toHaveLength(12);
	});

	test('is not looked at for another name, product or organization', async () => {
		const { item } = await unreadable(403, 48);
		const [ev] = await buy([{ ...item, commonName: 'wanted.example.org' }]);
		expect(ev).toMatchObject({ reused: false });
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('stops nobody where the list shows that it carries another ID', async () => {
		await simulator.seed({ settings: { alternativeOrderIdInList: true } });
		const { item } = await unreadable(403, 48);
		const [second] = await buy([item], { orderValidityYears: 2 });
		expect(second).toMatchObject({ reused: false });
	});

	test('in the search for a lost answer leaves it unclear, under its key', async () => {
		await unreadable(403, 48);
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		between.change((passed) =>
			/certificate\/\d+$/.test(passed.url) && passed.method === 'GET' ? REFUSED[403] : undefined,
		);
		const item = await orderOf('lost.example.com');
		const [failed] = await buy([item], { options: { visibleWithin: 1 } });
		const bought = await ordersOf(simulator);
		expect(failed?.error).toContain(
			`look for alternative_order_id ${bought.at(-1)?.alternativeOrderId} in CertCentral`,
		);
		expect(purchases(simulator)).toHaveLength(2);
	});

	test('is another matter than a key that nobody knows, which ends the run', async () => {
		const { item } = await unreadable(403, 48);
		between.change(() => ({
			status: 403,
			body: { errors: [{ code: 'access_denied|access_denied_invalid_key', message: 'Denied.' }] },
		}));
		const names = Array.from({ length: 20 }, (_, at) => `n${at}.example.com`);
		const items = await buy(names.map((commonName) => ({ ...item, commonName })));
		expect(items[0]?.error).toContain('DigiCert does not know this API key');
		expect(items.at(-1)?.error).toContain('Not tried');
	});
});

describe('An order that is listed and not found', () => {
	test('is gone if it is old, and bought anew', async () => {
		const { id, item } = await unreadable(404, 2);
		const [bought] = await buy([item]);
		expect(bought).toMatchObject({ reused: false });
		expect(bought?.orderId).not.toBe(id);
	});

	test('is waited for if it is young, and the others are bought', async () => {
		const { id, item, other } = await unreadable(404, 0);
		const [young, bought] = await buy([item, other]);
		expect(young).toMatchObject({
			error: `Not bought: order ${id}, which could be this one, cannot be read yet`,
			details: { retryable: true, ids: { orderId: id } },
		});
		expect(bought).toMatchObject({ reused: false });
		expect(await ordersOf(simulator)).toHaveLength(2);
	});

	test('is never gone by a page that somebody on the way answers with 404', async () => {
		const { item } = await unreadable(404, 48, { status: 404, body: '<html>Not Found</html>' });
		const [failed] = await buy([item]);
		expect(failed).toHaveProperty('error');
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('is adopted as soon as it can be read', async () => {
		const { id, item } = await unreadable(404, 0);
		await buy([item]);
		between.change(() => undefined);
		expect(await buy([item])).toMatchObject([{ orderId: id, reused: true }]);
	});
});

test('Stop tells the hidden order beside what was bought', async () => {
	const { id, item, other } = await unreadable(403, 48);
	const stopped = await run(orderParameters(), [item, other], { onError: 'stopWorkflow' });
	const [, bought] = await ordersOf(simulator);
	expect(stopped.error?.message).toContain('1 done, 1 not done. [item 0] ');
	expect(textOf(stopped)).toContain(`order ID ${bought?.id}`);
	expect(textOf(stopped)).toContain(`(order ID ${id})`);
});
