import {
	EMAIL_ENDS,
	publicCap,
	validatedSince,
	validationEnd,
} from '../../../../nodes/shared/certificate/life';

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

describe('The calendar of public certificates', () => {
	test.each([
		['2026-02-23', 397],
		['2026-02-24', 199],
		['2027-03-14', 199],
		['2027-03-15', 99],
		['2029-03-14', 99],
		['2029-03-15', 46],
	])('one that is issued on %s lives %s days at most', (day, days) => {
		expect(publicCap(day)).toBe(days);
	});

	test.each([
		['2026-03-01', '2026-09-16', 'for 199 days'],
		['2026-11-26', '2027-03-15', 'until the day on which it is too old for the new rule'],
		['2026-12-06', '2027-03-15', 'for exactly the days of the new rule'],
		['2026-12-07', '2027-03-16', 'for the days of the new rule, since it is young enough'],
		['2027-03-15', '2027-06-22', 'for 99 days'],
		['2029-02-01', '2029-03-15', 'until the day of the shortest rule'],
		['2029-03-10', '2029-03-19', 'for the nine days of the shortest rule'],
		['2029-03-15', '2029-03-24', 'for nine days'],
		['2025-12-01', '2026-06-18', 'for 199 days, although it was for 397 when it was made'],
	])('a validation of %s counts until %s: %s', (day, end) => {
		expect(dayOf(validationEnd(Date.parse(day)))).toBe(end);
	});

	test.each(['2026-06-01', '2027-03-14', '2027-03-15', '2028-01-01', '2029-03-15', '2029-06-01'])(
		'the first day from which a validation counts on %s is the first: the day before is too early',
		(day) => {
			const since = validatedSince(day);
			const endOfThatDay = Date.parse(day) + 86_400_000;
			expect(validationEnd(Date.parse(since))).toBeGreaterThanOrEqual(endOfThatDay);
			expect(validationEnd(Date.parse(since) - 86_400_000)).toBeLessThan(endOfThatDay);
		},
	);

	test('validations by email end for good', () => {
		expect(dayOf(EMAIL_ENDS)).toBe('2028-03-15');
	});
});
