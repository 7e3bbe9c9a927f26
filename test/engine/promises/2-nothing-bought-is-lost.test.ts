import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { automationNode, automationsOf, host, itemOf, RENEW } from '../../support/automation';
import {
	byId,
	certCentral,
	jsons,
	orderOf,
	orderParameters,
	ordersOf,
	textOf,
} from '../../support/certCentral';
import { akamaiCps, enrollmentParameters, enrollmentsOf } from '../../support/cps';
import { withFastClock } from '../../support/fastClock';
import { openFleet } from '../../support/openFleet';
import { useSimulator } from '../../support/use';

/**
 * Promise 2: every order, automation and enrollment id reaches an item or the error text; after
 * Stop an identical second run finds and adopts it.
 */

/** Each item brings its organization: one that DigiCert does not know is refused there. */
const CREATE = orderParameters({ organization: '={{ $json.organization ?? 1850011 }}' });
const REFUSED = { organization: 999 };
const PAID = { match: { method: 'POST', path: '/order/certificate/ssl$' } };

const simulator = useSimulator();

const orders = async (count: number): Promise<IDataObject[]> =>
	await Promise.all(
		Array.from({ length: count }, async (_, at) => await orderOf(`order-${at}.example.com`)),
	);

const object = (value: unknown) => value as INodeParameters;

const idsInBooks = async () => (await ordersOf(simulator)).map(({ id }) => id);

describe('Promise 2: nothing bought is lost', () => {
	test('in Stop mode the error names every order that was bought before one was refused', async () => {
		const items = [await orderOf('refused.example.com', REFUSED), ...(await orders(7))];
		const run = await certCentral(simulator, CREATE, items);
		const bought = await idsInBooks();
		expect(bought).toHaveLength(7);
		for (const id of bought) expect(textOf(run)).toContain(`order ID ${id}`);
	});

	test('when the answers are lost, the ids are found and given', async () => {
		await simulator.fault('badGateway', PAID);
		const run = await withFastClock(
			[simulator],
			async () => await certCentral(simulator, CREATE, await orders(7)),
		);
		const given = jsons(run.outputs[0]).map(({ orderId }) => orderId);
		expect(given.sort()).toEqual((await idsInBooks()).sort());
	});

	test('after Stop in mid-run the same run gives the ids of what was bought before', async () => {
		const items = await orders(7);
		await simulator.fault('slowAnswer', { ...PAID, after: 3, delayMs: 60_000 });
		const second = await withFastClock([simulator], async () => {
			const first = await certCentral(simulator, CREATE, items, { cancelAfter: 10_000 });
			expect(first.run.status).toBe('canceled');
			await simulator.sandbox.delete('/faults');
			return await certCentral(simulator, CREATE, items);
		});
		const given = jsons(second.outputs[0]).map(({ orderId }) => orderId);
		expect(given.sort()).toEqual((await idsInBooks()).sort());
		expect(given).toHaveLength(7);
	});

	test('Stop tells what was bought by its ID, and what may have been by its key', async () => {
		await simulator.fault('slowAnswer', { ...PAID, after: 3, delayMs: 60_000 });
		const run = await withFastClock(
			[simulator],
			// More than are begun by then.
			async () => await certCentral(simulator, CREATE, await orders(30), { cancelAfter: 10_000 }),
		);
		const booked = await ordersOf(simulator);
		const told = booked.filter(({ id }) => textOf(run).includes(`order ID ${id}`));
		expect(told).toHaveLength(3);
		expect(booked.length).toBeGreaterThan(3);
		for (const { id, alternativeOrderId } of booked) {
			const told = [`order ID ${id}`, `${alternativeOrderId}`];
			expect(told.some((text) => textOf(run).includes(text))).toBe(true);
		}
	});

	test('Stop tells each request that was approved, and each that may have been', async () => {
		const items = await orders(4);
		const asking = {
			additionalFields: { ...object(CREATE.additionalFields), skipApproval: false },
		};
		const placed = jsons(
			(await certCentral(simulator, { ...CREATE, ...asking }, items)).outputs[0],
		);
		await simulator.fault('slowAnswer', { match: { method: 'PUT' }, after: 1, delayMs: 60_000 });
		const approve = {
			resource: 'request',
			operation: 'approve',
			orderId: byId('={{ $json.orderId }}'),
		};
		const run = await withFastClock(
			[simulator],
			async () =>
				await certCentral(simulator, approve, placed, {
					cancelAfter: 10_000,
					onError: 'continueRegularOutput',
				}),
		);
		const approved = (await ordersOf(simulator)).flatMap(({ requests }) =>
			requests.filter(({ status }) => status === 'approved').map(({ id }) => id),
		);
		expect(approved.length).toBeGreaterThan(1);
		const told = jsons(run.outputs[0]).flatMap(({ requestId, details }) => [
			requestId,
			(details as { ids?: IDataObject } | undefined)?.ids?.requestId,
		]);
		expect(told).toEqual(expect.arrayContaining(approved));
	});

	test('automations whose answer was lost are found by host', async () => {
		const hosts = [host(1), host(2), host(3)];
		const fleet = await openFleet(hosts);
		await fleet.fault('connectionCut', { match: { path: 'createAutomation/bulk' } });
		const run = await withFastClock(
			[fleet],
			async () => await automationNode(fleet, 'createBulk', hosts.map(itemOf), RENEW),
		);
		const booked = Object.values(await automationsOf(fleet)).flat();
		const given = jsons(run.outputs[0]).map(({ automationId }) => automationId);
		expect(given.sort()).toEqual(booked.map(({ automationId }) => automationId).sort());
	});

	test('an enrollment whose answer was lost is found by its common name', async () => {
		await simulator.fault('connectionCut', { match: { method: 'POST', path: '/enrollments' } });
		const run = await withFastClock(
			[simulator],
			async () =>
				await akamaiCps(simulator, enrollmentParameters(simulator), [
					{ commonName: 'edge.example.com' },
				]),
		);
		const [booked] = await enrollmentsOf(simulator);
		expect(jsons(run.outputs[0])[0]?.enrollmentId).toBe(booked?.id);
	});
});
