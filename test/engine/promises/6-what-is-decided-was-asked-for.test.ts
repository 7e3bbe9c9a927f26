import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DigiCertCertCentral } from '../../../nodes/DigiCert/CertCentral/DigiCertCertCentral.node';
import { byId, jsons, textOf } from '../../support/certCentral';
import { runNode } from '../../support/engine';
import type { Answer } from '../../support/receiver';
import { useReceiver } from '../../support/use';

/** Promise 6: what is decided is what was asked for: no revocation by accident, no request of another thing. */

const receiver = useReceiver();

interface Shown {
	/** Requests of order 4711. */
	requests?: IDataObject[];
	/** Request info in place of the true one. */
	info?: IDataObject;
	/** Order info in place of the true one. */
	order?: IDataObject;
}

const pending = (id: number, type?: string): IDataObject => ({ id, type, status: 'pending' });

const call = async (parameters: INodeParameters) =>
	await runNode({
		node: new DigiCertCertCentral(),
		parameters: { resource: 'request', ...parameters },
		credentials: {
			digiCertApi: {
				apiKey: 'FOREIGN0KEY',
				region: 'custom',
				servicesUrl: `${receiver.origin}/services/v2`,
			},
		},
	});

async function decide(parameters: INodeParameters, { requests = [], info, order }: Shown) {
	receiver.answer(({ method, url }): Answer => {
		if (method === 'PUT') return { status: 204 };
		const [, id] = /\/request\/(\d+)$/.exec(url) ?? [];
		if (!id) return { body: order ?? { id: 4711, status: 'issued', requests } };
		const shown = requests.find((request) => request.id === Number(id)) ?? {};
		return { body: info ?? { type: 'new_request', ...shown, order: { id: 4711 } } };
	});
	const run = await call({ operation: 'approve', ...parameters });
	const decided = receiver.received.filter(({ method }) => method === 'PUT');
	return { run, decided: decided.map(({ url }) => /\d+(?=\/status)/.exec(url)?.[0]) };
}

const BY_ORDER = { orderId: byId(4711) };

describe('Approve decides nothing by an answer that speaks of an error', () => {
	test.each<[string, IDataObject]>([
		['errors', { errors: [{ code: 'x', message: 'y' }] }],
		['one error', { error: 'stale replica' }],
		['a message', { message: 'Order info is incomplete' }],
		['no success', { success: false }],
		['no success as text', { success: 'false' }],
		['an exception', { exception: 'Timeout' }],
	])('%s', async (_what, beside) => {
		const requests = [pending(113, 'new_request')];
		const order = { id: 4711, status: 'needs_approval', requests, ...beside };
		const byOrder = await decide(BY_ORDER, { requests, order });
		expect(textOf(byOrder.run)).toContain('is not the documented JSON');
		expect(byOrder.decided).toEqual([]);
		const info = { ...requests[0], order: { id: 4711 }, ...beside };
		const byId113 = await decide({ requestId: byId(113) }, { info });
		expect(byId113.decided).toEqual([]);
	});
});

