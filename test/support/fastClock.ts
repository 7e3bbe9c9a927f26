/* eslint-disable @n8n/community-nodes/no-restricted-globals */

import { sleep } from 'n8n-workflow';

import type { TestSimulator } from './simulator';

/**
 * Virtual milliseconds for each turn of the event loop. A call over loopback takes some tens of
 * turns, as a real one takes some tenths of a second; a pause of minutes takes moments.
 */
const MS_PER_TURN = 10;

/** Nothing is on its way over loopback any more: then only a timer can go on. */
const SETTLED_TURNS = 20;

interface Clock {
	/** Lets what is under way come to its end, then gives the usual time back. */
	stop(): Promise<void>;
}

/** Longer than any answer is delayed. */
const STRAGGLERS_MS = 600_000;

/**
 * Time runs with the turns of the event loop instead of the wall clock, for nodes and simulators
 * alike: pauses cost next to nothing, and a busy machine makes nobody late. It stands still while
 * a simulator is at work.
 */
export function fastClock(simulators: TestSimulator[]): Clock {
	const worlds = simulators.map(({ world }) => world);
	const isAtWork = () => worlds.some(({ atWork }) => atWork > 0);
	const callsSoFar = () => worlds.reduce((sum, { calls }) => sum + calls.all().length, 0);
	let running = true;
	const before = performance.now();
	jest.useFakeTimers({
		now: Date.now(),
		doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask'],
	});
	// The fake one begins at 0; what was noted before must not lie in the future.
	const sinceThen = performance.now.bind(performance);
	performance.now = () => before + sinceThen();
	let quietTurns = 0;
	let calls = callsSoFar();
	const turn = () => {
		if (!running) return;
		// A call may come and be answered between two turns.
		if (callsSoFar() !== calls) quietTurns = 0;
		calls = callsSoFar();
		if (isAtWork()) quietTurns = 0;
		else if (++quietTurns < SETTLED_TURNS) jest.advanceTimersByTime(MS_PER_TURN);
		else {
			quietTurns = 0;
			jest.advanceTimersToNextTimer();
		}
		setImmediate(turn);
	};
	setImmediate(turn);
	return {
		stop: async () => {
			await sleep(STRAGGLERS_MS);
			running = false;
			jest.useRealTimers();
		},
	};
}

/** Does the work on a fast clock. */
export async function withFastClock<T>(
	simulators: TestSimulator[],
	work: () => Promise<T>,
): Promise<T> {
	const clock = fastClock(simulators);
	try {
		return await work();
	} finally {
		await clock.stop();
	}
}
