/** So many calls may start in any such span. */
export interface Window {
	requests: number;
	milliseconds: number;
}

/**
 * One rolling window. A slot counts from the start of its call until one window after its answer,
 * since the service counts when the request arrives, which is somewhere between the two.
 */
export class RollingWindow {
	private open = 0;

	/** In the order of time */
	private readonly ended: number[] = [];

	constructor(public window: Window) {}

	/** Milliseconds until a slot may be free; 0 if one is. */
	wait(now: number): number {
		while ((this.ended[0] ?? Infinity) + this.window.milliseconds <= now) this.ended.shift();
		const used = this.open + this.ended.length;
		if (used < this.window.requests) return 0;
		const next = this.ended[used - this.window.requests];
		return next === undefined ? Infinity : next + this.window.milliseconds - now;
	}

	start(): void {
		this.open++;
	}

	end(now: number): void {
		this.open--;
		this.ended.push(now);
	}

	/** The service did not count the call. */
	undo(): void {
		this.open--;
	}
}
