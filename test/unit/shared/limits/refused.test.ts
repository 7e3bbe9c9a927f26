/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { asFailure } from '../../../../nodes/shared/failure';
import { Limiter } from '../../../../nodes/shared/limits/limiter';
import { cancelled } from '../../../../nodes/shared/time/stop';

const window = { requests: 2, milliseconds: 50 };

describe('Stop', () => {
	test('gives no slot to a call that would begin after it', async () => {
		const limiter = new Limiter({ windows: [window], concurrency: 5 });
		const signal = AbortSignal.abort();
		const refused = await limiter.take('a', signal).catch((error: unknown) => asFailure(error));
		expect(refused).toMatchObject({ code: cancelled().code });
		// The slot was not used up by it.
		await Promise.all([limiter.take('a'), limiter.take('a')]);
	});
});

describe('A second credential of the same key with a window of its own', () => {
	test('is not credited with calls that began before it came', async () => {
		const limiter = new Limiter({ windows: [window], concurrency: 9 });
		const release = await limiter.take('a');
		limiter.use({ windows: [{ requests: 1, milliseconds: 10_000 }], concurrency: 9 });
		release();
		await limiter.take('a');
		const second = limiter.take('a').then(() => 'admitted');
		const soon = new Promise((resolve) => void setImmediate(() => resolve('waits')));
		expect(await Promise.race([second, soon])).toBe('waits');
	});
});

describe('A Retry-After that nobody waits for', () => {
	test('lets all callers fail at once, for a while', () => {
		const limiter = new Limiter({ windows: [window], concurrency: 5 });
		expect(limiter.refusedFor()).toBe(0);
		limiter.refuseFor(60_000);
		expect(limiter.refusedFor()).toBeGreaterThan(59_000);
	});
});
