import { after } from '../../../../nodes/shared/time/timer';

const SECOND = 1000;

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(async () => {
	await jest.runAllTimersAsync();
	jest.useRealTimers();
});

test('An alarm rings once, not before its time and at most a second after it', async () => {
	const ring = jest.fn();
	after(5 * SECOND, ring);
	await jest.advanceTimersByTimeAsync(5 * SECOND - 1);
	expect(ring).not.toHaveBeenCalled();
	await jest.advanceTimersByTimeAsync(SECOND);
	expect(ring).toHaveBeenCalledTimes(1);
	await jest.advanceTimersByTimeAsync(60 * SECOND);
	expect(ring).toHaveBeenCalledTimes(1);
});

test('It is called off, and then leaves no timer behind', async () => {
	const ring = jest.fn();
	const callOff = after(5 * SECOND, ring);
	callOff();
	await jest.advanceTimersByTimeAsync(60 * SECOND);
	expect(ring).not.toHaveBeenCalled();
	expect(jest.getTimerCount()).toBe(0);
});

test('One that is set while others wait, or by a ringing one, is not forgotten', async () => {
	const rung: string[] = [];
	after(2 * SECOND, () => {
		rung.push('first');
		after(3 * SECOND, () => rung.push('by the first'));
	});
	await jest.advanceTimersByTimeAsync(SECOND);
	after(2 * SECOND, () => rung.push('second'));
	await jest.advanceTimersByTimeAsync(3 * SECOND);
	expect(rung).toEqual(['first', 'second']);
	await jest.advanceTimersByTimeAsync(3 * SECOND);
	expect(rung).toEqual(['first', 'second', 'by the first']);
});
