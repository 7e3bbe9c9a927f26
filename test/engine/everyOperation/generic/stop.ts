import { sleep, type IDataObject } from 'n8n-workflow';

import type { OperationCase } from '../../../support/operations';
import { writesOnly } from './errors';
import type { Ran } from './run';
import { accountFaults, isFailed, run } from './run';
import type { Change, Striker, Way, World } from './world';

const INPUTS = 3;
/** At once, also on a busy machine; what is stopped would last for minutes. */
const WITHIN_MS = 5000;
/** What was to be sent later comes in this time. */
const AFTERWARDS_MS = 1500;
/**
 * So many turns without a call are quiet. Turns, not time: nodes and receiver live in this process,
 * and where it is held up for a second nothing could have come.
 */
const QUIET_TURNS = 50;
const TURN_MS = 20;
const LONGEST_MS = 60_000;

/** One call in an hour: whatever comes second waits for a slot. */
export const ONE_CALL: IDataObject = {
	pacing: 'custom',
	burstRequests: 1,
	burstSeconds: 3600,
	sustainedRequests: 1,
	sustainedSeconds: 3600,
};

interface Place {
	name: string;
	striker?: Striker;
	credential?: IDataObject;
}

const placesOf = ({ writes }: OperationCase): Place[] => [
	{ name: 'in the middle of a request', striker: () => 'stall' },
	...(writes
		? [{ name: 'in the middle of a write', striker: writesOnly(() => 'stall' as const) }]
		: []),
	{ name: 'while it waits for a slot', credential: ONE_CALL },
];

export async function stopFaults(operation: OperationCase, world: World): Promise<string[]> {
	const turns = world.turnsFor(operation, INPUTS);
	const faults = await Promise.all(
		placesOf(operation).map(async ({ name, striker, credential }) => {
			const { faults: own } = await stopped(operation, world, { turns, striker, credential });
			return own.map((fault) => `${name}: ${fault}`);
		}),
	);
	return faults.flat();
}

export interface Stopping {
	turns: number[];
	striker?: Striker;
	change?: Change;
	credential?: IDataObject;
}

/** Runs until nothing more is sent, presses Stop, and waits for what might still come. */
export async function stopped(operation: OperationCase, world: World, stopping: Stopping) {
	const { turns, striker, change, credential } = stopping;
	const way = await world.open(striker, change);
	const controller = new AbortController();
	let isOver = false;
	const running = run(operation, {
		way,
		turns,
		known: world.known,
		credential,
		onError: 'continueRegularOutput',
		signal: controller.signal,
	}).finally(() => {
		isOver = true;
	});
	await quiet(way, () => isOver);
	const pressed = performance.now();
	const sentBefore = way.received.length;
	controller.abort();
	const ran = await running;
	const took = performance.now() - pressed;
	await sleep(AFTERWARDS_MS);
	const sentAfter = way.received.slice(sentBefore);
	await way.close();
	const faults = [
		...(sentBefore > 0 ? [] : ['nothing was sent before']),
		...(took < WITHIN_MS ? [] : [`ended after ${Math.round(took)} ms`]),
		...sentAfter.map(({ method, url }) => `sent afterwards: ${method} ${url}`),
		...accounted(operation, ran),
	];
	return { faults, received: way.received };
}

/** Until something was sent and nothing more comes, or the run is over. */
async function quiet({ received }: Way, isOver: () => boolean): Promise<void> {
	const began = performance.now();
	let [seen, turns] = [0, 0];
	while (!isOver() && (seen === 0 || turns < QUIET_TURNS)) {
		if (performance.now() - began > LONGEST_MS) return;
		await sleep(TURN_MS);
		turns = received.length === seen ? turns + 1 : 0;
		seen = received.length;
	}
}

/** A list that was stopped tells it as a failure of its input. */
function accounted(operation: OperationCase, { returned, thrown }: Ran): string[] {
	if (!returned) return [`execute threw ${thrown?.message}`];
	// A host whose call was cut leaves as unclear: it may have been accepted.
	const told = returned.flat().filter((item) => isFailed(item) || item.json.unclear === true);
	const faults = accountFaults(operation, returned, INPUTS);
	return told.length > 0 || operation.spec.many
		? faults
		: [...faults, 'nothing says that it was stopped'];
}
