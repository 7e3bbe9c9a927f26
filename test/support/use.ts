import type { SimulatorOptions } from '../../sandbox/simulator/world';
import type { Between } from './between';
import { startBetween } from './between';
import type { Receiver } from './receiver';
import { emptyJson, startReceiver } from './receiver';
import type { TestSimulator } from './simulator';
import { startAnew, startTestSimulator } from './simulator';

/**
 * Runs for all tests of a file, or of the `describe` that it stands in. What is given back gets
 * its members when the first of them begins.
 */
export function forAllTests<Running extends object>(
	start: () => Promise<Running>,
	end: (running: Running) => Promise<void>,
	withinMs?: number,
): Running {
	const running = {} as Running;
	beforeAll(async () => void Object.assign(running, await start()), withinMs);
	afterAll(async () => await end(running), withinMs);
	return running;
}

/** The same, anew for each test. */
export function forEachTest<Running extends object>(
	start: () => Promise<Running>,
	end: (running: Running) => Promise<void>,
): Running {
	const running = {} as Running;
	beforeEach(async () => void Object.assign(running, await start()));
	afterEach(async () => await end(running));
	return running;
}

/** Each test begins with the first books, and in a process that has seen nothing yet. */
export function useSimulator(options: SimulatorOptions = {}): TestSimulator {
	const simulator = forAllTests(
		async () => await startTestSimulator(options),
		async ({ stop }) => await stop(),
	);
	beforeEach(async () => await startAnew(simulator));
	return simulator;
}

/** Each test begins with nothing received, and with an empty answer to all that comes. */
export function useReceiver(): Receiver {
	const receiver = forAllTests(startReceiver, async ({ close }) => await close());
	beforeEach(() => {
		receiver.received.length = 0;
		receiver.answer(emptyJson);
	});
	return receiver;
}

/** Each test begins with every answer as it is. */
export function useBetween(simulator: TestSimulator): Between {
	const between = forAllTests(
		async () => await startBetween(simulator),
		async ({ close }) => await close(),
	);
	beforeEach(() => between.change(() => undefined));
	return between;
}
