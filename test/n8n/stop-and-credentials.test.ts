import type { IDataObject } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { outputOf, readExecution, runFrom } from '../../sandbox/launcher/executions';
import type { Rest } from '../../sandbox/launcher/rest';
import { credentialOf, ordersOf, purchases } from '../support/certCentral';
import { akamaiCredential } from '../support/cps';
import { finished, UNDER_TEST } from '../support/itemsWorkflow';
import type { TestSimulator } from '../support/simulator';
import { loggedIn } from './support/shared';
import { orderingByHand, startOrderService, wantedOrders } from './support/orders';
import { createCredential, START } from './support/workflows';

const MINUTE = 60_000;
const ORDERS = 12;
/** The answers to all others take longer than this test. */
const ANSWERED = 4;

let rest: Rest;
let simulator: TestSimulator;
beforeAll(async () => {
	rest = await loggedIn();
	simulator = await startOrderService();
}, MINUTE);
afterAll(async () => await simulator.stop());

it(
	'Stop ends a node whose calls are under way; begun again, each order is there once',
	async () => {
		const { names, items } = await wantedOrders(ORDERS);
		const workflow = await orderingByHand(items, rest, simulator, { visibleWithin: 2 });
		const match = { path: '/ssl$' };
		await simulator.fault('slowAnswer', { delayMs: 10 * MINUTE, after: ANSWERED, match });
		const struck = await runFrom(rest, workflow, START);
		while (purchases(simulator).length <= ANSWERED) await sleep(50);
		await rest.post(`/executions/${struck}/stop`);
		expect((await readExecution(rest, struck)).status).toBe('canceled');

		await simulator.sandbox.delete('/faults');
		const again = await finished(rest, await runFrom(rest, workflow, START));
		const bought = (await ordersOf(simulator)).map(({ commonName }) => commonName);
		expect(bought.sort()).toEqual([...names].sort());
		const ids = outputOf(again, UNDER_TEST).map(({ json }) => json.orderId);
		expect(new Set(ids).size).toBe(ORDERS);
	},
	3 * MINUTE,
);

describe.each([
	['digiCertApi', credentialOf, { apiKey: 'WRONG' }],
	['akamaiEdgeGridApi', akamaiCredential, { clientSecret: 'c2VjcmV0' }],
] as const)('The test button of %s', (type, right, wrong) => {
	async function tested(more: IDataObject = {}): Promise<string> {
		const data = { ...right(simulator), ...more };
		const saved = await createCredential(rest, type, data);
		const { status } = await rest.post<{ status: string }>('/credentials/test', {
			credentials: { ...saved, type, data },
		});
		return status;
	}

	it('is green for a key that works, and red for another', async () => {
		expect([await tested(), await tested(wrong)]).toEqual(['OK', 'Error']);
	});
});
