/** From here on a figure is no span: it is an instant in seconds, or in milliseconds, since 1970. */
const EPOCH_SECONDS = 1_000_000_000;
const EPOCH_MS = 1_000_000_000_000;

/**
 * Milliseconds to wait by a header such as Retry-After: seconds, an HTTP date, or the time since
 * 1970 as rate limits of gateways give it; what is past is 0. Absent or unreadable is undefined.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	if (/^\d+(\.\d+)?$/.test(header.trim())) {
		const figure = Number(header);
		if (figure < EPOCH_SECONDS) return figure * 1000;
		return Math.max(0, (figure < EPOCH_MS ? figure * 1000 : figure) - now);
	}
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
