/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { FaultName } from '../../sandbox/simulator/faults';
import type { NodeRun } from '../support/engine';
import {
	certCentral,
	credentialOf,
	jsons,
	linksOf,
	orderOf,
	orderParameters,
	ordersOf,
	otherProcess,
	purchases,
	startAnew,
	textOf,
} from '../support/certCentral';
import type { TestSimulator } from '../support/simulator';
import { startTestSimulator } from '../support/simulator';

/** Whatever mix of faults strikes, the invariants of ordering hold. */

const AT_ONCE = 6;
const VISIBLE_WITHIN = 1;
const WINDOW = { requests: 40, seconds: 1 };

let simulators: TestSimulator[];
let orders: IDataObject[];

beforeAll(async () => {
	simulators = await Promise.all(Array.from({ length: AT_ONCE }, () => startTestSimulator()));
	orders = await Promise.all(
		Array.from({ length: 5 }, async (_, at) => await orderOf(`storm-${at}.example.com`)),
	);
}, 60_000);
afterAll(async () => {
	await Promise.all(simulators.map(async (simulator) => await simulator.stop()));
});

const AFTER_THE_WORK: FaultName[] = [
	'connectionCut',
	'badGateway',
	'gatewayTimeout',
	'internalError',
	'htmlBody',
	'emptyBody',
	'truncatedJson',
];
const BEFORE_ANY_WORK: FaultName[] = ['requestLost', 'unavailable', 'tooManyRequests'];

const fault = (names: FaultName[], method: string, highest: number) =>
	fc.record({
		name: fc.constantFrom(...names),
		rate: fc.integer({ min: 1, max: highest }).map((percent) => percent / 100),
		seed: fc.nat(10_000),
		method: fc.constant(method),
	});

const storm = fc.record({
	/** Orders of the executions that run at once; a repeated one is the same order. */
	executions: fc.array(fc.array(fc.nat(4), { minLength: 1, maxLength: 6 }), {
		minLength: 1,
		maxLength: 2,
	}),
	faults: fc.array(
		fc.oneof(
			fault(AFTER_THE_WORK, 'POST', 100),
			fault(BEFORE_ANY_WORK, 'POST', 60),
			fault([...AFTER_THE_WORK, ...BEFORE_ANY_WORK], 'GET', 20),
		),
		{ maxLength: 4 },
	),
	lag: fc.constantFrom(0, 0, 0.5, 3),
	unique: fc.boolean(),
	inList: fc.boolean(),
	crash: fc.boolean(),
});

type Storm = typeof storm extends fc.Arbitrary<infer T> ? T : never;

const form = orderParameters({ options: { visibleWithin: VISIBLE_WITHIN } });

async function runAll(simulator: TestSimulator, executions: number[][]): Promise<NodeRun[]> {
	const pacing = {
		pacing: 'custom',
		burstRequests: WINDOW.requests,
		burstSeconds: WINDOW.seconds,
		sustainedRequests: 10_000,
		sustainedSeconds: 60,
	};
	const credentials = { digiCertApi: { ...credentialOf(simulator), ...pacing } };
	return await Promise.all(
		executions.map(async (execution) => {
			const items = execution.map((at) => ({ ...orders[at] }));
			return await certCentral(simulator, form, items, {
				credentials,
				onError: 'continueRegularOutput',
			});
		}),
	);
}

/** Two tries of one order have a look-up of the list between them. */
function lookedUpBetweenTries(simulator: TestSimulator): void {
	const calls = simulator.world.calls.all();
	const lastTry = new Map<string, number>();
	for (const call of purchases(simulator)) {
		if (call.body === '' || call.status === 429) continue;
		const key = String(JSON.parse(call.body).alternative_order_id);
		const earlier = lastTry.get(key);
		lastTry.set(key, call.seq);
		if (earlier === undefined) continue;
		const between = calls.filter(
			({ seq, method, query }) =>
				seq > earlier && seq < call.seq && method === 'GET' && query !== '',
		);
		expect(between.length).toBeGreaterThan(0);
	}
}

function withinTheWindow(simulator: TestSimulator): void {
	const times = simulator.world.calls.all().map(({ at }) => at);
	times.forEach((from, at) => {
		const end = times[at + WINDOW.requests];
		// The log's clock counts whole milliseconds.
		if (end !== undefined) expect(end - from).toBeGreaterThanOrEqual(WINDOW.seconds * 1000 - 1);
	});
}

async function weather(simulator: TestSimulator, given: Storm): Promise<void> {
	const { executions, faults, lag, unique, inList, crash } = given;
	await startAnew(simulator);
	const settings = { listLagRealSeconds: lag, uniqueAlternativeOrderIds: unique };
	await simulator.seed({ settings: { ...settings, alternativeOrderIdInList: inList } });
	for (const { name, method, ...setting } of faults) {
		await simulator.fault(name, { ...setting, match: { method } });
	}
	const distinct = new Set(executions.flat()).size;

	const runs = await runAll(simulator, executions);
	const told = runs.map((run) => textOf(run) + JSON.stringify(run.outputs)).join();
	expect(told).not.toContain(simulator.keys.digicertApiKey);
	runs.forEach((run, at) => {
		expect(linksOf(run)[0]).toEqual(executions[at]?.map((_order, item) => item));
	});
	lookedUpBetweenTries(simulator);
	withinTheWindow(simulator);
	const bounded = lag <= VISIBLE_WITHIN || unique;
	if (bounded) expect((await ordersOf(simulator)).length).toBeLessThanOrEqual(distinct);

	// The list has caught up, the weather is fine: a second run tells what is still missing.
	await simulator.sandbox.delete('/faults');
	await simulator.seed({ settings: { listLagRealSeconds: 0 } });
	if (crash) otherProcess(simulator);
	const second = await runAll(simulator, executions);
	const ids = second.flatMap(({ outputs }) => jsons(outputs[0]).map(({ orderId }) => orderId));
	expect(ids.every((id) => typeof id === 'number')).toBe(true);
	const booked = await ordersOf(simulator);
	if (bounded) expect(booked).toHaveLength(distinct);
	for (const { id, alternativeOrderId } of booked) {
		expect(ids.includes(id) || told.includes(`${alternativeOrderId}`)).toBe(true);
	}

	// And an identical third run writes nothing.
	const written = purchases(simulator).length;
	await runAll(simulator, executions);
	expect(purchases(simulator)).toHaveLength(written);
}

test('orders are bought once, told, linked, and found again', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(storm, { minLength: AT_ONCE, maxLength: AT_ONCE }),
			async (storms) => {
				await Promise.all(
					storms.map(async (given, at) => {
						const simulator = simulators[at];
						if (simulator) await weather(simulator, given);
					}),
				);
			},
		),
		{
			// STORM_SEED replays the seed that a failure prints, STORM_RUNS asks for more of them.
			seed: Number(process.env.STORM_SEED ?? 20_260_301),
			numRuns: Number(process.env.STORM_RUNS ?? 4),
			endOnFailure: true,
		},
	);
}, 600_000);
