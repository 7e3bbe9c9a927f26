/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/**
 * Virtual milliseconds for each turn of the event loop. A call over loopback takes some tens of
 * turns, as a real one takes some tenths of a second; a pause of minutes takes moments.
 */
const MS_PER_TURN = 10;

/**
 * Time runs with the turns of the event loop instead of the wall clock, for nodes and simulator
 * alike: pauses cost next to nothing, and a busy machine makes nobody late.
 */
export function fastClock(): { stop(): void } {
	let running = true;
	jest.useFakeTimers({
		now: Date.now(),
		doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask'],
	});
	const turn = () => {
		if (!running) return;
		jest.advanceTimersByTime(MS_PER_TURN);
		setImmediate(turn);
	};
	setImmediate(turn);
	return {
		stop: () => {
			running = false;
			jest.useRealTimers();
		},
	};
}
