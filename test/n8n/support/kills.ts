/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error */
import { setTimeout as pause } from 'node:timers/promises';

import { seededRandom } from '../../../sandbox/simulator/faults';
import { lastCall } from '../../storm/observe';
import { ordersOf, purchases } from '../../support/certCentral';
import type { ItemsWorkflow } from '../../support/itemsWorkflow';
import { begin } from '../../support/itemsWorkflow';
import { OwnN8n } from '../../support/ownN8n';
import type { TestSimulator } from '../../support/simulator';
import type { Wanted } from './orders';
import {
	brokenIn,
	idsIn,
	orderingWorkflow,
	PAID_CALL,
	runOrders,
	startOrderService,
	wantedOrders,
} from './orders';

/** A real n8n, killed at drawn moments of one workflow's runs, and started again each time. */

const DEFAULT_SEED = 20_260_301;

/** As the last failure printed it: `KILL_SEED=<seed> npx jest …` draws the same moments. */
export const killSeed = (): number => Number(process.env.KILL_SEED ?? DEFAULT_SEED);

/** Long enough that most kills leave paid calls without an answer. */
const ANSWER_AFTER_MS = 150;
const LONGEST_WAIT_MS = 250;
const LOST_ANSWERS = 0.05;
/** The list lags, too, but not as long as `visibleWithin`. */
const LIST_LAG_SECONDS = 1;
const VISIBLE_WITHIN_SECONDS = 5;
/** So many kills strike the look-ups at the beginning of a run, the others among its paid calls. */
const SHARE_OF_LOOK_UPS = 0.3;
/** Orders that no kill is drawn for, so that the last one, too, strikes a run under way. */
const LEFT_OVER = 10;
const MOMENT_WITHIN_MS = 120_000;

interface Moment {
	/** What is counted, all calls of this run or the paid calls of all runs, and up to which number */
	counted: 'calls' | 'paid';
	number: number;
	/** Then so long */
	waitMs: number;
}

export interface Plan {
	orders: number;
	kills: number;
	seed: number;
}

export interface KillResult {
	/** Orders in the books at each kill */
	paidAtKill: number[];
	/** In the end */
	paid: number;
	ids: number;
	boughtAgain: number;
	idsAgain: number;
	errors: string[];
	broken: string[];
}

/** Moments spread over all orders: each kill has a share of them for itself. */
export function momentsOf({ orders, kills, seed }: Plan): Moment[] {
	const random = seededRandom(seed);
	const share = (orders - LEFT_OVER) / kills;
	return Array.from({ length: kills }, (_, kill): Moment => {
		const counted = random() < SHARE_OF_LOOK_UPS ? 'calls' : 'paid';
		const lookUps = Math.max(1, kill * share);
		const number =
			counted === 'paid' ? (kill + random()) * share : random() * Math.min(lookUps, share);
		return { counted, number: 1 + Math.floor(number), waitMs: random() * LONGEST_WAIT_MS };
	});
}

/** Starts the run and kills n8n at this moment, whether or not it was told that the run began. */
async function killAt(
	{ counted, number, waitMs }: Moment,
	n8n: OwnN8n,
	simulator: TestSimulator,
	workflow: ItemsWorkflow,
	{ items }: Wanted,
): Promise<void> {
	const since = lastCall(simulator);
	const count = () =>
		counted === 'paid' ? purchases(simulator).length : lastCall(simulator) - since;
	const deadline = Date.now() + MOMENT_WITHIN_MS;
	const begun = begin(n8n.rest, workflow, items).catch(() => []);
	// Something must be under way, also if earlier runs came further than was drawn.
	while (lastCall(simulator) === since || count() < number) {
		if (Date.now() > deadline) throw new Error(`There is no ${counted} call number ${number}`);
		await pause(2);
	}
	await pause(waitMs);
	await n8n.kill();
	await begun;
}

export async function killedAgainAndAgain(plan: Plan): Promise<KillResult> {
	const [simulator, n8n] = [await startOrderService(), await OwnN8n.start()];
	try {
		return await killAndJudge(plan, simulator, n8n);
	} catch (cause) {
		throw new Error(`The run with KILL_SEED=${plan.seed} broke off`, { cause });
	} finally {
		await n8n.stop();
		await simulator.stop();
	}
}

async function killAndJudge(
	plan: Plan,
	simulator: TestSimulator,
	n8n: OwnN8n,
): Promise<KillResult> {
	const wanted = await wantedOrders(plan.orders);
	const workflow = await orderingWorkflow(n8n.rest, simulator, {
		visibleWithin: VISIBLE_WITHIN_SECONDS,
	});
	await simulator.seed({ settings: { listLagRealSeconds: LIST_LAG_SECONDS } });
	await simulator.fault('slowAnswer', {
		rate: 1,
		seed: plan.seed,
		delayMs: ANSWER_AFTER_MS,
		match: PAID_CALL,
	});
	await simulator.fault('connectionCut', { rate: LOST_ANSWERS, seed: plan.seed, match: PAID_CALL });

	const processEnds: number[] = [];
	const paidAtKill: number[] = [];
	const paid = async () => (await ordersOf(simulator)).length;
	for (const moment of momentsOf(plan)) {
		await killAt(moment, n8n, simulator, workflow, wanted);
		paidAtKill.push(await paid());
		await n8n.startAgain();
		processEnds.push(lastCall(simulator));
	}

	const run = async (repeats: boolean) =>
		await runOrders(n8n.rest, simulator, workflow, wanted.items, repeats);
	const last = await run(false);
	const paidInTheEnd = await paid();
	const again = await run(true);
	return {
		paidAtKill,
		paid: paidInTheEnd,
		ids: idsIn(last),
		boughtAgain: (await paid()) - paidInTheEnd,
		idsAgain: idsIn(again),
		errors: [last, again].flatMap(({ error }) => error ?? []),
		broken: await brokenIn(simulator, wanted, [last, again], processEnds),
	};
}

/** What every plan must end with; the seed stands beside it, so that a difference shows it. */
export const boughtOnceEach = ({ orders, seed }: Plan) => ({
	KILL_SEED: seed,
	paid: orders,
	ids: orders,
	boughtAgain: 0,
	idsAgain: orders,
	errors: [],
	broken: [],
});
