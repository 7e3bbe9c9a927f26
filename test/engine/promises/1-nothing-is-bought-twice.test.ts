import type { IDataObject, OnError } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { FaultMatch } from '../../../sandbox/simulator/faults';
import type { InvariantReport } from '../../../sandbox/simulator/invariants/report';
import {
	automationCalls,
	automationCounts,
	automationNode,
	host,
	itemOf,
	RENEW,
} from '../../support/automation';
import {
	byId,
	callsOf,
	certCentral,
	credentialOf,
	jsons,
	listCalls,
	orderOf,
	orderParameters,
	ordersOf,
	placed,
} from '../../support/certCentral';
import { akamaiCps, enrollmentParameters, enrollmentsOf } from '../../support/cps';
import { withFastClock } from '../../support/fastClock';
import { openFleet } from '../../support/openFleet';
import type { TestSimulator } from '../../support/simulator';
import { otherProcess, processBeside } from '../../support/simulator';
import { useSimulator } from '../../support/use';

/** Promise 1: a lost answer, a retry, a crash or a second run never leads to a second paid order. */

const PAID = { match: { method: 'POST', path: '/order/certificate/ssl$' } };
const BULK = { path: 'createAutomation/bulk' };
const LAG_SECONDS = 60;
const WAIT_SECONDS = 200;
/** The order of each item. */
const BY_ITEM = byId('={{ $json.orderId }}');
const CREATE = orderParameters({ options: { visibleWithin: 2 * LAG_SECONDS } });

const simulator = useSimulator({ limits: 'documented' });
beforeEach(async () => {
	await simulator.seed({ settings: { listLagRealSeconds: LAG_SECONDS } });
});

const twelveOrders = async () =>
	await Promise.all(
		Array.from({ length: 12 }, async (_, at) => await orderOf(`order-${at}.example.com`)),
	);

type Orders = Array<{ commonName: string; csr: string }>;

const buy = async (items: Orders, onError?: OnError) =>
	jsons((await certCentral(simulator, CREATE, items, { onError })).outputs[0]);

const tryToBuy = async (items: Orders) => await buy(items, 'continueRegularOutput');

/** A 429 that makes a run wait for longer than what it looked up is believed. */
async function refuseForMinutes({ fault }: TestSimulator, match: FaultMatch): Promise<void> {
	await fault('tooManyRequests', { match });
	await fault('retryAfterSeconds', { seconds: WAIT_SECONDS });
}

async function expectHeld({ sandbox }: TestSimulator): Promise<void> {
	const { data } = await sandbox.get<InvariantReport>('/invariants');
	expect(data).toEqual({ held: true, broken: [] });
}

async function expectTwelve(): Promise<void> {
	expect(await ordersOf(simulator)).toHaveLength(12);
	await expectHeld(simulator);
}

