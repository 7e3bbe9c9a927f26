import { Limits, RollingWindow } from '../../../sandbox/simulator/limits';

describe('rolling windows', () => {
	it('has room again when the oldest call leaves the window', () => {
		const window = new RollingWindow({ requests: 2, perMs: 1000 });
		window.add(0);
		window.add(400);
		expect(window.waitMs(900)).toBe(100);
		expect(window.waitMs(1000)).toBe(0);
	});

	it('holds every window of a bucket, for each identity on its own', () => {
		const limits = new Limits({
			digicert: [
				{ requests: 2, perMs: 10 },
				{ requests: 3, perMs: 1000 },
			],
		});
		expect(limits.take('a', 'digicert', 0).ok).toBe(true);
		expect(limits.take('a', 'digicert', 1).ok).toBe(true);
		expect(limits.take('a', 'digicert', 2)).toEqual({ ok: false, retryAfterMs: 8 });
		expect(limits.take('a', 'digicert', 10).ok).toBe(true);
		expect(limits.take('a', 'digicert', 20)).toEqual({ ok: false, retryAfterMs: 980 });
		expect(limits.take('b', 'digicert', 20).ok).toBe(true);
	});
});
