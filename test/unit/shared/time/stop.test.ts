import { asFailure } from '../../../../nodes/shared/failure';
import { cancelled, isStop } from '../../../../nodes/shared/time/stop';

describe('Stop', () => {
	test('is told apart from other failures', () => {
		expect(isStop(cancelled())).toBe(true);
		expect(isStop(asFailure(new Error('no')))).toBe(false);
	});
});
