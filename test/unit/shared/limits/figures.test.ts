import { windowsOf } from '../../../../nodes/shared/limits/figures';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('windowsOf', () => {
	const documented = {
		burstRequests: 100,
		burstSeconds: 5,
		sustainedRequests: 1000,
		sustainedSeconds: 180,
	};

	test('are the documented ones', () => {
		const windows = [
			{ requests: 100, milliseconds: 5_000 },
			{ requests: 1000, milliseconds: 180_000 },
		];
		expect(windowsOf({}, documented)).toEqual(windows);
		expect(windowsOf({ pacing: 'documented', burstRequests: 7 }, documented)).toEqual(windows);
	});

	test('or those of the credential', () => {
		const own = { pacing: 'custom', burstRequests: 7, burstSeconds: 2, sustainedRequests: 70 };
		expect(windowsOf(own, documented)).toEqual([
			{ requests: 7, milliseconds: 2000 },
			{ requests: 70, milliseconds: 180_000 },
		]);
	});

	test.each([
		[50, 50, 500],
		[33, 33, 330],
		[0.1, 1, 1],
		[100, 100, 1000],
		[250, 100, 1000],
	])('a worker with a share of %s %% has %s and %s', (sharePercent, short, long) => {
		const requests = windowsOf({ sharePercent }, documented).map((window) => window.requests);
		expect(requests).toEqual([short, long]);
	});
});
