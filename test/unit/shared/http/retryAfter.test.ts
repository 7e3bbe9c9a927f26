import { retryAfterMs } from '../../../../nodes/shared/http/retryAfter';

const NOW = Date.UTC(2026, 2, 1, 12, 0, 0);

describe('Retry-After', () => {
	test.each([
		['seconds', '17', 17_000],
		['parts of a second', '0.5', 500],
		['no seconds', '0', 0],
		['a date', 'Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
		['a date in the past', 'Sun, 01 Mar 2026 11:00:00 GMT', 0],
		['nothing', undefined, undefined],
		['blanks', ' ', undefined],
		['something else', 'soon', undefined],
		['a negative number', '-5', 0],
		['seconds since 1970', String(NOW / 1000 + 30), 30_000],
		['milliseconds since 1970', String(NOW + 30_000), 30_000],
		['seconds since 1970 that are over', String(NOW / 1000 - 30), 0],
	])('as %s', (_form, header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});
});
