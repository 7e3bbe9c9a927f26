/**
 * Milliseconds to wait by a Retry-After header: seconds or an HTTP date; a date in the past is 0.
 * Absent or unreadable is undefined.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
