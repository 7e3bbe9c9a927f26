import type { Pace } from '../../../../nodes/shared/limits/limiter';
import { StrictestPace } from '../../../../nodes/shared/limits/strictestPace';

const MINUTE_MS = 60_000;

const paceOf = (requests: number): Pace => ({
	windows: [{ requests, milliseconds: MINUTE_MS }],
	concurrency: 24,
});

const allowed = (paces: StrictestPace) => paces.strictest().windows.map(({ requests }) => requests);

describe('The strictest pace of one identity', () => {
	it('holds for as long as its credential calls, however often that is', () => {
		const [paces, strict, lax] = [new StrictestPace(), paceOf(10), paceOf(100)];
		for (let at = 0; at < 5 * MINUTE_MS; at += 100) paces.use(strict, at);
		paces.use(lax, 5 * MINUTE_MS);
		expect(allowed(paces)).toEqual([10]);
	});

	it('holds no longer once its credential rests', () => {
		const [paces, strict, lax] = [new StrictestPace(), paceOf(10), paceOf(100)];
		paces.use(strict, 0);
		for (let at = 100; at < 3 * MINUTE_MS; at += 100) paces.use(lax, at);
		expect(allowed(paces)).toEqual([100]);
	});

	it('is told at once, whoever has called in the same moment', () => {
		const [paces, strict, lax] = [new StrictestPace(), paceOf(10), paceOf(100)];
		paces.use(lax, 0);
		expect(paces.use(strict, 0)).toBe(true);
		expect(allowed(paces)).toEqual([10]);
	});
});
