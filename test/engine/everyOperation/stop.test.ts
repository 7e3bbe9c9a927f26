import { sleep } from 'n8n-workflow';

import type { FaultName } from '../../../sandbox/simulator/faults';
import type { NodeRun } from '../../support/engine';
import { otherProcess } from '../../support/simulator';
import type { Job, Options } from './operation';
import { useOperations } from './operations';

/**
 * Promise 8: an execution cancelled in the middle of a request, of a pause, of a 429 wait or of
 * the wait for a slot ends within a second, and nothing more is sent; the same run, started again,
 * buys nothing new and gives all ids.
 */

const { fleet, OPERATIONS } = useOperations();

const WITHIN_MS = 1000;
/** Nothing that was to be sent later comes in this time. */
const AFTERWARDS_MS = 1500;
const QUIET_MS = 400;

/** Runs until `calls` were struck and nothing more comes, then presses Stop. */
async function stopped(
	run: (options: Options) => Promise<NodeRun>,
	isStruck: () => boolean,
): Promise<void> {
	const controller = new AbortController();
	const { calls } = fleet.world;
	const began = calls.all().length;
	const running = run({ signal: controller.signal });
	let [seen, since] = [began, performance.now()];
	while (!isStruck() || performance.now() - since < QUIET_MS) {
		await sleep(10);
		if (calls.all().length === seen) continue;
		[seen, since] = [calls.all().length, performance.now()];
	}
	expect(seen).toBeGreaterThan(began);
	const pressed = performance.now();
	controller.abort();
	await running;
	expect(performance.now() - pressed).toBeLessThan(WITHIN_MS);
	await sleep(AFTERWARDS_MS);
	expect(calls.all().slice(seen)).toEqual([]);
}

const struckBy = (name: FaultName) => (least: number) => () =>
	fleet.world.calls.all().filter(({ faults }) => faults.includes(name)).length >= least;

/** What the same run brings, and that a third one brings nothing more. */
async function complete({ run, idsOn: read, booked }: Job, again: NodeRun): Promise<void> {
	expect(again.error).toBeUndefined();
	const ids = await booked();
	expect(new Set(ids).size).toBe(ids.length);
	expect(read(again)).toEqual(ids);
	await run();
	expect(await booked()).toEqual(ids);
}

describe.each(OPERATIONS)('$name, stopped', ({ match, after = 0, prepare, pause }) => {
	test('in the middle of a request', async () => {
		const job = await prepare();
		await fleet.fault('stalledAnswer', { match, after });
		await stopped(job.run, struckBy('stalledAnswer')(1));
		await fleet.sandbox.delete('/faults');
		await complete(job, await job.run());
	});

	test('in a pause', async () => {
		const job = await prepare();
		for (const [name, setting] of pause.faults)
			await fleet.fault(name, { match, after, ...setting });
		const [first] = pause.faults;
		const before = fleet.world.calls.all().length;
		const isStruck = first
			? struckBy(first[0])(pause.calls)
			: () => fleet.world.calls.all().length > before;
		await stopped(job.run, isStruck);
		await fleet.sandbox.delete('/faults');
		// What the service shows late is shown by now.
		await sleep(AFTERWARDS_MS);
		await complete(job, await job.run());
	});

	test('in the wait that a 429 asks for', async () => {
		const job = await prepare();
		await fleet.fault('tooManyRequests', { match, after, remaining: 1 });
		await fleet.fault('retryAfterSeconds', { seconds: 60 });
		await stopped(job.run, struckBy('tooManyRequests')(1));
		await complete({ ...job, run: job.elsewhere }, await job.elsewhere());
	});

	test('while it waits for a slot of the limiter', async () => {
		const job = await prepare();
		const before = fleet.world.calls.all().length;
		if (match.method) otherProcess(fleet);
		await stopped(job.limited, () => fleet.world.calls.all().length > before);
		await complete({ ...job, run: job.elsewhere }, await job.elsewhere());
	});
});
