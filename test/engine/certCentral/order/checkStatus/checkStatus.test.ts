import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';

import type { RunOptions } from '../../../../support/certCentral';
import {
	byId,
	callsOf,
	certCentral,
	jsons,
	linksOf,
	orderOf,
	placed,
} from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';

/** Orders followed and listed. */

const simulator = useSimulator();

const order = async (
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	options: RunOptions = {},
) => await certCentral(simulator, { resource: 'order', operation, ...parameters }, items, options);

const place = async (...names: string[]) =>
	await placed(
		simulator,
		await Promise.all(names.map(async (name) => await orderOf(`${name}.example.com`))),
	);

const check = async (ids: number[], options: INodeParameters = {}, run: RunOptions = {}) =>
	await order(
		'checkStatus',
		{ orderId: byId('={{ $json.orderId }}'), options },
		ids.map((orderId) => ({ orderId })),
		run,
	);

describe('Order > Check Status', () => {
	const states: Array<[string, number, Record<string, unknown>]> = [
		['instant', 0, { state: 'done', vendorStatus: 'issued', whoActs: 'nobody' }],
		['plain', 1, { state: 'inProgress', vendorStatus: 'processing', whoActs: 'nobody' }],
		['odd-status', 1, { state: 'inProgress', vendorStatus: 'legal_hold' }],
		['needs-approval', 2, { state: 'needsAction', vendorStatus: 'needs_approval' }],
		['waiting-pickup', 2, { state: 'needsAction', vendorStatus: 'waiting_pickup' }],
		['unvalidated', 2, { state: 'needsAction', vendorStatus: 'pending', whoActs: 'domain owner' }],
		['rejected', 3, { state: 'failed', vendorStatus: 'rejected' }],
		['denied', 3, { state: 'failed', vendorStatus: 'denied' }],
	];
	test.each(states)('%s leaves by output %s', async (name, output, expected) => {
		const [id = 0] = await place(name);
		await simulator.advance(name === 'plain' ? 60 : 200);
		const { outputs } = await check([id]);
		expect(outputs.map((items) => items.length)).toEqual(
			[0, 1, 2, 3].map((at) => Number(at === output)),
		);
		expect(outputs[output]?.[0]?.json).toMatchObject({
			...expected,
			orderId: id,
			commonName: `${name}.example.com`,
			retryable: false,
			nextStep: expect.any(String),
			nextCheckInSeconds: 30,
		});
	});

	test('an unknown status says so', async () => {
		const [id = 0] = await place('odd-status');
		await simulator.advance(200);
		const { outputs } = await check([id]);
		expect(outputs[1]?.[0]?.json.nextStep).toContain('"legal_hold" is unknown to this node');
	});

	test('an unvalidated name is told', async () => {
		const [id = 0] = await place('unvalidated');
		const { outputs } = await check([id]);
		expect(outputs[2]?.[0]?.json.nextStep).toBe('Validate control of unvalidated.example.com.');
	});

	test('an expired certificate has failed', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(500 * 86_400);
		const { outputs } = await check([id]);
		expect(outputs[3]?.[0]?.json).toMatchObject({ state: 'failed', vendorStatus: 'expired' });
	});

	test('all items carry the same pause, long enough to ask for all of them again', async () => {
		const [id = 0] = await place('plain');
		const { outputs } = await check(Array.from({ length: 45 }, () => id));
		const pauses = new Set(jsons(outputs[1]).map((json) => json.nextCheckInSeconds));
		expect([...pauses]).toEqual([Math.ceil((45 / 80) * 60)]);
	});

	test('Wait Up To checks until it is done', async () => {
		const ids = await place('first', 'second', 'stuck');
		await simulator.sandbox.post('/time', { scale: 90 });
		const run = await check(ids, { waitUpTo: 2 });
		expect(linksOf(run)).toEqual([[0, 1], [2], [], []]);
		const pauses = run.outputs.flat().map(({ json }) => json.nextCheckInSeconds);
		expect(new Set(pauses).size).toBe(1);
	});

	test('what is not finished in time leaves by In Progress, not as a failure', async () => {
		const ids = await place('stuck');
		const run = await check(ids, { waitUpTo: 1 });
		expect(run.error).toBeUndefined();
		expect(linksOf(run)).toEqual([[], [0], [], []]);
	});

	test('Stop ends the wait at once', async () => {
		const ids = await place('stuck');
		const controller = new AbortController();
		const running = check(ids, { waitUpTo: 600 }, { signal: controller.signal });
		const read = () => callsOf(simulator, 'GET', /order\/certificate\/\d+/);
		while (read().length === 0) await sleep(10);
		await sleep(100);
		const began = performance.now();
		controller.abort();
		await running;
		expect(performance.now() - began).toBeLessThan(1000);
		expect(read()).toHaveLength(1);
	});
});

