import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Execution } from '../../../sandbox/launcher/executions';
import { errorOf, outputOf } from '../../../sandbox/launcher/executions';
import { addWorkflow } from '../../../sandbox/launcher/publish';
import type { Rest } from '../../../sandbox/launcher/rest';
import { orderThing } from '../../../sandbox/simulator/invariants/paidCalls';
import type { NodeRunRecord, Testimony } from '../../../sandbox/simulator/invariants/evidence';
import type { InvariantReport } from '../../../sandbox/simulator/invariants/report';
import { lastCall } from '../../storm/observe';
import { credentialOf, orderOf, orderParameters } from '../../support/certCentral';
import type { ItemsWorkflow, NodeUnderTest } from '../../support/itemsWorkflow';
import { begin, finished, itemsTo, OUR_NODES, UNDER_TEST } from '../../support/itemsWorkflow';
import type { TestSimulator } from '../../support/simulator';
import { startTestSimulator } from '../../support/simulator';
import { chain, createCredential } from './workflows';

/** Many orders through a real n8n, judged by the invariants. */

/** Wider than the documented ones, so that hundreds of orders take seconds. */
const WINDOWS = [{ requests: 200, perMs: 1_000 }];
export const PACING = {
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

type OrderingNode = NodeUnderTest & Required<Pick<NodeUnderTest, 'credentials'>>;

async function orderingNode(
	rest: Rest,
	simulator: TestSimulator,
	options: INodeParameters,
	pacing: IDataObject = PACING,
): Promise<OrderingNode> {
	const digiCertApi = await createCredential(rest, 'digiCertApi', {
		...credentialOf(simulator),
		...pacing,
	});
	return {
		type: OUR_NODES.certCentral,
		parameters: orderParameters({ options }),
		credentials: { digiCertApi },
	};
}

export const orderingWorkflow = async (
	...given: Parameters<typeof orderingNode>
): Promise<ItemsWorkflow> => await itemsTo(given[0], await orderingNode(...given));

/** The same with the orders in it, to be begun by hand; gives its id. */
export async function orderingByHand(
	items: IDataObject[],
	...given: Parameters<typeof orderingNode>
): Promise<string> {
	const steps = [
		{
			name: 'Orders',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { mode: 'raw', jsonOutput: JSON.stringify({ items }) },
		},
		{ name: 'Each', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'items' } },
		{ name: UNDER_TEST, ...(await orderingNode(...given)) },
	];
	return await addWorkflow(given[0], chain('By hand', steps));
}

/** What one execution gave, written down for the invariants. */
export function recordOf(
	execution: Execution,
	inputs: number,
	outputs = 1,
): Pick<NodeRunRecord, 'inputs' | 'items' | 'error'> {
	const error = errorOf(execution);
	const given = Array.from({ length: outputs }, (_, at) => outputOf(execution, UNDER_TEST, at));
	return {
		inputs,
		items: given.flat().map(({ json, pairedItem }) => ({
			json,
			input: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined,
		})),
		...(error === undefined ? {} : { error }),
	};
}

/** One execution to its end. */
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
	return { ...recordOf(execution, items.length), since, until: lastCall(simulator), repeats };
}

export const idsIn = ({ items }: NodeRunRecord): number =>
	new Set(items.map(({ json }) => json.orderId)).size;

/** Every invariant that does not hold, as the simulator tells from its books and its log. */
export async function brokenBy(
	{ sandbox }: TestSimulator,
	testimony: Testimony,
): Promise<string[]> {
	const { data } = await sandbox.post<InvariantReport>('/invariants', testimony);
	return data.broken.map(({ rule, text }) => `${rule}: ${text}`);
}

export const brokenIn = async (
	simulator: TestSimulator,
	{ names }: Wanted,
	runs: NodeRunRecord[],
	processEnds: number[] = [],
): Promise<string[]> =>
	await brokenBy(simulator, { runs, wanted: names.map(orderThing), processEnds });
