import type { INodeParameters } from 'n8n-workflow';

import type { FaultName } from '../../../../sandbox/simulator/faults';
import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	ordersOf,
	textOf,
} from '../../../support/certCentral';
import { useAccount } from '../account';

const { simulator, call, place } = useAccount();

describe('Request', () => {
	const decide = async (operation: string, parameters: INodeParameters) =>
		await call('request', operation, parameters);

	async function waiting() {
		const [id = 0] = await place('needs-approval');
		const [order] = await ordersOf(simulator);
		return { id, requestId: order?.requests[0]?.id ?? 0 };
	}

	test.each(['approve', 'reject'])('%s by the order, with a comment', async (operation) => {
		const { id, requestId } = await waiting();
		const { outputs } = await decide(operation, { orderId: byId(id), processorComment: 'CHG0042' });
		const status = operation === 'approve' ? 'approved' : 'rejected';
		expect(jsons(outputs[0])).toEqual([
			{ requestId, orderId: id, type: 'new_request', status, changed: true },
		]);
		const [put] = callsOf(simulator, 'PUT');
		expect(JSON.parse(put?.body ?? '')).toEqual({ status, processor_comment: 'CHG0042' });
		const [order] = await ordersOf(simulator);
		expect(order?.requests).toMatchObject([{ id: requestId, status }]);
	});

	test('approve by the request', async () => {
		const { id, requestId } = await waiting();
		const { outputs } = await decide('approve', { requestId: byId(requestId) });
		expect(jsons(outputs[0])).toMatchObject([{ requestId, orderId: id, changed: true }]);
	});

	test('what is decided so already is left as it is', async () => {
		const { id } = await waiting();
		await decide('approve', { orderId: byId(id) });
		const { outputs } = await decide('approve', { orderId: byId(id) });
		expect(jsons(outputs[0])).toMatchObject([{ status: 'approved', changed: false }]);
		expect(callsOf(simulator, 'PUT')).toHaveLength(1);
	});

	test('what is decided the other way is refused', async () => {
		const { id, requestId } = await waiting();
		await decide('approve', { orderId: byId(id) });
		const run = await decide('reject', { orderId: byId(id) });
		expect(textOf(run)).toContain(`Request ${requestId} is "approved" already`);
	});

	test.each<FaultName>(['connectionCut', 'badGateway', 'requestLost'])(
		'a lost answer is looked up: %s',
		async (fault) => {
			const { id } = await waiting();
			await simulator.fault(fault, { remaining: 1, match: { method: 'PUT' } });
			const { outputs, error } = await decide('approve', { orderId: byId(id) });
			expect(error).toBeUndefined();
			expect(jsons(outputs[0])).toMatchObject([{ status: 'approved', changed: true }]);
			expect(callsOf(simulator, 'PUT')).toHaveLength(fault === 'requestLost' ? 2 : 1);
		},
	);

	test.each([
		['the decision was made', 'connectionCut', 'approved'],
		['it was not', 'requestLost', 'pending'],
	] as const)('a lost answer and a lost look-up are unclear: %s', async (_title, fault, status) => {
		const { id, requestId } = await waiting();
		await simulator.fault(fault, { remaining: 1, match: { method: 'PUT' } });
		await simulator.fault('badGateway', { match: { method: 'GET', path: '/request/\\d+$' } });
		const run = await call('request', 'approve', { orderId: byId(id) }, [{}], {
			onError: 'continueRegularOutput',
		});
		const [json] = jsons(run.outputs[0]);
		expect(json?.error).toContain(`It is not known whether request ${requestId} was decided`);
		expect(json?.details).toMatchObject({
			ids: { requestId },
			retryable: true,
			nextStep: expect.stringContaining('Run the same item again'),
		});
		expect(JSON.stringify(json)).not.toContain('Nothing was done');
		expect(callsOf(simulator, 'PUT')).toHaveLength(1);
		const [order] = await ordersOf(simulator);
		expect(order?.requests).toMatchObject([{ status }]);
	});

	test('two who approve at once are both told that it is approved, and who did it', async () => {
		const { id, requestId } = await waiting();
		await simulator.fault('slowAnswer', { remaining: 2, match: { method: 'GET' }, delayMs: 400 });
		const runs = await Promise.all(
			[1, 2].map(async () => await decide('approve', { orderId: byId(id) })),
		);
		expect(
			callsOf(simulator, 'PUT')
				.map(({ status }) => status)
				.sort(),
		).toEqual([204, 400]);
		const items = runs.flatMap(({ outputs }) => jsons(outputs[0]));
		expect(items).toMatchObject([1, 2].map(() => ({ requestId, status: 'approved' })));
		expect(items.map(({ changed }) => changed).sort()).toEqual([false, true]);
	});

	test('one who approves and one who rejects at once: the slower one is refused', async () => {
		const { id, requestId } = await waiting();
		await simulator.fault('slowAnswer', { remaining: 2, match: { method: 'GET' }, delayMs: 400 });
		const runs = await Promise.all(
			['approve', 'reject'].map(
				async (operation) => await decide(operation, { orderId: byId(id) }),
			),
		);
		const refused = runs.filter(({ error }) => error);
		expect(refused).toHaveLength(1);
		const [order] = await ordersOf(simulator);
		const status = order?.requests[0]?.status;
		expect(refused.map(textOf).join()).toContain(`Request ${requestId} is "${status}" already`);
	});

	test('a key that may not decide is told so, after a look that nothing was decided', async () => {
		const { id, requestId } = await waiting();
		const digiCertApi = {
			...credentialOf(simulator),
			apiKey: simulator.keys.digicertViewOnlyKey,
		};
		const parameters = { resource: 'request', operation: 'approve', orderId: byId(id) };
		const run = await certCentral(simulator, parameters, [{}], { credentials: { digiCertApi } });
		expect(textOf(run)).toContain('The API key lacks the right for this');
		expect(callsOf(simulator, 'PUT', /request/)).toHaveLength(1);
		const looks = callsOf(simulator, 'GET', /request/).map(({ path }) => path);
		expect(looks).toEqual([`/services/v2/request/${requestId}`]);
	});

	test('neither request nor order is refused before any call', async () => {
		const run = await decide('approve', {});
		expect(textOf(run)).toContain("'Request' is empty, and so is 'Order'");
		expect(callsOf(simulator)).toEqual([]);
	});

	test('a request of another order is refused', async () => {
		const { requestId } = await waiting();
		const [other = 0] = await place('plain');
		const run = await decide('approve', { requestId: byId(requestId), orderId: byId(other) });
		expect(textOf(run)).toContain(`not to 'Order' ${other}`);
		expect(callsOf(simulator, 'PUT')).toEqual([]);
	});

	test('an order without a request says so', async () => {
		const run = await decide('approve', { orderId: byId(17) });
		expect(textOf(run)).toContain('No order with this ID in the account');
	});
});
