import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import type { NodeRun } from '../../support/engine';
import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	linksOf,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
	purchases,
	textOf,
} from '../../support/certCentral';
import { useSimulator } from '../../support/use';

/** Promise 3: every item is accounted for, over all outputs and in all On Error modes. */

const simulator = useSimulator();

const CONTINUE: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];

/** Each item brings its organization: one that DigiCert does not know is refused there. */
const orders = orderParameters({ organization: '={{ $json.organization ?? 1850011 }}' });
const check: INodeParameters = {
	resource: 'order',
	operation: 'checkStatus',
	orderId: byId('={{ $json.orderId }}'),
};

const everyInputOnce = (run: NodeRun, count: number) =>
	expect(
		linksOf(run)
			.flat()
			.sort((a, b) => Number(a) - Number(b)),
	).toEqual(Array.from({ length: count }, (_, at) => at));

async function threeOrders(): Promise<IDataObject[]> {
	return [
		await orderOf('first.example.com'),
		await orderOf('second.example.com', { organization: 999 }),
		await orderOf('third.example.com'),
	];
}

describe('Order > Create with one order that DigiCert refuses', () => {
	test('Stop finishes all items, then one error tells what was bought and what not', async () => {
		const run = await certCentral(simulator, orders, await threeOrders());
		const booked = await ordersOf(simulator);
		expect(booked.map(({ commonName }) => commonName).sort()).toEqual([
			'first.example.com',
			'third.example.com',
		]);
		expect(run.error?.message).toMatch(/^2 done, 1 not done\. \[item 1\] .+not found/);
		expect(run.error?.message.length).toBeLessThan(300);
		const description = String(run.error?.description);
		for (const { id, alternativeOrderId, commonName } of booked) {
			const item = commonName === 'first.example.com' ? 0 : 2;
			expect(description).toContain(
				`Done: [item ${item}] orderId ${id}, alternative_order_id ${alternativeOrderId}`,
			);
		}
		expect(description).toContain('Not done: [item 1]');
		expect(description).toContain('Running the same items again is safe');
		expect(run.error?.context).toMatchObject({ itemIndex: 1 });
	});

	test('without protection the error does not call a second run safe', async () => {
		const form = { ...orders, duplicateProtection: false };
		const run = await certCentral(simulator, form, await threeOrders());
		expect(textOf(run)).not.toContain('is safe');
		expect(textOf(run)).toContain('repeats those that are done');
	});

	test('a long reason does not make the message longer than 300 characters', async () => {
		const names = Array.from({ length: 9 }, (_, at) => `name-${at}-${'x'.repeat(45)}.example.com`);
		const items = [await orderOf('long.example.com', { dnsNames: [...names, `${names[0]}/`] })];
		const run = await certCentral(simulator, orders, items.concat(items));
		expect(run.error?.message.length).toBeLessThan(300);
	});

	test('Continue gives each input one item, the failure with its details', async () => {
		const run = await certCentral(simulator, orders, await threeOrders(), {
			onError: 'continueRegularOutput',
		});
		expect(run.error).toBeUndefined();
		expect(linksOf(run)).toEqual([[0, 1, 2]]);
		const [first, second, third] = jsons(run.outputs[0]);
		expect([first?.orderId, third?.orderId]).toEqual([expect.any(Number), expect.any(Number)]);
		expect(Object.keys(second ?? {})).toEqual(['error', 'details']);
		expect(second?.details).toEqual({
			ids: {},
			code: 'not_found|organization',
			retryable: false,
			whoActs: 'workflow owner',
			nextStep: expect.any(String),
		});
	});

	test('Continue with error output sends the failure there', async () => {
		const run = await certCentral(simulator, orders, await threeOrders(), {
			onError: 'continueErrorOutput',
		});
		expect(linksOf(run)).toEqual([[0, 2], [1]]);
		expect(jsons(run.outputs[1])).toMatchObject([{ error: expect.stringContaining('not found') }]);
	});

	test('Retry On Fail buys nothing twice', async () => {
		const run = await certCentral(simulator, orders, await threeOrders(), {
			retryOnFail: true,
			maxTries: 3,
		});
		expect(run.error?.message).toContain('2 done, 1 not done');
		expect(await ordersOf(simulator)).toHaveLength(2);
		const bodies = purchases(simulator).map(({ body }) => JSON.parse(body).certificate.common_name);
		expect(bodies.filter((name) => name !== 'second.example.com')).toHaveLength(2);
	});

	test('the input stays beside the result where it is wanted', async () => {
		const form = orderParameters({ options: { includeInputFields: '={{ $json.ticket === 17 }}' } });
		const items = [
			await orderOf('kept.example.com', { ticket: 17 }),
			await orderOf('bare.example.com', { ticket: 18 }),
		];
		const { outputs } = await certCentral(simulator, form, items);
		expect(jsons(outputs[0]).map(({ ticket }) => ticket)).toEqual([17, undefined]);
	});
});

