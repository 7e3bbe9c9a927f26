import type { FaultName } from '../../../../../sandbox/simulator/faults';
import {
	jsons,
	listCalls,
	orderOf,
	ordersOf,
	purchases,
	textOf,
} from '../../../../support/certCentral';
import { POST, useLosing, visibleWithin } from './losing';

/** Promise 2: nothing bought is lost, whatever becomes of the answer. */

const { simulator, run, lagging } = useLosing();

describe('After the work was done', () => {
	const faults: FaultName[] = [
		'connectionCut',
		'badGateway',
		'gatewayTimeout',
		'internalError',
		'htmlBody',
		'emptyBody',
		'truncatedJson',
	];
	test.each(faults)('an order is found again: %s', async (fault) => {
		await simulator.fault(fault, { remaining: 1, match: POST });
		const { outputs, error } = await run([await orderOf('found.example.com')]);
		expect(error).toBeUndefined();
		const [order] = await ordersOf(simulator);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			orderId: order?.id,
			certificate_id: order?.certificateId,
			alternative_order_id: order?.alternativeOrderId,
			recovered: true,
			reused: false,
		});
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('the other items go on meanwhile', async () => {
		await lagging(1.5);
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const items = await Promise.all(
			Array.from({ length: 20 }, async (_, at) => await orderOf(`on-${at}.example.com`)),
		);
		const { outputs } = await run(items, visibleWithin(4));
		expect(jsons(outputs[0]).filter(({ recovered }) => recovered === true)).toHaveLength(1);
		// The search for the lost one was still under way when the last one was sent.
		const last = purchases(simulator).at(-1);
		expect(listCalls(simulator).some(({ seq }) => seq > Number(last?.seq))).toBe(true);
		expect(await ordersOf(simulator)).toHaveLength(20);
	});

	test('the same order of another item gets the same id', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const item = await orderOf('pair.example.com');
		const { outputs } = await run([item, item]);
		const [first, second] = jsons(outputs[0]);
		expect(second).toMatchObject({ orderId: first?.orderId, reused: true });
		expect(purchases(simulator)).toHaveLength(1);
	});

	test('a look-up that fails, too, is tried again', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		await simulator.fault('badGateway', {
			remaining: 4,
			after: 1,
			match: { method: 'GET', path: 'certificate\\?' },
		});
		const { outputs, error } = await run([await orderOf('patient.example.com')], visibleWithin(10));
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: true });
		expect(purchases(simulator)).toHaveLength(1);
	}, 20_000);
});

describe('Before any work', () => {
	test.each<FaultName>(['requestLost', 'unavailable'])(
		'an order is bought once, after a look-up: %s',
		async (fault) => {
			await simulator.fault(fault, { remaining: 1, match: POST });
			const { outputs } = await run([await orderOf('late.example.com')], visibleWithin(1));
			expect(outputs[0]?.[0]?.json).toMatchObject({ recovered: false, reused: false });
			const [lost, bought] = purchases(simulator);
			expect(JSON.parse(bought?.body ?? '')).toEqual(JSON.parse(lost?.body || bought?.body || ''));
			const between = listCalls(simulator).filter(
				({ seq }) => seq > Number(lost?.seq) && seq < Number(bought?.seq),
			);
			expect(between.length).toBeGreaterThan(0);
			expect(Number(between.at(-1)?.at) - Number(lost?.at)).toBeGreaterThanOrEqual(1000);
			expect(await ordersOf(simulator)).toHaveLength(1);
		},
	);
});

describe('Without Duplicate Protection', () => {
	test('a lost answer stays unclear, and nothing is sent again', async () => {
		await simulator.fault('connectionCut', { remaining: 1, match: POST });
		const failed = await run([await orderOf('bare.example.com')], { duplicateProtection: false });
		expect(textOf(failed)).toContain('It is not known whether the order for bare.example.com');
		expect(textOf(failed)).toContain('Look for the order in CertCentral before you run this again');
		expect(textOf(failed)).not.toContain('is safe');
		expect(purchases(simulator)).toHaveLength(1);
		expect(listCalls(simulator)).toEqual([]);
	});
});
