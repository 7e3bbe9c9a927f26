import type { INodeParameters } from 'n8n-workflow';

import { asObject } from '../../../nodes/shared/values';
import { isList } from '../../support/between';
import { byId, callsOf, orderOf, ordersOf, placed, purchases } from '../../support/certCentral';
import { useChangedAnswers } from '../../support/changedAnswers';
import { newCsr, otherProcess } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** Promise 1: whatever an answer says beside it, what it names was made, and is not made again. */

const simulator = useSimulator();
const { between, tell, buy } = useChangedAnswers(simulator);

const replace = async (operation: string, parameters: INodeParameters) =>
	await tell({
		resource: 'order',
		operation,
		allowSameEnd: true,
		additionalFields: { skipApproval: true },
		options: { visibleWithin: 1 },
		...parameters,
	});

const NO_ORDERS = { orders: [], page: { total: 0, limit: 1000, offset: 0 } };

test.each([
	['capitals', 'AB12'.repeat(16)],
	['small letters', 'ab12'.repeat(16)],
])(
	'an Alternative Order ID of 64 hex digits in %s names one order',
	async (_case, alternativeOrderId) => {
		const item = await orderOf('own.example.com');
		const form = { additionalFields: { alternativeOrderId } };
		const [first] = await buy([item], form);
		expect(await buy([item], form)).toMatchObject([{ orderId: first?.orderId, reused: true }]);
		otherProcess(simulator);
		expect(await buy([item], form)).toMatchObject([{ orderId: first?.orderId, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	},
);

test('an order that another item of the run has just bought is not that of this one', async () => {
	const items = [await orderOf('one.example.com'), await orderOf('two.example.com')];
	let first: unknown;
	between.change(({ method, body }) => {
		if (method !== 'POST') return undefined;
		const id = first ?? body.id;
		first = id;
		return { status: 201, body: { ...body, id } };
	});
	const told = await buy(items);
	const orders = await ordersOf(simulator);
	expect(orders).toHaveLength(2);
	expect(new Set(told.map(({ orderId }) => orderId)).size).toBe(2);
	between.change(() => undefined);
	const again = await buy(items);
	expect(again.map(({ orderId }) => orderId)).toEqual(told.map(({ orderId }) => orderId));
	expect(await ordersOf(simulator)).toHaveLength(2);
});

test.each([400, 404, 409, 500, 302])(
	'HTTP %s that names the order it made is no refusal, and the order is told',
	async (status) => {
		const item = await orderOf('late.example.com');
		between.change((passed) => {
			const errors = [{ code: 'late', message: 'Late failure.' }];
			if (passed.method === 'POST') return { status, body: { ...passed.body, errors } };
			return isList(passed) ? { body: NO_ORDERS } : undefined;
		});
		const [told] = await buy([item]);
		const [order] = await ordersOf(simulator);
		expect(told).toMatchObject({ details: { code: 'unclear', ids: { orderId: order?.id } } });
		expect(purchases(simulator)).toHaveLength(1);
		between.change(() => undefined);
		expect(await buy([item])).toMatchObject([{ orderId: order?.id, reused: true }]);
		expect(purchases(simulator)).toHaveLength(1);
	},
);

test('a refusal that speaks of alternative_order_id is told in its own words', async () => {
	const message = 'Feature alternative_order_id is not enabled for this account.';
	const body = { errors: [{ code: 'invalid_request', message }] };
	between.change((passed) => {
		if (passed.method === 'POST') return { status: 400, body };
		return isList(passed) ? { body: NO_ORDERS } : undefined;
	});
	const [told] = await buy([await orderOf('feature.example.com')]);
	expect(told?.error).toContain(message);
});

describe.each(['reissue', 'duplicate'] as const)('A %s', (kind) => {
	const NAME = 'instant.example.com';
	const isRows = ({ method, url }: { method: string; url: string }) =>
		method === 'GET' && new RegExp(`/${kind}(\\?|$)`).test(url);

	test.each([
		['a message beside it', 201, { message: 'Done.' }],
		['an error beside it', 409, { errors: [{ code: 'late', message: 'Late failure.' }] }],
	])('that an answer names with %s is not made twice', async (_beside, status, beside) => {
		const [id = 0] = await placed(simulator, [await orderOf(NAME)]);
		between.change((passed) => {
			const body = { ...passed.body, certificate_id: 778_899, ...beside };
			if (passed.method === 'POST') return { status, body };
			return isRows(passed) ? { body: { certificates: [] } } : undefined;
		});
		const [told] = await replace(kind, { orderId: byId(id), csr: await newCsr(NAME) });
		expect(told).toMatchObject({ details: { ids: { certificateId: 778_899 }, retryable: true } });
		expect(callsOf(simulator, 'POST', new RegExp(`/${kind}$`))).toHaveLength(1);
	});
});

const FAILURE = [{ code: 'late', message: 'Late failure.' }];

test('an ID that an answer named is told though the list cannot be read afterwards', async () => {
	let isSent = false;
	between.change((passed) => {
		isSent ||= passed.method === 'POST';
		if (passed.method === 'POST') return { status: 400, body: { ...passed.body, errors: FAILURE } };
		return isSent && isList(passed) ? { body: {} } : undefined;
	});
	const [told] = await buy([await orderOf('named.example.com')]);
	const [order] = await ordersOf(simulator);
	expect(told).toMatchObject({ details: { ids: { orderId: order?.id } } });
});

test('an ID that only the answer to the second call names is told', async () => {
	let calls = 0;
	between.change((passed) => {
		if (passed.method !== 'POST') return isList(passed) ? { body: NO_ORDERS } : undefined;
		calls++;
		return { status: 500, body: calls === 1 ? {} : { ...passed.body, errors: FAILURE } };
	});
	const [told] = await buy([await orderOf('second.example.com')]);
	const ids = (await ordersOf(simulator)).map(({ id }) => id);
	expect(ids).toContain(asObject(asObject(asObject(told).details).ids).orderId);
});

test.each([
	['its answer names', { certificate_id: 778_899 }, { certificateId: 778_899 }],
	['its answer does not name', {}, {}],
])('a reissue that %s is not told as that of another', async (_what, named, ids) => {
	const [id] = await placed(simulator, [await orderOf('instant.example.com')]);
	let isSent = false;
	between.change(({ method, url, body }) => {
		isSent ||= method === 'POST';
		if (method === 'POST') return { status: 500, body: named };
		if (url.includes('/reissue')) return { body: { certificates: [] } };
		return isSent && url.endsWith(`/${id}`)
			? { body: { ...body, status: 'reissue_pending' } }
			: undefined;
	});
	const csr = await newCsr('instant.example.com');
	const [told] = await replace('reissue', { orderId: byId(id), csr });
	expect(told).toMatchObject({ error: expect.stringMatching(/not known/), details: { ids } });
	expect(JSON.stringify(told)).not.toContain('cancel the reissue');
});

test('what DigiCert says of the second call is told', async () => {
	const message = 'Feature alternative_order_id is not enabled for this account.';
	let calls = 0;
	between.change((passed) => {
		if (passed.method !== 'POST') return isList(passed) ? { body: NO_ORDERS } : undefined;
		calls++;
		const errors = [{ code: 'invalid_request', message }];
		return calls === 1 ? { status: 500, body: {} } : { status: 400, body: { errors } };
	});
	const [told] = await buy([await orderOf('feature.example.com')]);
	expect(told?.error).toContain(message);
});
