import type { Window } from './rollingWindow';

/** What a credential allows itself. */
export interface Pace {
	windows: Window[];
	/** Calls under way at once. */
	concurrency: number;
}

/** A pace counts as in use for its longest window after a call, and so much longer. */
const IDLE_MS = 60_000;
/** Told again within this time it is not looked at. */
const JUST_NOW_MS = 1_000;

/**
 * The paces of the credentials of one identity. The strictest of those in use holds, so that a
 * pace that was edited, or whose credential rests, does not slow down the others for ever.
 */
export class StrictestPace {
	private readonly used = new Map<string, { pace: Pace; until: number }>();

	private latest: { pace?: Pace; at: number } = { at: -Infinity };

	/** True if another pace may hold now. */
	use(pace: Pace, now: number): boolean {
		if (pace === this.latest.pace && now - this.latest.at < JUST_NOW_MS) return false;
		this.latest = { pace, at: now };
		const key = JSON.stringify(pace);
		const isNew = !this.used.has(key);
		const longest = Math.max(0, ...pace.windows.map(({ milliseconds }) => milliseconds));
		this.used.set(key, { pace, until: now + longest + IDLE_MS });
		const over = [...this.used].filter(([, { until }]) => until < now);
		for (const [old] of over) this.used.delete(old);
		return isNew || over.length > 0;
	}

	strictest(): Pace {
		const paces = [...this.used.values()].map(({ pace }) => pace);
		const strictest = new Map<number, Window>();
		for (const window of paces.flatMap(({ windows }) => windows)) {
			const other = strictest.get(window.milliseconds);
			if (!other || window.requests < other.requests) strictest.set(window.milliseconds, window);
		}
		return {
			windows: [...strictest.values()],
			concurrency: Math.min(...paces.map(({ concurrency }) => concurrency)),
		};
	}
}
