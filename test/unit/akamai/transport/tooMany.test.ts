import { limitOf } from '../../../../nodes/Akamai/transport/tooMany';

const NOW = Date.parse('2026-03-01T10:00:00Z');
const IN_A_MINUTE = '2026-03-01T10:01:00.500Z';

const limited = (headers: Record<string, string>, body: unknown = {}, status = 429) =>
	limitOf({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) }, NOW);

const msOf = (...given: Parameters<typeof limited>) => limited(...given)?.ms;

describe('When Akamai wants to be asked again', () => {
	it.each([
		['Retry-After in seconds', { 'retry-after': '12' }, {}, 12_000],
		['Retry-After as a date', { 'retry-after': 'Sun, 01 Mar 2026 10:00:30 GMT' }, {}, 30_000],
		['the header as the pages print it', { 'retry-after-': '12' }, {}, 12_000],
		['Akamai-RateLimit-Next', { 'akamai-ratelimit-next': IN_A_MINUTE }, {}, 60_500],
		['X-RateLimit-Next', { 'x-ratelimit-next': IN_A_MINUTE }, {}, 60_500],
		['X-RateLimit-Next since 1970', { 'x-ratelimit-next': `${NOW / 1000 + 60}` }, {}, 60_000],
		[
			'an instant in the detail',
			{},
			{ title: 'HTTP 429 - Too many requests', detail: `Please try after ${IN_A_MINUTE}` },
			60_500,
		],
		[
			'an instant in the title',
			{},
			{ title: `Limit reached. Please try after ${IN_A_MINUTE}` },
			60_500,
		],
		[
			'an instant in another member',
			{},
			{ code: 'limit', message: `Until ${IN_A_MINUTE}.` },
			60_500,
		],
		['an instant without a zone, in UTC', {}, { detail: 'after 2026-03-01 10:00:07' }, 7_000],
		['an instant in plain text', {}, `Too many. Please try after ${IN_A_MINUTE}`, 60_500],
		['seconds in words', {}, { detail: 'Retry after: 45 seconds.' }, 45_000],
		['the header before the words', { 'retry-after': '3' }, { detail: 'in 45 seconds' }, 3_000],
		['words where the header is over', { 'retry-after': '0' }, { detail: 'in 45 seconds' }, 45_000],
	])('%s', (_name, headers: Record<string, string>, body: unknown, ms) => {
		expect(msOf(headers, body)).toBe(ms);
	});

	it.each([
		['nothing', {}, {}],
		['an instant that is over', {}, { detail: 'Please try after 2026-03-01T09:59:00Z' }],
		['the time of the request itself', {}, { title: 'Too many', requestTime: IN_A_MINUTE }],
		['a header of no meaning', { 'retry-after': 'soon' }, ''],
	])('is left open by %s', (_name, headers: Record<string, string>, body: unknown) => {
		expect(limited(headers, body)).toEqual({ ms: undefined });
	});

	it('looks through no more than the beginning of a long text', () => {
		expect(msOf({}, `${'9'.repeat(3_000)} 45 seconds`)).toBeUndefined();
	});
});

describe('A burst that the gateway blocks', () => {
	const gateway = (detail: string) => ({
		type: 'https://problems.luna.akamaiapis.net/-/pep-authn/request-error',
		title: 'Bad request',
		detail,
	});

	it('counts as too many requests, and slows down what follows', () => {
		expect(limited({}, gateway('WAF deny rule IPBLOCK-BURST4-54013'), 400)).toMatchObject({
			ms: expect.any(Number),
			pace: { concurrency: 1 },
		});
	});

	it.each([
		['another rule that blocks addresses', gateway('WAF deny rule IPBLOCK-RATE7-1')],
		['too many requests in words', { title: 'Too many requests', detail: 'Slow down' }],
		['too many requests in plain text', 'Too Many Requests'],
	])('counts, told as %s', (_how, body: unknown) => {
		expect(limited({}, body, 400)).toMatchObject({ ms: 5_000, pace: { concurrency: 1 } });
	});

	it('is as long as it says', () => {
		const told = limited({}, gateway('WAF deny rule IPBLOCK-BURST4-1. Retry in 30 s'), 400);
		expect(told?.ms).toBe(30_000);
	});

	it.each(['Invalid timestamp', 'WAF deny rule GEO-7'])('is not %s', (detail) => {
		expect(limited({}, gateway(detail), 400)).toBeUndefined();
	});

	it.each([200, 403, 503])('is not a %i', (status) => {
		expect(limited({}, gateway('WAF deny rule IPBLOCK-BURST4-54013'), status)).toBeUndefined();
	});
});