describe('Order > Get', () => {
	test('shows the ten fields that are read first', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await order('get', { orderId: byId(String(id)) });
		expect(outputs[0]?.[0]?.json).toEqual({
			id,
			status: 'issued',
			common_name: 'instant.example.com',
			certificate_id: expect.any(Number),
			valid_from: expect.any(String),
			valid_till: expect.any(String),
			order_valid_till: expect.any(String),
			product: 'ssl_basic',
			alternative_order_id: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	test('or the whole order as DigiCert has it', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await order('get', { orderId: byId(id), simplify: false });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			id,
			certificate: { common_name: 'instant.example.com', csr: expect.any(String) },
			requests: [{ status: 'approved' }],
		});
	});

	test.each([
		['abc', "'Order' must be an ID of digits"],
		['', "'Order' is empty"],
	])('refuses the ID "%s"', async (id, text) => {
		const { error } = await order('get', { orderId: byId('={{ $json.id }}') }, [{ id }]);
		expect(error?.message).toContain(text);
		expect(callsOf(simulator)).toEqual([]);
	});
});

describe('Order > Get Many', () => {
	test('newest first, up to the limit, linked to its input', async () => {
		const ids: number[] = [];
		for (const name of ['one', 'two', 'three']) {
			ids.push(...(await place(name)));
			await simulator.advance(60);
		}
		const run = await order('getAll', { limit: '={{ $json.limit }}' }, [
			{ limit: 2 },
			{ limit: 1 },
		]);
		expect(jsons(run.outputs[0]).map(({ id }) => id)).toEqual([ids[2], ids[1], ids[2]]);
		expect(linksOf(run)).toEqual([[0, 0, 1]]);
	});

	test('sends its filters as the service documents them', async () => {
		const ids = await place('wanted', 'other');
		const { outputs } = await order('getAll', {
			returnAll: true,
			filters: {
				commonName: 'wanted.example.com',
				domainName: 'wanted.example.com',
				status: 'pending',
				createdAfter: '2020-01-01T00:00:00',
				expiresBefore: '2099-12-31',
			},
		});
		const [call] = callsOf(simulator, 'GET', /order\/certificate\?/).slice(-1);
		const query = new URLSearchParams(call?.query);
		expect(Object.fromEntries(query)).toEqual({
			sort: '-date_created',
			'filters[common_name]': 'wanted.example.com',
			'filters[domain_name]': 'wanted.example.com',
			'filters[status]': 'pending',
			'filters[date_created]': '>2020-01-01',
			'filters[valid_till]': '<2099-12-31',
			limit: '1000',
			offset: '0',
		});
		// The order has no valid_till yet, so the last filter leaves it out.
		expect(jsons(outputs[0])).toEqual([]);
		const named = await order('getAll', { filters: { commonName: 'wanted.example.com' } });
		expect(jsons(named.outputs[0]).map(({ id }) => id)).toEqual([ids[0]]);
	});

	test('no result is no item', async () => {
		const run = await order('getAll', { filters: { commonName: 'nobody.example.com' } });
		expect(run.error).toBeUndefined();
		expect(run.outputs.flat()).toEqual([]);
	});
});
