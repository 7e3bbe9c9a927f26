import type { IDataObject } from 'n8n-workflow';

import { endAll } from '../../sandbox/launcher/ending';
import { errorOf } from '../../sandbox/launcher/executions';
import { step } from '../../sandbox/launcher/say';
import type { Fleet } from '../../sandbox/queue/fleet';
import { newFleet, startFleet } from '../../sandbox/queue/fleet';
import type { Window } from '../../sandbox/simulator/limits';
import { createCredential } from '../../test/n8n/support/workflows';
import { credentialOf } from '../../test/support/certCentral';
import type { ItemsWorkflow } from '../../test/support/itemsWorkflow';
import { itemsTo, OUR_NODES, runEach } from '../../test/support/itemsWorkflow';
import { pacingOf } from '../../test/support/pacing';
import type { Account } from '../account';
import { openAccount } from '../account';
import type { Arm } from '../arms';
import { CONTINUE, httpRequest, orderCreate } from '../arms';
import { rateOf } from '../jobs/rate';
import { UNPACED } from '../measure';
import { purchases } from '../orders';

/** Items of one execution. */
export const EACH = 10;
/** A tenth of the documented 1,000 in three minutes, in more than a tenth of the time. */
export const WINDOW: Window = { requests: 100, perMs: 30_000 };

export interface FleetSample {
	node: string;
	workers: number;
	/** Without limits */
	ordersPerSecond: number;
	bought: number;
	/** With limits: calls let through by those that were allowed in their time, calls refused, orders bought */
	share: number;
	refused: number;
	boughtPaced: number;
}

export interface Sizes {
	orders: number;
	paced: number;
}

const TYPES = {
	certCentral: { type: OUR_NODES.certCentral, typeVersion: 1 },
	automation: { type: OUR_NODES.automation, typeVersion: 1 },
	httpRequest: { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
};

const ARMS = [orderCreate, httpRequest('createOrder', CONTINUE)];

async function workflowOf(
	{ n8n: { rest } }: Fleet,
	account: Account,
	arm: Arm,
	pacing: IDataObject,
): Promise<ItemsWorkflow> {
	const subject = arm.of(account);
	if (subject.kind !== 'node') throw new Error(`${arm.name} is no node`);
	const { node, parameters, onError } = subject;
	const digiCertApi = await createCredential(rest, 'digiCertApi', {
		...credentialOf(account),
		...pacing,
	});
	return await itemsTo(rest, {
		...TYPES[node],
		parameters,
		onError,
		credentials: { digiCertApi },
	});
}

const listsOf = (items: IDataObject[]): IDataObject[][] =>
	Array.from({ length: Math.ceil(items.length / EACH) }, (_, at) =>
		items.slice(at * EACH, at * EACH + EACH),
	);

/** What the executions of one workflow, all called at once, left behind. */
async function run(fleet: Fleet, arm: Arm, items: IDataObject[], limit?: Window) {
	const account = await openAccount({ limits: limit ? { digicert: [limit] } : 'off' });
	try {
		const pacing = limit ? pacingOf(limit, fleet.workers.length) : UNPACED;
		const workflow = await workflowOf(fleet, account, arm, pacing);
		const runs = await runEach(fleet.n8n.rest, workflow, listsOf(items));
		const [error] = runs.flatMap((one) => errorOf(one) ?? []);
		if (error) throw new Error(`${arm.name}: ${error}`);
		const calls = account.calls();
		const seconds = ((calls.at(-1)?.at ?? 0) - (calls[0]?.at ?? 0)) / 1000;
		const { data } = await account.sandbox.get<{ digicert: { orders: object[] } }>('/books');
		return { calls, seconds, bought: data.digicert.orders.length };
	} finally {
		await account.stop();
	}
}

/** Both nodes on a fleet of so many workers. */
export async function measureWorkers(workers: number, sizes: Sizes): Promise<FleetSample[]> {
	const [orders, paced, first] = await Promise.all(
		[sizes.orders, sizes.paced, EACH * workers].map(
			async (count) => await (await purchases(count)).prepare(),
		),
	);
	const fleet = await startFleet(await newFleet(workers));
	try {
		const samples: FleetSample[] = [];
		for (const arm of ARMS) {
			const label = (what: string) => `${arm.name}, ${workers} workers, ${what}`;
			await step(label('warming up'), async () => await run(fleet, arm, first ?? []));
			const free = await step(
				label('without limits'),
				async () => await run(fleet, arm, orders ?? []),
			);
			const limited = await step(
				label('against a limit'),
				async () => await run(fleet, arm, paced ?? [], WINDOW),
			);
			const { share, refused } = rateOf(limited.calls, [WINDOW]);
			samples.push({
				node: arm.name,
				workers,
				ordersPerSecond: free.bought / free.seconds,
				bought: free.bought,
				share,
				refused,
				boughtPaced: limited.bought,
			});
		}
		return samples;
	} finally {
		await endAll();
	}
}