describe('Order > Check Status', () => {
	async function fourStates(): Promise<IDataObject[]> {
		const ids = await placed(simulator, [
			await orderOf('rejected.example.com'),
			await orderOf('needs-approval.example.com'),
			await orderOf('stuck.example.com'),
			await orderOf('instant.example.com'),
		]);
		await simulator.advance(200);
		return ids.map((orderId) => ({ orderId }));
	}

	test('sorts orders over Done, In Progress, Needs Action, Failed', async () => {
		const run = await certCentral(simulator, check, await fourStates());
		expect(linksOf(run)).toEqual([[3], [2], [1], [0]]);
		expect(run.outputs.map((items) => items[0]?.json.state)).toEqual([
			'done',
			'inProgress',
			'needsAction',
			'failed',
		]);
	});

	test('what could not be checked leaves by Failed in Continue', async () => {
		const items = [...(await fourStates()), { orderId: 12 }, { orderId: 'abc' }];
		const run = await certCentral(simulator, check, items, { onError: 'continueRegularOutput' });
		expect(linksOf(run)).toEqual([[3], [2], [1], [0, 4, 5]]);
		expect(jsons(run.outputs[3]).map((json) => Object.keys(json)[0])).toEqual([
			'orderId',
			'error',
			'error',
		]);
	});

	test('what could not be checked leaves by the error output', async () => {
		const items = [...(await fourStates()), { orderId: 12 }];
		const run = await certCentral(simulator, check, items, { onError: 'continueErrorOutput' });
		expect(linksOf(run)).toEqual([[3], [2], [1], [0], [4]]);
	});

	test('Stop names the order that could not be checked', async () => {
		const items = [...(await fourStates()), { orderId: 12 }];
		const run = await certCentral(simulator, check, items);
		expect(run.error?.message).toMatch(/^4 done, 1 not done\. \[item 4\] No order with this ID/);
	});
});

describe('A node that fails before its first item', () => {
	const causes: Array<[string, () => { credentials: Record<string, IDataObject> }, RegExp]> = [
		['has no credential', () => ({ credentials: {} }), /credential/i],
		[
			'has a bad address',
			() => ({ credentials: { digiCertApi: { ...credentialOf(simulator), servicesUrl: 'x' } } }),
			/"Services URL" is not a valid address/,
		],
		[
			'has a key with blanks',
			() => ({ credentials: { digiCertApi: { ...credentialOf(simulator), apiKey: 'a b' } } }),
			/"API Key" holds blanks/,
		],
	];
	const operations: Array<[string, INodeParameters, number]> = [
		['Order > Create', orders, 1],
		['Order > Check Status', check, 4],
	];

	describe.each(causes)('because it %s', (_cause, options, text) => {
		test.each(operations)('%s accounts for all items', async (_name, parameters, outputs) => {
			const items = [
				await orderOf('a.example.com', { orderId: 1 }),
				await orderOf('b.example.com', { orderId: 2 }),
			];
			const stopped = await certCentral(simulator, parameters, items, options());
			expect(stopped.error?.message).toMatch(text);
			for (const onError of CONTINUE) {
				const run = await certCentral(simulator, parameters, items, { ...options(), onError });
				expect(run.error).toBeUndefined();
				everyInputOnce(run, 2);
				const last = onError === 'continueErrorOutput' ? outputs : outputs - 1;
				expect(jsons(run.outputs[last])).toMatchObject([
					{ error: expect.stringMatching(text), details: { retryable: false } },
					{ error: expect.stringMatching(text) },
				]);
			}
			expect(callsOf(simulator)).toEqual([]);
		});
	});
});

