/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { errorOf, jsonOf, outputOf } from '../../../sandbox/launcher/executions';
import { seededRandom } from '../../../sandbox/simulator/faults';
import { byId, callsOf, credentialOf, orderOf, placed } from '../../support/certCentral';
import { begin, itemsTo, OUR_NODES, runItems, UNDER_TEST } from '../../support/itemsWorkflow';
import type { OwnN8n } from '../../support/ownN8n';
import type { TestSimulator } from '../../support/simulator';
import { newCsr } from '../../support/simulator';
import { createCredential } from './workflows';

/** A real n8n, killed around the calls by which certificates are reissued or duplicated. */

export type Replacing = 'reissue' | 'duplicate';

interface Plan {
	kind: Replacing;
	orders: number;
	kills: number;
	seed: number;
}

const ANSWER_AFTER_MS = 150;
const LONGEST_WAIT_MS = 250;
const LOST_ANSWERS = 0.05;
const MOMENT_WITHIN_MS = 300_000;
const UNPACED = {
	pacing: 'custom',
	burstRequests: 200,
	burstSeconds: 1,
	sustainedRequests: 100_000,
	sustainedSeconds: 60,
};

const formOf = (kind: Replacing): INodeParameters => ({
	resource: 'order',
	operation: kind,
	orderId: byId('={{ $json.orderId }}'),
	csr: '={{ $json.csr }}',
	...(kind === 'reissue' ? { allowSameEnd: true } : {}),
	additionalFields: { skipApproval: true },
	options: { visibleWithin: 3 },
});

/** What was made beside the certificates that were ordered, by order. */
async function madeOf(simulator: TestSimulator, kind: Replacing): Promise<number[]> {
	const { data } = await simulator.sandbox.get('/books');
	const orders = data.digicert.orders as Array<{ certificates: Array<{ kind: string }> }>;
	return orders.map(({ certificates }) => certificates.filter((one) => one.kind === kind).length);
}

export async function killedWhileReplacing(plan: Plan, n8n: OwnN8n, simulator: TestSimulator) {
	const { kind, kills } = plan;
	const names = Array.from({ length: plan.orders }, (_, at) => `instant-${at + 1}.example.com`);
	const ids = await placed(
		simulator,
		await Promise.all(names.map(async (name) => await orderOf(name))),
	);
	const items: IDataObject[] = await Promise.all(
		ids.map(async (orderId, at) => ({ orderId, csr: await newCsr(names[at] ?? '') })),
	);
	const match = { method: 'POST', path: `/${kind}$` };
	await simulator.fault('slowAnswer', {
		rate: 1,
		seed: plan.seed,
		delayMs: ANSWER_AFTER_MS,
		match,
	});
	await simulator.fault('connectionCut', { rate: LOST_ANSWERS, seed: plan.seed, match });
	const workflow = await itemsTo(n8n.rest, {
		type: OUR_NODES.certCentral,
		parameters: formOf(kind),
		credentials: {
			digiCertApi: await createCredential(n8n.rest, 'digiCertApi', {
				...credentialOf(simulator),
				...UNPACED,
			}),
		},
	});
	const sent = () => callsOf(simulator, 'POST', new RegExp(`/${kind}$`)).length;
	const random = seededRandom(plan.seed);
	const sentAtKill: number[] = [];
	for (let kill = 0; kill < kills; kill++) {
		const share = (plan.orders - 5) / kills;
		// Once all are sent, it strikes a run that only looks.
		const until = Math.min(plan.orders, Math.max(sent() + 1, Math.ceil((kill + random()) * share)));
		const begun = begin(n8n.rest, workflow, items).catch(() => []);
		const deadline = Date.now() + MOMENT_WITHIN_MS;
		while (sent() < until) {
			if (Date.now() > deadline) throw new Error(`Call number ${until} to ${kind} does not come`);
			await pause(2);
		}
		await pause(random() * LONGEST_WAIT_MS);
		await n8n.kill();
		await begun;
		sentAtKill.push(sent());
		await n8n.startAgain();
	}
	const runs = [
		await runItems(n8n.rest, workflow, items),
		await runItems(n8n.rest, workflow, items),
	];
	const told = runs.map((run) => jsonOf(outputOf(run, UNDER_TEST)));
	return {
		sentAtKill,
		errors: runs.flatMap((run) => errorOf(run) ?? []),
		made: await madeOf(simulator, kind),
		told: told.map((all) => new Set(all.map(({ certificateId }) => certificateId)).size),
		changedAgain: (told[1] ?? []).filter(({ changed }) => changed === true).length,
	};
}
