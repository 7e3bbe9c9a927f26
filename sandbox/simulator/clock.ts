/** Virtual time: starts at the real now, runs `scale` times faster, can be pushed forward. */
export class Clock {
	private base: number;

	private realBase: number;

	constructor(private currentScale = 1) {
		this.base = Date.now();
		this.realBase = this.base;
	}

	get scale(): number {
		return this.currentScale;
	}

	set scale(value: number) {
		this.base = this.now();
		this.realBase = Date.now();
		this.currentScale = value;
	}

	now(): number {
		return this.base + (Date.now() - this.realBase) * this.currentScale;
	}

	realNow(): number {
		return Date.now();
	}

	advance(ms: number): void {
		this.base += ms;
	}

	reset(scale: number): void {
		this.base = Date.now();
		this.realBase = this.base;
		this.currentScale = scale;
	}
}
