/**
 * The monotonic clock of this process goes on by so much at once, until mocks are restored; timers
 * know nothing of it.
 */
export function skip(ms: number): void {
	const skipped = jest.isMockFunction(performance.now)
		? jest.mocked(performance.now).getMockImplementation()
		: undefined;
	const now = skipped ?? performance.now.bind(performance);
	jest.spyOn(performance, 'now').mockImplementation(() => now() + ms);
}