describe('Approve by order', () => {
	test.each(['new_request', 'new request', 'reissue', 'duplicate', 'renewal'])(
		'takes a %s',
		async (type) => {
			const { run, decided } = await decide(BY_ORDER, { requests: [pending(113, type)] });
			expect(decided).toEqual(['113']);
			expect(jsons(run.outputs[0])).toMatchObject([{ requestId: 113, orderId: 4711, type }]);
		},
	);

	test.each(['revoke', 'revoke_order', 'never_heard_of', 'new_revoke', 'renew_revoke'])(
		'leaves a %s alone',
		async (type) => {
			const { run, decided } = await decide(BY_ORDER, { requests: [pending(113, type)] });
			expect(decided).toEqual([]);
			expect(textOf(run)).toContain(`request 113 is "${type}"`);
			expect(textOf(run)).toContain("Set 'Request' to 113");
		},
	);

	test('takes the order beside a revocation', async () => {
		const requests = [pending(113, 'reissue'), pending(114, 'revoke')];
		expect((await decide(BY_ORDER, { requests })).decided).toEqual(['113']);
	});

	test.each([
		['by ID', {}, {}],
		[
			'by date',
			{ id: 10, date: '2027-03-02T00:00:00+00:00' },
			{ date: '2027-03-01T00:00:00+00:00' },
		],
	])(
		'an old request that was approved does not stand for a newer one, %s',
		async (_by, now, old) => {
			const rejected = { id: 114, type: 'reissue', status: 'rejected', ...now };
			const approved = { id: 113, type: 'new_request', status: 'approved', ...old };
			for (const requests of [
				[rejected, approved],
				[approved, rejected],
			]) {
				const { run, decided } = await decide(BY_ORDER, { requests });
				expect(decided).toEqual([]);
				expect(textOf(run)).toContain('rejected');
			}
		},
	);

	test('asks for the kind where Order info does not show it', async () => {
		const requests = [{ id: 113, status: 'pending' }];
		const info = { id: 113, type: 'revoke', status: 'pending', order: { id: 4711 } };
		expect((await decide(BY_ORDER, { requests, info })).decided).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['of another order', { id: 4712, status: 'issued', requests: [pending(113, 'reissue')] }],
		['that is empty', {}],
		[
			'whose request is of another order',
			{
				id: 4711,
				status: 'needs_approval',
				requests: [{ ...pending(113, 'reissue'), order: { id: 4712 } }],
			},
		],
	])('does not act on an answer %s', async (_title, order) => {
		const { run, decided } = await decide(BY_ORDER, { order });
		expect(decided).toEqual([]);
		expect(textOf(run)).toContain('not the documented JSON');
	});
});

describe('Approve by request', () => {
	test('takes a revocation, since it was named', async () => {
		const { decided } = await decide(
			{ requestId: byId(114) },
			{ requests: [pending(114, 'revoke')] },
		);
		expect(decided).toEqual(['114']);
	});

	test.each<[string, IDataObject]>([
		['another request', { id: 115, type: 'reissue', status: 'pending', order: { id: 4711 } }],
		['nothing', {}],
		['an error', { id: 114, status: 'pending', errors: [{ code: 'x' }] }],
		['no order, where one was named', { id: 114, type: 'reissue', status: 'pending' }],
	])('does not act on an answer about %s', async (_title, info) => {
		const { run, decided } = await decide({ requestId: byId(114), ...BY_ORDER }, { info });
		expect(decided).toEqual([]);
		expect(textOf(run)).toContain('not the documented JSON');
	});
});

describe('Get Many', () => {
	test('gives the status that was asked for, also where the service does not filter', async () => {
		const statuses = ['approved', 'pending', 'rejected', 'pending', 'pending'];
		const requests = statuses.map((status, at) => ({ id: at + 1, status, type: 'reissue' }));
		receiver.answer(({ url }) => {
			const limit = Number(new URL(url, receiver.origin).searchParams.get('limit'));
			return { body: { requests: requests.slice(0, limit), page: { total: requests.length } } };
		});
		const { outputs } = await call({
			operation: 'getAll',
			status: 'pending',
			returnAll: false,
			limit: 2,
		});
		expect(jsons(outputs[0]).map(({ id }) => id)).toEqual([2, 4]);
	});
});

test('an ID that a number cannot hold keeps its digits, and is no other order', async () => {
	const id = '9007199254740993';
	receiver.answer(() => ({
		headers: { 'content-type': 'application/json' },
		body: `{"id":${id},"status":"issued","certificate":{"id":${id}}}`,
	}));
	const parameters = { resource: 'order', operation: 'get', orderId: byId(id), simplify: false };
	const run = await call(parameters);
	expect(jsons(run.outputs[0])).toMatchObject([{ id, certificate: { id } }]);
	expect(receiver.received.at(-1)?.url).toContain(`/order/certificate/${id}`);
});
