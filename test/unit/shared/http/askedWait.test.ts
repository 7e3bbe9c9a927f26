import { askedWait } from '../../../../nodes/shared/http/askedWait';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const IN_A_MINUTE = '2026-03-01T10:01:00.500Z';

const asked = (body: unknown, headers: Record<string, string> = {}) =>
	askedWait(
		{ headers, text: typeof body === 'string' ? body : JSON.stringify(body) },
		{ now: NOW, names: ['retry-after'] },
	);

describe('How long a refusal asks to wait', () => {
	it.each([
		['an instant', { detail: `Please try after ${IN_A_MINUTE}` }, 60_500],
		['an instant without a zone, in UTC', { detail: 'after 2026-03-01 10:00:07' }, 7_000],
		['an instant without seconds', { detail: 'Try after 2026-03-01T10:02Z' }, 120_000],
		['an instant with a zone', { detail: 'after 2026-03-01T11:00:09+0100' }, 9_000],
		['a member of the body', { error: { retryAfter: 30, limit: 35 } }, 30_000],
		['a member of another name', { retry_after_seconds: '7' }, 7_000],
		['an HTTP date', { message: 'Until Sun, 01 Mar 2026 10:02:00 GMT.' }, 120_000],
		['seconds', { detail: 'Retry after: 45 seconds.' }, 45_000],
		['seconds, short', 'try again in 7s', 7_000],
		[
			'minutes',
			{ errors: [{ code: 'limit', message: 'Limit 35 reached, wait 2 minutes' }] },
			120_000,
		],
		['a minute', { detail: 'Please try again in a minute.' }, 60_000],
		['an hour', { errors: [{ message: 'Try again in 1 hour' }] }, 3_600_000],
		['a day', 'Come back in 1 day.', 86_400_000],
		['parts of a second', 'Wait 1.5 seconds', 1_500],
		['milliseconds', 'Wait 1500 ms', 1_500],
		['minutes and seconds', 'Retry in 1 minute and 30 seconds', 90_000],
		['the longest of several', 'Wait 5 s. Calls of this kind: 2 minutes', 120_000],
		[
			'the span that is not the limit',
			{ detail: 'You sent 36 requests in 60 seconds, 35 per minute are allowed. Retry in 7 s.' },
			7_000,
		],
	])('by %s in its words', (_way, body: unknown, ms) => {
		expect(asked(body)).toBe(ms);
	});

	it.each([
		['figures without a unit of time', { detail: 'Limit 35, used 36, account 42' }],
		['a figure that is part of a word', { detail: 'Rule IPBLOCK-7s, client abc-12' }],
		['the span of the limit', { detail: 'More than 20 requests per 2 seconds' }],
		['an instant that is over', { detail: 'Please try after 2026-03-01T09:59:00Z' }],
		['the time of the request itself', { title: 'Too many', requestTime: IN_A_MINUTE }],
		['no words', ''],
	])('is left open by %s', (_way, body: unknown) => {
		expect(asked(body)).toBeUndefined();
	});

	it('is told by a header before all words', () => {
		expect(asked('in 45 seconds', { 'retry-after': '3' })).toBe(3_000);
		expect(asked('in 45 seconds', { 'retry-after': '0' })).toBe(45_000);
	});
});