describe('Promise 1: nothing is bought twice', () => {
	test('when every answer is lost after the order was accepted', async () => {
		const orders = await twelveOrders();
		await simulator.fault('connectionCut', PAID);
		const items = await withFastClock([simulator], async () => await buy(orders));
		expect(items.every(({ recovered }) => recovered === true)).toBe(true);
		await expectTwelve();
	});

	test.each([
		['a run after it', async (orders: Orders) => [await tryToBuy(orders), await tryToBuy(orders)]],
		['an item beside it', async (orders: Orders) => [await tryToBuy([...orders, ...orders])]],
	])('when DigiCert refuses orders that it places, and %s wants the same', async (_, runs) => {
		const orders = await twelveOrders();
		await simulator.fault('refusedButDone', { ...PAID, status: 400, remaining: 12 });
		const items = await withFastClock([simulator], async () => (await runs(orders)).flat());
		expect(items.slice(0, 12).every(({ error }) => typeof error === 'string')).toBe(true);
		expect(items.slice(12)).toMatchObject(orders.map(() => ({ reused: true })));
		await expectTwelve();
	});

	test('when DigiCert refuses an order that it places, and the list that is known is older than that', async () => {
		await simulator.seed({ settings: { listLagRealSeconds: 0 } });
		const orders = [await orderOf('old-list.example.com')];
		await simulator.fault('refusedButDone', { ...PAID, status: 422, remaining: 1 });
		const quick = orderParameters({ options: { visibleWithin: 5 } });
		await withFastClock([simulator], async () => {
			await certCentral(simulator, quick, orders, { onError: 'continueRegularOutput' });
			await sleep(10_000);
			await certCentral(simulator, quick, orders);
		});
		expect(await ordersOf(simulator)).toHaveLength(1);
		await expectHeld(simulator);
	});

	test('when half of the requests are lost before they arrived', async () => {
		const orders = await twelveOrders();
		await simulator.fault('requestLost', { ...PAID, remaining: 6 });
		await withFastClock([simulator], async () => await buy(orders));
		await expectTwelve();
	});

	test('when the same orders come twice in one run, in a run beside it and in a run after it', async () => {
		const orders = await twelveOrders();
		let lists = 0;
		const runs = await withFastClock([simulator], async () => {
			const beside = await Promise.all([buy([...orders, ...orders]), buy(orders)]);
			lists = listCalls(simulator).length;
			return [...beside, await buy(orders)];
		});
		expect(runs.flat().every(({ orderId }) => typeof orderId === 'number')).toBe(true);
		// They waited for each other: nobody had to look for what another one was buying.
		expect(lists).toBeLessThanOrEqual(2);
		// The run after them reads the list once for all that it knows.
		expect(listCalls(simulator).length - lists).toBeLessThanOrEqual(1);
		await expectTwelve();
	});

	test('when the process ends in between and another one runs the same', async () => {
		const orders = await twelveOrders();
		await simulator.fault('connectionCut', { ...PAID, rate: 0.5, seed: 2 });
		await withFastClock([simulator], async () => {
			await certCentral(simulator, CREATE, orders, { cancelAfter: 1500 });
			await sleep(LAG_SECONDS * 1000);
			otherProcess(simulator);
			await buy(orders);
		});
		await expectTwelve();
	});

	test('when another process buys the same during a long wait for the limits', async () => {
		const orders = await twelveOrders();
		const apiKey = simulator.keys.digicertOrdersOnlyKey;
		const credentials = { digiCertApi: { ...credentialOf(simulator), apiKey } };
		const items = await withFastClock([simulator], async () => {
			await refuseForMinutes(simulator, PAID.match);
			const waiting = buy(orders);
			await sleep(WAIT_SECONDS * 300);
			await simulator.sandbox.delete('/faults/tooManyRequests');
			processBeside(simulator);
			await certCentral(simulator, CREATE, orders, { credentials });
			return await waiting;
		});
		expect(items.every(({ reused }) => reused === true)).toBe(true);
		await expectTwelve();
	});

	test('when another process buys the same while these wait for their slots', async () => {
		const orders = await twelveOrders();
		const pacing = { pacing: 'custom', burstRequests: 6, burstSeconds: 2 * WAIT_SECONDS };
		const slow = { ...credentialOf(simulator), ...pacing };
		const other = { ...credentialOf(simulator), apiKey: simulator.keys.digicertOrdersOnlyKey };
		const items = await withFastClock([simulator], async () => {
			const waiting = certCentral(simulator, CREATE, orders, {
				credentials: { digiCertApi: slow },
			});
			await sleep(1.5 * LAG_SECONDS * 1000);
			processBeside(simulator);
			await certCentral(simulator, CREATE, orders, { credentials: { digiCertApi: other } });
			return jsons((await waiting).outputs[0]);
		});
		expect(items.filter(({ reused }) => reused !== true).length).toBeLessThanOrEqual(6);
		await expectTwelve();
	});

	test('approvals: when answers are lost before and after the deed, and a run after them', async () => {
		const names = ['1', '2', '3'].map((number) => `needs-approval-${number}.example.com`);
		const orders = await Promise.all(names.map(async (name) => await orderOf(name)));
		const ids = await placed(simulator, orders);
		const match = { method: 'PUT', path: '/request/' };
		await simulator.fault('connectionCut', { remaining: 1, match });
		await simulator.fault('requestLost', { remaining: 1, after: 1, match });
		const approve = async () => {
			const parameters = { resource: 'request', operation: 'approve', orderId: BY_ITEM };
			const items = ids.map((orderId) => ({ orderId }));
			return jsons((await certCentral(simulator, parameters, items)).outputs[0]);
		};
		const [first, second] = [await approve(), await approve()];
		expect(first).toMatchObject(ids.map((orderId) => ({ orderId, changed: true })));
		expect(second).toMatchObject(ids.map((orderId) => ({ orderId, changed: false })));
		// One for each, and one more for the request that was lost on its way.
		expect(callsOf(simulator, 'PUT')).toHaveLength(ids.length + 1);
		await expectHeld(simulator);
	});

	test('hosts: when two runs send the same at once, an answer is lost, and a run after them', async () => {
		const hosts = Array.from({ length: 4 }, (_, at) => host(at + 1));
		const fleet = await openFleet(hosts, { limits: 'documented' });
		await fleet.fault('slowAnswer', { delayMs: 2000, remaining: 1, match: BULK });
		await fleet.fault('connectionCut', { remaining: 1, match: BULK });
		const send = async () => await automationNode(fleet, 'createBulk', hosts.map(itemOf), RENEW);
		await withFastClock([fleet], async () => [await Promise.all([send(), send()]), await send()]);
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1, 1, 1]);
		await expectHeld(fleet);
	});

	test('hosts: when another process sends the same during a long wait for the limits', async () => {
		const hosts = [host(1), host(2)];
		const fleet = await openFleet(hosts, { limits: 'documented' });
		const { outputs } = await withFastClock([fleet], async () => {
			await refuseForMinutes(fleet, BULK);
			const waiting = automationNode(fleet, 'createBulk', hosts.map(itemOf), RENEW);
			await sleep(WAIT_SECONDS * 300);
			await fleet.sandbox.delete('/faults/tooManyRequests');
			const [refused] = await automationCalls(fleet, BULK.path);
			const headers = { 'Content-Type': 'application/json' };
			await fleet.automation.post(`/automation/${BULK.path}`, refused?.body, { headers });
			return await waiting;
		});
		expect(outputs.flat()).toMatchObject(hosts.map(() => ({ json: { reused: true } })));
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1]);
	});

	test('hosts: when another process sends the same while these wait for their slot', async () => {
		const hosts = [host(1), host(2)];
		const fleet = await openFleet(hosts, { limits: 'documented' });
		// What is read first fits into one window, what is sent waits for the next.
		const pacing = { pacing: 'custom', burstRequests: 3, burstSeconds: 100 };
		const slow: IDataObject = { ...credentialOf(fleet), ...pacing };
		const send = async (digiCertApi: IDataObject) =>
			await automationNode(fleet, 'createBulk', hosts.map(itemOf), RENEW, {
				credentials: { digiCertApi },
			});
		const { outputs } = await withFastClock([fleet], async () => {
			const waiting = send(slow);
			await sleep(LAG_SECONDS * 1000);
			otherProcess(fleet);
			await send(credentialOf(fleet));
			fleet.world.keys.digicertApiKey = String(slow.apiKey);
			return await waiting;
		});
		expect(outputs.flat()).toMatchObject(hosts.map(() => ({ json: { reused: true } })));
		expect(Object.values(await automationCounts(fleet))).toEqual([1, 1]);
	});

	test('enrollments: when two runs open the same at once, an answer is lost, and a run after them', async () => {
		await simulator.fault('connectionCut', {
			remaining: 1,
			match: { path: '/cps/v2/enrollments' },
		});
		const items = [1, 2, 3].map((at) => ({ commonName: `edge-${at}.example.com` }));
		const create = enrollmentParameters(simulator, {
			options: { creationInterval: 300, visibleWithin: 2 * LAG_SECONDS },
		});
		const open = async () => await akamaiCps(simulator, create, items);
		await withFastClock([simulator], async () => [
			await Promise.all([open(), open()]),
			await open(),
		]);
		expect(await enrollmentsOf(simulator)).toHaveLength(3);
		await expectHeld(simulator);
	});
});
