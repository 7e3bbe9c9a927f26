import type { Failure } from '../failure';

/** Polls that fail one after the other; times in ms. */
export interface Trouble {
	since: number;
	toldAt?: number;
}

const MINUTE_MS = 60_000;
/** What passes by itself is left to it for so long. */
const PATIENCE_MS = 30 * MINUTE_MS;
const AGAIN_MS = 60 * MINUTE_MS;

/** Each error is a failed execution and a mail: at first, where a repeat may help, and then hourly. */
export function afterFailure(
	before: Trouble | undefined,
	{ retryable }: Failure,
	now: number,
): { trouble: Trouble; isTold: boolean } {
	const { since, toldAt } = before ?? { since: now };
	const isTold =
		toldAt === undefined ? !retryable || now - since >= PATIENCE_MS : now - toldAt >= AGAIN_MS;
	return { trouble: { since, toldAt: isTold ? now : toldAt }, isTold };
}
