/**
 * Hosts that this process has sent to DigiCert, by API key. The automated-IP list can lag behind
 * and leaves finished hosts out, so its silence proves nothing; and two executions that read the
 * list at the same moment would both find a host free.
 */
const hosts = new Map<string, Sent>();

/** How far the last call for a host came. */
export type Sending = 'underWay' | 'sent' | 'unclear';

interface Sent {
	at: number;
	sending: Sending;
}

export const LONGEST_WINDOW_HOURS = 720;
const HOUR = 3_600_000;

/** The last call for this host, unless it was sent before `since` and has ended. */
export function sendingOf(key: string, since: number): Sending | undefined {
	const host = hosts.get(key);
	return host && (host.sending === 'underWay' || host.at > since) ? host.sending : undefined;
}

/** Takes the host for this call, unless another has; that one is given back. */
export function claimHost(key: string, since: number, now: number): Sending | undefined {
	const other = sendingOf(key, since);
	if (other) return other;
	forgetOld(now);
	hosts.delete(key);
	hosts.set(key, { at: now, sending: 'underWay' });
	return undefined;
}

export function settleHost(key: string, sending: Sending): void {
	const host = hosts.get(key);
	if (host) host.sending = sending;
}

/** The service refused it, or nothing was sent: nothing was placed. */
export const releaseHost = (key: string): void => void hosts.delete(key);

/** Insertion order is order of time, so the old ones are in front. */
function forgetOld(now: number): void {
	for (const [key, { at }] of hosts) {
		if (now - at < LONGEST_WINDOW_HOURS * HOUR) return;
		hosts.delete(key);
	}
}
