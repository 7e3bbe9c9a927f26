import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';

import { automationNode, host, itemOf, RENEW } from '../../support/automation';
import {
	byId,
	certCentral,
	jsons,
	linksOf,
	orderOf,
	orderParameters,
	placed,
	textOf,
} from '../../support/certCentral';
import type { NodeRun } from '../../support/engine';
import { openFleet } from '../../support/openFleet';
import { useSimulator } from '../../support/use';

/**
 * Promise 3: each input gives exactly one item, over all outputs and in every On Error mode, linked
 * to its input; in Stop mode the one error speaks of each.
 */

const CONTINUE: OnError[] = ['continueRegularOutput', 'continueErrorOutput'];

const simulator = useSimulator();

const expectEachOnce = (run: NodeRun, inputs: number) => {
	expect(run.error).toBeUndefined();
	const links = linksOf(run).flat();
	expect([...links].sort()).toEqual(Array.from({ length: inputs }, (_, input) => input));
};

const CREATE = orderParameters({ organization: '={{ $json.organization ?? 1850011 }}' });
const CHECK: INodeParameters = {
	resource: 'order',
	operation: 'checkStatus',
	orderId: byId('={{ $json.orderId }}'),
};

/** Good ones, a twin, one that DigiCert refuses, one that never reaches it. */
const mixedOrders = async (): Promise<IDataObject[]> => {
	const good = await orderOf('good.example.com');
	return [
		good,
		await orderOf('refused.example.com', { organization: 999 }),
		good,
		{ commonName: 'no-csr.example.com', csr: 'nonsense' },
		await orderOf('other.example.com'),
	];
};

describe('Promise 3: every item is accounted for', () => {
	test.each(CONTINUE)('orders, %s', async (onError) => {
		const items = await mixedOrders();
		expectEachOnce(await certCentral(simulator, CREATE, items, { onError }), items.length);
	});

	test('orders, Stop: nothing is sent, and the error names each bad item', async () => {
		const items = await mixedOrders();
		const run = await certCentral(simulator, CREATE, [...items, { ...items[3] }]);
		expect(run.outputs.flat()).toEqual([]);
		expect(textOf(run)).toContain('[items 3, 5]');
		expect(simulator.world.calls.all()).toEqual([]);
	});

	test.each(CONTINUE)('status of orders over four outputs, %s', async (onError) => {
		const names = ['instant-1', 'stuck', 'needs-approval', 'denied'];
		const orders = await Promise.all(
			names.map(async (name) => await orderOf(`${name}.example.com`)),
		);
		const ids = await placed(simulator, orders);
		const items = [...ids.map((orderId) => ({ orderId })), { orderId: 1 }];
		const run = await certCentral(simulator, CHECK, items, { onError });
		expectEachOnce(run, items.length);
		expect(run.outputs.filter((output) => output.length > 0).length).toBeGreaterThanOrEqual(4);
	});

	test.each(CONTINUE)(
		'orders in a polling loop, each round and in the end, %s',
		async (onError) => {
			const names = ['instant-1', 'plain', 'needs-approval', 'denied'];
			const orders = await Promise.all(
				names.map(async (name) => await orderOf(`${name}.example.com`)),
			);
			const ids = await placed(simulator, orders);
			const options = { leaveTogether: true };
			const check = async (items: IDataObject[]) =>
				await certCentral(simulator, { ...CHECK, options }, items, { onError });
			const first = await check([...ids.map((orderId) => ({ orderId })), { orderId: 1 }]);
			expectEachOnce(first, 5);
			expect(first.outputs[1]).toHaveLength(5);
			await simulator.advance(86_400);
			const last = await check(jsons(first.outputs[1]));
			expectEachOnce(last, 5);
			expect(last.outputs.slice(0, 3).map((items) => items.length)).toEqual([2, 0, 1]);
		},
	);

	test.each(CONTINUE)('hosts in bulk over Accepted and Rejected, %s', async (onError) => {
		const hosts = [host(1), host(2, { script: 'ineligible' }), host(3)];
		const fleet = await openFleet(hosts);
		const items = [...hosts.map(itemOf), { ip: 'nonsense', port: 443 }];
		expectEachOnce(await automationNode(fleet, 'createBulk', items, RENEW, { onError }), 4);
	});
});
