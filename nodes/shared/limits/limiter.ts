import { Failure } from '../failure';
import { OWN } from '../ownCodes';
import { pause } from '../time/pause';
import { cancelled, NOT_NEEDED, onAbort } from '../time/stop';
import { RollingWindow, type Window } from './rollingWindow';
import { type Pace, StrictestPace } from './strictestPace';

export type { Pace, Window };

/** An operation's own limit beside the general ones. */
export interface Bucket extends Window {
	name: string;
	/** Milliseconds until waiting for a slot is given up; nothing was sent then. */
	patience?: number;
}

/** What the service counts of a slot: the call, the call but not in its own limit, or nothing. */
export type SlotUse = 'counted' | 'notInBucket' | 'notSent';

/** A pump that paused longer would outlive the last one who waits. */
const LONGEST_PAUSE_MS = 1000;

interface Waiter {
	owner: string;
	/** The window of its operation. */
	own?: RollingWindow;
	/** Windows in which it holds a slot, once it is admitted. */
	held?: RollingWindow[];
	admit(): void;
}

/** Keeps one identity's calls within the service's windows, fair between executions. */
export class Limiter {
	private readonly paces = new StrictestPace();

	private rolling: RollingWindow[] = [];

	private concurrency = 0;

	private readonly buckets = new Map<string, RollingWindow>();

	private readonly waiting: Waiter[] = [];

	private underWay = 0;

	private pausedUntil = 0;

	private refusedUntil = 0;

	private askedUntil = 0;

	private pumping = false;

	/** Ends the pump's pause: a newcomer may find a free slot where the others wait for theirs. */
	private nudge = () => {};

	/** When each owner was served last, as a running number. */
	private readonly served = new Map<string, number>();

	private turn = 0;

	constructor(pace: Pace) {
		this.use(pace);
	}

	/** Credentials of one identity share a limiter; the strictest pace of those in use holds. */
	use(pace: Pace): void {
		if (!this.paces.use(pace, performance.now())) return;
		const { windows, concurrency } = this.paces.strictest();
		this.concurrency = concurrency;
		this.rolling = windows.map((window) => {
			const same = this.rolling.find((one) => one.window.milliseconds === window.milliseconds);
			if (!same) return new RollingWindow(window);
			same.window = window;
			return same;
		});
		void this.pump();
	}

	/** Milliseconds for which every call would be refused, after a Retry-After too long to wait. */
	refusedFor(): number {
		return Math.max(0, this.refusedUntil - performance.now());
	}

	/** Milliseconds that the service asked to wait at that time, as far as they are not over. */
	askedFor(): number {
		return Math.max(this.refusedFor(), this.askedUntil - performance.now());
	}

	/** Nobody waits that long: until then calls fail at once instead of being sent. */
	refuseFor(ms: number, asked = ms): void {
		this.refusedUntil = Math.max(this.refusedUntil, performance.now() + ms);
		this.askedUntil = performance.now() + asked;
	}

