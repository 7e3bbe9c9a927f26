/**
 * Hosts that this process has sent to DigiCert, by API key. The automated-IP list can lag behind
 * and leaves finished hosts out, so its silence proves nothing; and two executions that read the
 * list at the same moment would both find a host free.
 */
const sent = new Map<string, number>();

export const LONGEST_WINDOW_HOURS = 720;
const HOUR = 3_600_000;

/** Takes the host for this call, unless it was sent less than `windowMs` ago. */
export function claimHost(key: string, windowMs: number, now: number): boolean {
	const at = sent.get(key);
	if (at !== undefined && now - at < windowMs) return false;
	forgetOld(now);
	sent.delete(key);
	sent.set(key, now);
	return true;
}

export const wasSent = (key: string, windowMs: number, now: number): boolean =>
	now - (sent.get(key) ?? -Infinity) < windowMs;

/** The service refused it: nothing was placed. */
export const releaseHost = (key: string): void => void sent.delete(key);

/** Insertion order is order of time, so the old ones are in front. */
function forgetOld(now: number): void {
	for (const [key, at] of sent) {
		if (now - at < LONGEST_WINDOW_HOURS * HOUR) return;
		sent.delete(key);
	}
}
