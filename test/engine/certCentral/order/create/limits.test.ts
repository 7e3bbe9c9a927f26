import { type IDataObject, sleep } from 'n8n-workflow';

import type { RunOptions } from '../../../../support/certCentral';
import {
	certCentral,
	credentialOf,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
	purchases,
} from '../../../../support/certCentral';
import { skip } from '../../../../support/monotonicClock';
import { processBeside } from '../../../../support/simulator';
import { useSimulator } from '../../../../support/use';

/** Promise 5: what a wait for the limits of the service may change, and what it may not. */

const simulator = useSimulator();

afterEach(() => jest.restoreAllMocks());

const run = async (items: IDataObject[], options: RunOptions = {}) =>
	await certCentral(simulator, orderParameters(), items, options);

const refused = () => purchases(simulator).filter(({ status }) => status === 429);

describe('While an order waits for a long 429 pause', () => {
	const waiting = async (item: IDataObject) => {
		await simulator.fault('tooManyRequests', { remaining: 1, match: { method: 'POST' } });
		await simulator.fault('retryAfterSeconds', { seconds: 200 });
		const running = run([item]);
		while (refused().length === 0) await sleep(10);
		// Until the answer has come, too.
		await sleep(300);
		return { running };
	};

	test('another process may buy it: it is looked for anew, and adopted', async () => {
		const item = await orderOf('meanwhile.example.com');
		const { running } = await waiting(item);
		processBeside(simulator);
		const apiKey = simulator.keys.digicertOrdersOnlyKey;
		const other = await run([item], {
			credentials: { digiCertApi: { ...credentialOf(simulator), apiKey } },
		});
		const [order] = await ordersOf(simulator);
		expect(jsons(other.outputs[0])).toMatchObject([{ orderId: order?.id, reused: false }]);
		skip(200_000);
		const { outputs, error } = await running;
		expect(error).toBeUndefined();
		expect(jsons(outputs[0])).toMatchObject([{ orderId: order?.id, reused: true }]);
		expect(await ordersOf(simulator)).toHaveLength(1);
	});

	test('and nobody does, it is bought after another look-up', async () => {
		const { running } = await waiting(await orderOf('alone.example.com'));
		const before = simulator.world.calls.all().length;
		skip(200_000);
		const { outputs, error } = await running;
		expect(error).toBeUndefined();
		expect(jsons(outputs[0])).toMatchObject([{ reused: false, recovered: false }]);
		const calls = simulator.world.calls.all().slice(before);
		// The first look waited with the order and counts from when it was asked for, so there is another.
		expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /services/v2/order/certificate',
			'GET /services/v2/order/certificate',
			'POST /services/v2/order/certificate/ssl',
		]);
	});
});
