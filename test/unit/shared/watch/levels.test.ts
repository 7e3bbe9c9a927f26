import { daysLeft, lastCrossed, percentLeft } from '../../../../nodes/shared/watch/levels';

const DAY = 86_400_000;
const END = Date.parse('2027-06-01T00:00:00Z');
const LEVELS = [
	{ percent: 25, days: 14 },
	{ percent: 10, days: 7 },
	{ percent: 0, days: 0 },
];

const ofDays = (life: number) => ({ notAfter: END, notBefore: END - life * DAY });
const crossed = (life: number, left: number) =>
	lastCrossed(LEVELS, ofDays(life), END - left * DAY)?.level.percent;

describe('A certificate nears its end', () => {
	test.each([
		// life, days left, level
		[199, 60, undefined],
		[199, 49, 25],
		[199, 20, 25],
		[199, 19, 10],
		[99, 24, 25],
		[99, 9, 10],
		[46, 15, undefined],
		[46, 14, 25],
		[46, 8, 25],
		[46, 7, 10],
		[46, 0, 0],
		[398, -3, 0],
	])('of %d days with %d left is at level %p', (life, left, level) => {
		expect(crossed(life, left)).toBe(level);
	});

	test('whose beginning is not known goes by days only', () => {
		const at = (left: number) => lastCrossed(LEVELS, { notAfter: END }, END - left * DAY);
		expect(at(30)).toBeUndefined();
		expect(at(14)?.level.percent).toBe(25);
	});

	test('at a moment that does not depend on when it is looked at', () => {
		const [early, late] = [48, 21].map((left) =>
			lastCrossed(LEVELS, ofDays(199), END - left * DAY),
		);
		expect(early?.since).toBe(END - 0.25 * 199 * DAY);
		expect(late).toEqual(early);
	});

	test('what is left of it is told in whole days and percent, below nothing too', () => {
		const now = END - 50.5 * DAY;
		expect([daysLeft(ofDays(200), now), percentLeft(ofDays(200), now)]).toEqual([50, 25]);
		expect(daysLeft({ notAfter: END }, END + DAY / 2)).toBe(-1);
		expect(percentLeft({ notAfter: END }, now)).toBeUndefined();
	});
});
