import type { Failure } from '../failure';

export const UNCLEAR_IN_A_ROW = 3;

/**
 * Whether a run goes on: an outcome that concerns everybody (a wrong key, an unreachable host), or
 * three unclear ones in a row, ends it, and the rest is told "not tried".
 */
export class RunEnd {
	private unclear = 0;

	/** Why nothing new begins. */
	cause: Failure | undefined;

	/** The outcome of one item or call; undefined is success. */
	after(failure: Failure | undefined): void {
		this.unclear = failure?.class === 'unclear' ? this.unclear + 1 : 0;
		if (failure?.everybody || this.unclear >= UNCLEAR_IN_A_ROW) this.because(failure);
	}

	because(failure: Failure | undefined): void {
		this.cause ??= failure;
	}
}
