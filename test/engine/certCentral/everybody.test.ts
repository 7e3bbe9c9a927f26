import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import {
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	linksOf,
	orderOf,
	orderParameters,
	ordersOf,
} from '../../support/certCentral';
import type { NodeRun } from '../../support/engine';
import { useSimulator } from '../../support/use';
import { check, orders } from './forms';

/** Promise 3: every item is accounted for, over all outputs and in all On Error modes. */

const simulator = useSimulator();

const CONTINUE: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];

const everyInputOnce = (run: NodeRun, count: number) =>
	expect(
		linksOf(run)
			.flat()
			.sort((a, b) => Number(a) - Number(b)),
	).toEqual(Array.from({ length: count }, (_, at) => at));

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
