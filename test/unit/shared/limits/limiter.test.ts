import fc from 'fast-check';
import { sleep } from 'n8n-workflow';

import { Limiter, limiterFor } from '../../../../nodes/shared/limits/limiter';

/** Promise 5: the services' limits are kept, and used. Time is simulated. */

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const SECOND = 1000;
const pass = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);

/** Takes a slot and keeps it for the length of a call. */
async function call(limiter: Limiter, owner: string, lasts = 10): Promise<[number, number]> {
	const release = await limiter.take(owner);
	const start = performance.now();
	await sleep(lasts);
	release();
	return [start, performance.now()];
}

/**
 * Most calls that a service may count in one window, wherever between start and end it counts
 * each: as many as hold a slot at the same time.
 */
function mostInAWindow(calls: Array<[number, number]>, milliseconds: number): number {
	return Math.max(
		...calls.map(
			([moment]) =>
				calls.filter(([start, end]) => start <= moment && moment < end + milliseconds).length,
		),
	);
}

const burst = { requests: 5, milliseconds: SECOND };
const sustained = { requests: 12, milliseconds: 5 * SECOND };

describe('Limiter', () => {
	test('never lets more calls than allowed into any window, whatever the traffic', async () => {
		const traffic = fc.array(
			fc.record({
				after: fc.nat(1500),
				lasts: fc.nat(2500),
				owner: fc.constantFrom('a', 'b', 'c'),
			}),
			{ minLength: 1, maxLength: 40 },
		);
		await fc.assert(
			fc.asyncProperty(traffic, fc.integer({ min: 1, max: 12 }), async (given, concurrency) => {
				const limiter = new Limiter({ windows: [burst, sustained], concurrency });
				const running = given.map(async ({ after, lasts, owner }) => {
					await sleep(after);
					return await call(limiter, owner, lasts);
				});
				await pass(300 * SECOND);
				const calls = await Promise.all(running);
				for (const { requests, milliseconds } of [burst, sustained]) {
					expect(mostInAWindow(calls, milliseconds)).toBeLessThanOrEqual(requests);
				}
				expect(mostInAWindow(calls, 0)).toBeLessThanOrEqual(concurrency);
			}),
			{ numRuns: 60, seed: 5 },
		);
	});

	test('uses what is allowed: the last of 60 short calls starts in the fifth window', async () => {
		const limiter = new Limiter({ windows: [sustained], concurrency: 20 });
		const running = Array.from({ length: 60 }, () => call(limiter, 'one', 1));
		await pass(60 * SECOND);
		const starts = (await Promise.all(running)).map(([start]) => start);
		const span = Math.max(...starts) - Math.min(...starts);
		expect(span).toBeGreaterThanOrEqual(4 * sustained.milliseconds);
		expect(span).toBeLessThan(4 * sustained.milliseconds * 1.01);
	});

	test('a slot that was given back unused takes no time of anybody', async () => {
		const wanted = fc.array(fc.constantFrom('sent', 'given back'), {
			minLength: 30,
			maxLength: 90,
		});
		await fc.assert(
			fc.asyncProperty(wanted, async (uses) => {
				const limiter = new Limiter({ windows: [burst, sustained], concurrency: 20 });
				const began = performance.now();
				const running = uses.map(async (use) => {
					if (use === 'sent') return [await call(limiter, 'one', 1)];
					(await limiter.take('one'))('notSent');
					return [];
				});
				await pass(120 * SECOND);
				const calls = (await Promise.all(running)).flat();
				for (const { requests, milliseconds } of [burst, sustained]) {
					expect(mostInAWindow(calls, milliseconds)).toBeLessThanOrEqual(requests);
				}
				const last = Math.max(...calls.map(([start]) => start), began) - began;
				const windows = Math.max(Math.ceil(calls.length / sustained.requests) - 1, 0);
				// What is left over of the last window is held by the bursts.
				expect(last).toBeLessThan(1.01 * windows * sustained.milliseconds + 3 * SECOND);
			}),
			{ numRuns: 40, seed: 22 },
		);
	});

	test('takes turns between owners', async () => {
		const limiter = new Limiter({ windows: [], concurrency: 1 });
		const order: string[] = [];
		const queue = (owner: string, count: number) =>
			Array.from({ length: count }, async () => {
				await call(limiter, owner);
				order.push(owner);
			});
		const running = [...queue('large', 30), ...queue('small', 3), ...queue('third', 3)];
		await pass(10 * SECOND);
		await Promise.all(running);
		expect(order.lastIndexOf('small')).toBeLessThan(10);
		expect(order.lastIndexOf('third')).toBeLessThan(10);
	});

	test('lets all callers wait together after a 429', async () => {
		const limiter = new Limiter({ windows: [], concurrency: 5 });
		const began = performance.now();
		limiter.pauseFor(3 * SECOND);
		limiter.pauseFor(1 * SECOND);
		const running = ['a', 'b', 'c'].map((owner) => call(limiter, owner));
		await pass(10 * SECOND);
		for (const [start] of await Promise.all(running)) {
			expect(start - began).toBeGreaterThanOrEqual(3 * SECOND);
			expect(start - began).toBeLessThan(3.1 * SECOND);
		}
	});

	test('ends a wait at once when its execution is stopped, and gives the slot to the next', async () => {
		const limiter = new Limiter({ windows: [], concurrency: 1 });
		const release = await limiter.take('first');
		const controller = new AbortController();
		const stopped = limiter
			.take('second', controller.signal)
			.catch((error: Error) => error.message);
		const third = limiter.take('third');
		controller.abort();
		expect(await stopped).toBe('The execution was stopped');
		release();
		await pass(10);
		expect(typeof (await third)).toBe('function');
	});

	test('leaves no timer behind when all who waited have gone', async () => {
		const limiter = new Limiter({ windows: [], concurrency: 1 });
		limiter.pauseFor(300 * SECOND);
		const controller = new AbortController();
		const waiting = limiter.take('only', controller.signal).catch(() => 'gone');
		controller.abort();
		expect(await waiting).toBe('gone');
		await pass(1.5 * SECOND);
		expect(jest.getTimerCount()).toBe(0);
	});

	test("keeps an operation's own limit without holding up the others", async () => {
		const limiter = new Limiter({ windows: [burst], concurrency: 5 });
		const bucket = { name: 'create', requests: 1, milliseconds: 60 * SECOND };
		(await limiter.take('a', undefined, bucket))();
		const began = performance.now();
		let second = 0;
		void limiter.take('a', undefined, bucket).then(() => (second = performance.now()));
		const [start] = await Promise.all([call(limiter, 'b'), pass(SECOND)]).then(([one]) => one);
		expect(start - began).toBeLessThan(50);
		await pass(70 * SECOND);
		expect(second - began).toBeGreaterThanOrEqual(60 * SECOND - 1);
	});

	test('two credentials of one identity keep the stricter pace', async () => {
		const identity = 'shared';
		const limiter = limiterFor(identity, { windows: [sustained], concurrency: 9 });
		const stricter = { windows: [{ ...sustained, requests: 2 }], concurrency: 9 };
		expect(limiterFor(identity, stricter)).toBe(limiter);
		limiterFor(identity, { windows: [sustained], concurrency: 9 });
		const running = Array.from({ length: 6 }, () => call(limiter, 'one'));
		await pass(60 * SECOND);
		expect(mostInAWindow(await Promise.all(running), sustained.milliseconds)).toBe(2);
	});

	describe('with a stricter pace beside its own', () => {
		const loose = { windows: [sustained], concurrency: 9 };
		const strict = { windows: [{ ...sustained, requests: 2 }, burst], concurrency: 1 };

		/** Most calls in a window, when only the looser pace is still asked for. */
		async function most(limiter: Limiter): Promise<number> {
			const running = Array.from({ length: 24 }, async () => {
				limiter.use(loose);
				return await call(limiter, 'one');
			});
			await pass(120 * SECOND);
			return mostInAWindow(await Promise.all(running), sustained.milliseconds);
		}

		test('keeps it as long as it may be in use', async () => {
			const limiter = new Limiter(loose);
			limiter.use(strict);
			await pass(30 * SECOND);
			expect(await most(limiter)).toBe(2);
		});

		test('loosens when it was edited, or its credential rests', async () => {
			const limiter = new Limiter(loose);
			limiter.use(strict);
			await pass(66 * SECOND);
			expect(await most(limiter)).toBe(sustained.requests);
		});

		test('lets go who waits when it loosens', async () => {
			const limiter = new Limiter({ windows: [{ ...sustained, requests: 1 }], concurrency: 1 });
			(await limiter.take('one'))();
			limiter.pauseFor(66 * SECOND);
			await pass(63 * SECOND);
			const running = Array.from({ length: 8 }, () => call(limiter, 'one'));
			await pass(3 * SECOND);
			limiter.use(loose);
			await pass(SECOND);
			expect(await Promise.race([Promise.all(running), sleep(SECOND)])).toHaveLength(8);
		});
	});
});
