const DAY_MS = 86_400_000;

/** When a certificate counts as expiring: a share of its life is left, or so many days. */
export interface Level {
	/** Percent of its life */
	percent: number;
	/** With less left it counts, however long its life was. */
	days: number;
}

export interface Life {
	/** ms */
	notAfter: number;
	/** ms; without it only the days count */
	notBefore?: number;
}

/** ms at which the life that is left goes below the level. */
const crossedAt = ({ percent, days }: Level, { notAfter, notBefore }: Life): number => {
	const life = notBefore === undefined ? 0 : notAfter - notBefore;
	return notAfter - Math.max((percent / 100) * life, days * DAY_MS);
};

export interface Crossed {
	level: Level;
	/** ms */
	since: number;
}

/** The last level that was crossed: who appears below several of them is told once. */
export function lastCrossed(levels: Level[], life: Life, now: number): Crossed | undefined {
	return levels
		.map((level) => ({ level, since: crossedAt(level, life) }))
		.filter(({ since }) => since <= now)
		.sort((a, b) => b.since - a.since || a.level.percent - b.level.percent)[0];
}

/** Whether a certificate of at most this life could be below a level, so that its life matters. */
export const mayHaveCrossed = (
	levels: Level[],
	notAfter: number,
	longestDays: number,
	now: number,
): boolean =>
	lastCrossed(levels, { notAfter, notBefore: notAfter - longestDays * DAY_MS }, now) !== undefined;

export const daysLeft = ({ notAfter }: Life, now: number): number =>
	Math.floor((notAfter - now) / DAY_MS);

/** Whole percent of the life that are left. */
export const percentLeft = ({ notAfter, notBefore }: Life, now: number): number | undefined =>
	notBefore === undefined || notAfter <= notBefore
		? undefined
		: Math.floor((100 * (notAfter - now)) / (notAfter - notBefore));
