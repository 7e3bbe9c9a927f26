import type { IDataObject } from 'n8n-workflow';

import { errorOf, outputOf } from '../sandbox/launcher/executions';
import type { Rest } from '../sandbox/launcher/rest';
import type { Call } from '../sandbox/simulator/calls';
import { createCredential } from '../test/n8n/support/workflows';
import { credentialOf, ordersOf } from '../test/support/certCentral';
import type { NodeUnderTest } from '../test/support/itemsWorkflow';
import { itemsTo, runItems, UNDER_TEST } from '../test/support/itemsWorkflow';
import type { TestSimulator } from '../test/support/simulator';

/** What one run of one node left behind: on its output, and in the simulator's books. */
export interface Result {
	bought: number;
	names: number;
	/** Distinct ids of paid orders on output items */
	ids: number;
	orders: number;
	lists: number;
	details: number;
	refused: number;
	calls: Call[];
	failed: boolean;
}

const CALLS = {
	orders: (call: Call) => call.method === 'POST',
	lists: (call: Call) => call.method === 'GET' && call.path.endsWith('/order/certificate'),
	details: (call: Call) => call.method === 'GET' && /\/order\/certificate\/\d+$/.test(call.path),
	refused: (call: Call) => call.status === 429,
};

/** Runs a job once; its calls and orders are counted from here on. */
export type Job = () => Promise<Result>;

/** The node, ready to run these items again and again against this simulator. */
export async function jobOf(
	rest: Rest,
	simulator: TestSimulator,
	arm: Omit<NodeUnderTest, 'credentials'>,
	items: IDataObject[],
	pacing: IDataObject = {},
): Promise<Job> {
	const values = { ...credentialOf(simulator), ...pacing };
	const digiCertApi = await createCredential(rest, 'digiCertApi', values);
	const workflow = await itemsTo(rest, { ...arm, credentials: { digiCertApi } });
	return async () => {
		const before = (await ordersOf(simulator)).length;
		const seen = simulator.world.calls.all().length;
		const execution = await runItems(rest, workflow, items);
		const books = await ordersOf(simulator);
		const calls = simulator.world.calls.all().slice(seen);
		const paid = new Set(books.map(({ id }) => id));
		const ids = outputOf(execution, UNDER_TEST).map(({ json }) => Number(json.orderId ?? json.id));
		const count = (kind: keyof typeof CALLS) => calls.filter(CALLS[kind]).length;
		return {
			bought: books.length - before,
			names: new Set(books.map(({ commonName }) => commonName)).size,
			ids: new Set(ids.filter((id) => paid.has(id))).size,
			orders: count('orders'),
			lists: count('lists'),
			details: count('details'),
			refused: count('refused'),
			calls,
			failed: errorOf(execution) !== undefined,
		};
	};
}
