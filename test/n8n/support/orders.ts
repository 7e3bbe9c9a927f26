import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { errorOf, outputOf } from '../../../sandbox/launcher/executions';
import type { Rest } from '../../../sandbox/launcher/rest';
import { orderThing } from '../../../sandbox/simulator/invariants/paidCalls';
import type { NodeRunRecord } from '../../../sandbox/simulator/invariants/evidence';
import type { InvariantReport } from '../../../sandbox/simulator/invariants/report';
import { lastCall } from '../../storm/observe';
import { credentialOf, orderOf, orderParameters } from '../../support/certCentral';
import type { ItemsWorkflow } from '../../support/itemsWorkflow';
import { begin, finished, itemsTo, OUR_NODES, UNDER_TEST } from '../../support/itemsWorkflow';
import type { TestSimulator } from '../../support/simulator';
import { startTestSimulator } from '../../support/simulator';
import { createCredential } from './workflows';

/** Many orders through a real n8n, judged by the invariants. */

/** Wider than the documented ones, so that hundreds of orders take seconds. */
const WINDOWS = [{ requests: 200, perMs: 1_000 }];
const PACING = {
	pacing: 'custom',
	burstRequests: 200,
	burstSeconds: 1,
	sustainedRequests: 100_000,
	sustainedSeconds: 60,
};

export const PAID_CALL = { method: 'POST', path: '/order/certificate/ssl$' };

export const startOrderService = async (): Promise<TestSimulator> =>
	await startTestSimulator({ limits: { digicert: WINDOWS } });

export interface Wanted {
	names: string[];
	items: IDataObject[];
}

export async function wantedOrders(count: number): Promise<Wanted> {
	const names = Array.from({ length: count }, (_, at) => `host-${at + 1}.example.com`);
	return { names, items: await Promise.all(names.map(async (name) => await orderOf(name))) };
}

export const orderingWorkflow = async (
	rest: Rest,
	simulator: TestSimulator,
	options: INodeParameters,
): Promise<ItemsWorkflow> =>
	await itemsTo(rest, {
		type: OUR_NODES.certCentral,
		parameters: orderParameters({ options }),
		credentials: {
			digiCertApi: await createCredential(rest, 'digiCertApi', {
				...credentialOf(simulator),
				...PACING,
			}),
		},
	});

/** One execution to its end, written down for the invariants. */
export async function runOrders(
	rest: Rest,
	simulator: TestSimulator,
	workflow: ItemsWorkflow,
	items: IDataObject[],
	repeats = false,
): Promise<NodeRunRecord> {
	const since = lastCall(simulator);
	const [id = ''] = await begin(rest, workflow, items);
	const execution = await finished(rest, id);
	const error = errorOf(execution);
	return {
		inputs: items.length,
		items: outputOf(execution, UNDER_TEST).map(({ json, pairedItem }) => ({
			json,
			input: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined,
		})),
		...(error === undefined ? {} : { error }),
		since,
		until: lastCall(simulator),
		repeats,
	};
}

export const idsIn = ({ items }: NodeRunRecord): number =>
	new Set(items.map(({ json }) => json.orderId)).size;

/** Every invariant that does not hold, as the simulator tells from its books and its log. */
export async function brokenIn(
	simulator: TestSimulator,
	{ names }: Wanted,
	runs: NodeRunRecord[],
	processEnds: number[] = [],
): Promise<string[]> {
	const testimony = { runs, wanted: names.map(orderThing), processEnds };
	const { data } = await simulator.sandbox.post<InvariantReport>('/invariants', testimony);
	return data.broken.map(({ rule, text }) => `${rule}: ${text}`);
}
