import type { INodeParameters, OnError } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import {
	certCentral,
	credentialOf,
	orderOf,
	orderParameters,
	ordersOf,
	otherProcess,
} from '../support/certCentral';
import type { NodeRunRecord, Violation } from '../support/invariants';
import { violationsOf } from '../support/invariants';
import type { TestSimulator } from '../support/simulator';
import { breakOut, lastCall, observe, PACING, WINDOWS } from './observe';
import type { OrderStorm } from './weather';

const VISIBLE_WITHIN = 2;
const form = (more: INodeParameters = {}) =>
	orderParameters({ options: { visibleWithin: VISIBLE_WITHIN, ...more } });

/**
 * Orders in bad weather, then twice again in fine weather: the second run adopts or buys what is
 * missing, the third has nothing to do.
 */
export async function stormOfOrders(
	simulator: TestSimulator,
	storm: OrderStorm,
): Promise<Violation[]> {
	const { things, twins, mode, interruption, lagSeconds } = storm;
	const names = Array.from({ length: things }, (_, at) => `storm-${at}.example.com`);
	const orders = await Promise.all(names.map(async (name) => await orderOf(name)));
	const items = [...orders, ...orders.slice(0, twins)];
	const run = async (more: { cancelAfter?: number } = {}) =>
		await certCentral(simulator, form(), items, {
			onError: mode as OnError,
			credentials: { digiCertApi: { ...credentialOf(simulator), ...PACING } },
			...more,
		});
	await simulator.seed({
		settings: {
			listLagRealSeconds: lagSeconds,
			uniqueAlternativeOrderIds: storm.uniqueIds,
			alternativeOrderIdInList: storm.idsInList,
		},
	});
	await breakOut(simulator, storm.faults);

	const runs: NodeRunRecord[] = [];
	const processEnds: number[] = [];
	const watched = async (repeats: boolean, more?: { cancelAfter: number }) =>
		void runs.push(await observe(simulator, items.length, async () => await run(more), repeats));
	const ended = ['stop', 'crash'].includes(interruption);
	await Promise.all([
		watched(false, ended ? { cancelAfter: storm.stopAfterMs } : undefined),
		...(interruption === 'twice' ? [watched(false)] : []),
	]);

	await simulator.sandbox.delete('/faults');
	if (interruption === 'crash') {
		// In this harness nothing survives a process, so the list must have caught up.
		await sleep(lagSeconds * 1000);
		otherProcess(simulator);
		processEnds.push(lastCall(simulator));
	}
	await watched(false);
	const incomplete = missingIn(runs.at(-1));
	await watched(true);

	const books = (await ordersOf(simulator)).map(({ id, commonName }) => ({
		id,
		name: commonName,
		shownBy: { orderId: id },
	}));
	const violations = violationsOf({
		books,
		calls: simulator.world.calls.all(),
		runs,
		wanted: names,
		windows: WINDOWS,
		secrets: [simulator.keys.digicertApiKey],
		processEnds,
	});
	return [...violations, ...incomplete];
}

/** In fine weather nothing may fail. */
function missingIn(run: NodeRunRecord | undefined): Violation[] {
	const missing = run?.items.filter(({ json }) => json.orderId === undefined) ?? [];
	const texts = [
		...(run?.error ? [run.error] : []),
		...missing.map(({ json }) => JSON.stringify(json)),
	];
	return texts.map((text) => ({ invariant: 'nothingLost', text: `in fine weather: ${text}` }));
}
