import type { Call } from './calls';

/** `requests` calls in any window of `perMs` milliseconds of real time. */
export interface Window {
	requests: number;
	perMs: number;
}

export type Bucket = 'digicert' | 'cps' | 'cps.createEnrollment' | 'cps.activeCertificates';

/** Whose general windows a call counts in: one key for both of DigiCert's APIs. */
export const bucketOf = ({ api, path }: Call): Bucket | undefined =>
	api === 'akamai' ? (path.startsWith('/cps/') ? 'cps' : undefined) : 'digicert';

export type Take = { ok: true } | { ok: false; retryAfterMs: number };

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The newest documented figures of both vendors. */
export const DOCUMENTED_LIMITS: Record<Bucket, Window[]> = {
	digicert: [
		{ requests: 100, perMs: 5 * SECOND },
		{ requests: 1000, perMs: 3 * MINUTE },
	],
	cps: [
		{ requests: 20, perMs: 2 * SECOND },
		{ requests: 35, perMs: MINUTE },
	],
	'cps.createEnrollment': [{ requests: 1, perMs: 5 * MINUTE }],
	'cps.activeCertificates': [{ requests: 10, perMs: MINUTE }],
};

export type LimitOptions = 'documented' | 'off' | Partial<Record<Bucket, Window[]>>;

/** A refused call does not count; the window drains by itself. */
export class RollingWindow {
	private taken: number[] = [];

	constructor(private readonly window: Window) {}

	waitMs(now: number): number {
		const start = now - this.window.perMs;
		const first = this.taken.findIndex((at) => at > start);
		this.taken = first < 0 ? [] : this.taken.slice(first);
		if (this.taken.length < this.window.requests) return 0;
		const leaving = this.taken[this.taken.length - this.window.requests] ?? now;
		return leaving + this.window.perMs - now;
	}

	add(now: number): void {
		this.taken.push(now);
	}
}

export class Limits {
	private readonly windows = new Map<string, RollingWindow[]>();

	constructor(private readonly options: LimitOptions = 'documented') {}

	take(identity: string, bucket: Bucket, now = Date.now()): Take {
		const windows = this.windowsOf(identity, bucket);
		const retryAfterMs = Math.max(0, ...windows.map((window) => window.waitMs(now)));
		if (retryAfterMs > 0) return { ok: false, retryAfterMs };
		windows.forEach((window) => window.add(now));
		return { ok: true };
	}

	reset(): void {
		this.windows.clear();
	}

	private windowsOf(identity: string, bucket: Bucket): RollingWindow[] {
		const key = `${bucket} ${identity}`;
		const known = this.windows.get(key);
		if (known) return known;
		const fresh = this.limitsOf(bucket).map((window) => new RollingWindow(window));
		this.windows.set(key, fresh);
		return fresh;
	}

	/** Windows of a bucket, as this simulator was told to keep them. */
	limitsOf(bucket: Bucket): Window[] {
		if (this.options === 'off') return [];
		if (this.options === 'documented') return DOCUMENTED_LIMITS[bucket];
		return this.options[bucket] ?? DOCUMENTED_LIMITS[bucket];
	}
}

/** When the last of so many calls can come at the earliest, in ms after the first. */
export function earliestMs(calls: number, windows: Window[]): number {
	const starts: number[] = [];
	for (let call = 0; call < calls; call++) {
		const allowed = windows.map(({ requests, perMs }) => {
			const before = starts[call - requests];
			return before === undefined ? 0 : before + perMs;
		});
		starts.push(Math.max(0, ...allowed));
	}
	return starts.at(-1) ?? 0;
}