	/** After a 429 all callers of the identity wait together. */
	pauseFor(ms: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, performance.now() + ms);
	}

	/**
	 * Waits for a slot. The returned function gives it back and must be called when the answer is
	 * there, not when the caller stops waiting for it; it is told what the service counts.
	 */
	async take(
		owner: string,
		signal?: AbortSignal,
		bucket?: Bucket,
	): Promise<(use?: SlotUse) => void> {
		if (signal?.aborted) throw cancelled();
		const own = bucket && this.bucket(bucket);
		const abort = onAbort(signal);
		const patience = impatience(bucket);
		const waiter: Waiter = { owner, own, admit: () => {} };
		try {
			const admitted = new Promise<void>((resolve) => {
				waiter.admit = resolve;
				this.waiting.push(waiter);
			});
			void this.pump();
			await Promise.race([admitted, abort.promise, ...patience.late]);
		} catch (error) {
			const index = this.waiting.indexOf(waiter);
			if (index >= 0) this.waiting.splice(index, 1);
			// Admitted in the same moment: no call follows.
			if (waiter.held) this.release(waiter, 'notSent');
			throw error instanceof Error ? error : new Error('stopped');
		} finally {
			patience.end();
			abort.done();
		}
		return (use = 'counted') => this.release(waiter, use);
	}

	private release(waiter: Waiter, use: SlotUse): void {
		const { held, own } = waiter;
		if (!held) return;
		waiter.held = undefined;
		this.underWay--;
		for (const window of held) {
			if (use === 'notSent' || (use === 'notInBucket' && window === own)) window.undo();
			else window.end(performance.now());
		}
		void this.pump();
	}

	private bucket({ name, requests, milliseconds }: Bucket): RollingWindow {
		const window = { requests, milliseconds };
		const known = this.buckets.get(name) ?? new RollingWindow(window);
		known.window = window;
		this.buckets.set(name, known);
		return known;
	}

	private async pump(): Promise<void> {
		if (this.pumping) return this.nudge();
		this.pumping = true;
		try {
			while (this.waiting.length > 0 && this.underWay < this.concurrency) {
				const now = performance.now();
				const waiter = this.pausedUntil <= now ? this.fairest(now) : undefined;
				if (waiter) {
					this.waiting.splice(this.waiting.indexOf(waiter), 1);
					this.served.set(waiter.owner, ++this.turn);
					this.underWay++;
					// As they are now: one that comes later was never started by this call.
					waiter.held = this.windowsFor(waiter);
					for (const window of waiter.held) window.start();
					waiter.admit();
					continue;
				}
				const soonest = Math.min(...this.waiting.map((w) => this.waitOf(w, now)));
				const paused = this.pausedUntil - now;
				// Every slot is held by a call under way: its end pumps again.
				if (soonest === Infinity && paused <= 0) return;
				const nudged = new Promise<void>((resolve) => {
					this.nudge = resolve;
				});
				const ms = Math.min(Math.max(paused, soonest, 1), LONGEST_PAUSE_MS);
				await Promise.race([pause(ms), nudged]);
			}
			if (this.waiting.length === 0) this.served.clear();
		} finally {
			this.pumping = false;
		}
	}

	/** Takes turns between owners, so that one large execution does not hold up a small one. */
	private fairest(now: number): Waiter | undefined {
		const lastTurn = ({ owner }: Waiter) => this.served.get(owner) ?? 0;
		return this.waiting
			.filter((waiter) => this.waitOf(waiter, now) === 0)
			.reduce<
				Waiter | undefined
			>((best, waiter) => (best && lastTurn(best) <= lastTurn(waiter) ? best : waiter), undefined);
	}

	private waitOf(waiter: Waiter, now: number): number {
		return Math.max(0, ...this.windowsFor(waiter).map((window) => window.wait(now)));
	}

	private windowsFor({ own }: Waiter): RollingWindow[] {
		return own ? [...this.rolling, own] : this.rolling;
	}
}

const SHORTEST_PATIENCE_MS = 20;

/** Rejects when the patience of a bucket ends; `end` is for when it is not needed any more. */
function impatience(bucket?: Bucket): { late: Array<Promise<never>>; end(): void } {
	if (bucket?.patience === undefined) return { late: [], end: () => {} };
	const { requests, milliseconds, patience } = bucket;
	const ended = new AbortController();
	// Even the shortest patience leaves time to be admitted.
	const late = pause(Math.max(patience, SHORTEST_PATIENCE_MS), ended.signal).then(() => {
		throw new Failure({
			class: 'wait',
			code: OWN.noSlot.code,
			message: `The service takes ${requests} such request(s) in ${milliseconds / 1000} s; none was free within ${patience / 1000} s`,
		});
	});
	late.catch(() => {});
	return { late: [late], end: () => ended.abort(NOT_NEEDED) };
}

const limiters = new Map<string, Limiter>();

/** The limiter of an identity, shared by every node, operation and execution of this process. */
export function limiterFor(identity: string, pace: Pace): Limiter {
	const limiter = limiters.get(identity) ?? new Limiter(pace);
	limiter.use(pace);
	limiters.set(identity, limiter);
	return limiter;
}