describe('What concerns everybody ends the run', () => {
	const many = async (count: number) =>
		await Promise.all(
			Array.from({ length: count }, async (_, at) => await orderOf(`n${at}.example.com`)),
		);
	const failures = async (options: object, parameters = orders) => {
		const run = await certCentral(simulator, parameters, await many(20), {
			onError: 'continueRegularOutput',
			...options,
		});
		everyInputOnce(run, 20);
		return jsons(run.outputs[0]).map(({ error }) => String(error));
	};

	test('an unknown key', async () => {
		const digiCertApi = { ...credentialOf(simulator), apiKey: 'UNKNOWN0KEY' };
		const errors = await failures({ credentials: { digiCertApi } });
		expect(errors[0]).toContain('DigiCert does not know this API key');
		expect(errors.at(-1)).toContain('Not tried: DigiCert does not know this API key');
		expect(callsOf(simulator).length).toBeLessThan(10);
	});

	test('a key that may only view', async () => {
		const { digicertViewOnlyKey: apiKey } = simulator.keys;
		const digiCertApi = { ...credentialOf(simulator), apiKey };
		const errors = await failures({ credentials: { digiCertApi } });
		expect(errors[0]).toContain('The API key lacks the right for this');
		expect(errors.at(-1)).toContain('Not tried');
		expect(await ordersOf(simulator)).toEqual([]);
	});

	test('an unreachable host', async () => {
		const digiCertApi = { ...credentialOf(simulator), servicesUrl: 'http://127.0.0.1:9/services' };
		const errors = await failures({ credentials: { digiCertApi } });
		expect(errors[0]).toContain('No answer from 127.0.0.1:9');
		expect(errors.at(-1)).toContain('Not tried: No answer from 127.0.0.1:9');
	});

	test('a host that is lost after the orders were sent', async () => {
		await simulator.fault('connectionCut', { match: { method: 'POST' } });
		await simulator.fault('requestLost', {
			after: 1,
			match: { method: 'GET', path: 'certificate\\?' },
		});
		const form = orderParameters({ options: { visibleWithin: 1 } });
		const errors = await failures({}, form);
		expect(errors[0]).toContain('It is not known whether the order for n0.example.com was placed');
		expect(errors.at(-1)).toContain('Not tried: No answer');
		const bought = await ordersOf(simulator);
		for (const { alternativeOrderId } of bought) {
			expect(errors.join()).toContain(alternativeOrderId);
		}
	});
});

describe('As a tool of an AI agent', () => {
	const asTool = { type: 'digiCertCertCentralTool' };

	test('nothing is bought', async () => {
		const items = [await orderOf('agent.example.com')];
		const run = await certCentral(simulator, orders, items, {
			...asTool,
			onError: 'continueRegularOutput',
		});
		expect(run.outputs[0]?.[0]?.json.error).toBe(
			'"Create order" spends money or cannot be undone, so an AI agent may not call it',
		);
		expect(callsOf(simulator)).toEqual([]);
	});

	test.each(['approve', 'reject'])('no request is decided: %s', async (operation) => {
		const form = { resource: 'request', operation, requestId: byId(1) };
		const run = await certCentral(simulator, form, [{}], asTool);
		expect(run.error?.message).toContain('an AI agent may not call it');
		expect(callsOf(simulator)).toEqual([]);
	});

	test('all states leave by the first output', async () => {
		const ids = await placed(simulator, [
			await orderOf('instant.example.org'),
			await orderOf('denied.example.org'),
		]);
		await simulator.advance(200);
		const items = ids.map((orderId) => ({ orderId }));
		const run = await certCentral(simulator, check, items, asTool);
		expect(jsons(run.outputs[0]).map(({ state }) => state)).toEqual(['done', 'failed']);
	});
});
