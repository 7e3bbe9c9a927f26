import { asFailure } from '../../../../nodes/shared/failure';
import { cancelled, isStop, NOT_NEEDED, onAbort } from '../../../../nodes/shared/time/stop';

describe('Stop', () => {
	test('is told apart from other failures', () => {
		expect(isStop(cancelled())).toBe(true);
		expect(isStop(asFailure(new Error('no')))).toBe(false);
	});

	test('is told to all who wait, and to nobody who does not any more', async () => {
		const controller = new AbortController();
		const [one, over, other] = [1, 2, 3].map(() => onAbort(controller.signal));
		over?.done();
		controller.abort();
		await expect(one?.promise).rejects.toThrow(cancelled().message);
		await expect(other?.promise).rejects.toThrow(cancelled().message);
		const told = await Promise.race([over?.promise, Promise.resolve('not told')]);
		expect(told).toBe('not told');
	});

	test('that has come before is told at once', async () => {
		await expect(onAbort(AbortSignal.abort()).promise).rejects.toThrow(cancelled().message);
		await expect(onAbort(AbortSignal.abort(NOT_NEEDED)).promise).rejects.toBe(NOT_NEEDED);
	});
});
