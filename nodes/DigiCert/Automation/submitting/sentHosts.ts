import { LONGEST_WINDOW_HOURS } from '../fields/options';

/** How far the last call for a host came. */
export type Sending = 'underWay' | 'sent' | 'unclear' | 'refused';

interface Sent {
	at: number;
	sending: Sending;
	/** When it was refused last, by the monotonic clock: a refusal may be none. */
	refusedAt?: number;
	/** Those who wait for the end of the call; nothing is told if nothing was sent. */
	waiting: Array<(sending?: Sending) => void>;
}

const HOUR = 3_600_000;

/**
 * Hosts that this process has sent to DigiCert. The automated-IP list can lag behind and leaves
 * finished hosts out, so its silence proves nothing; and two executions that read the list at the
 * same moment would both find a host free.
 */
export class SentHosts {
	private readonly hosts = new Map<string, Sent>();

	/** The last call for this host, unless it was sent before `since` and has ended. */
	sendingOf(key: string, since: number): Exclude<Sending, 'refused'> | undefined {
		const host = this.hosts.get(key);
		if (host?.sending === 'refused') return undefined;
		return host && (host.sending === 'underWay' || host.at > since) ? host.sending : undefined;
	}

	/** When DigiCert took this host from this process, in epoch milliseconds. */
	sentAt(key: string): number | undefined {
		const host = this.hosts.get(key);
		return host?.sending === 'sent' ? host.at : undefined;
	}

	/** Takes the host for this call, unless another has; that one is given back. */
	claim(key: string, since: number, now: number): Exclude<Sending, 'refused'> | undefined {
		const other = this.sendingOf(key, since);
		if (other) return other;
		this.forgetOld(now);
		const refusedAt = this.refusedAt(key);
		this.hosts.delete(key);
		this.hosts.set(key, { at: now, sending: 'underWay', refusedAt, waiting: [] });
		return undefined;
	}

	/** How far the call that is under way for this host has come in the end. */
	async endOfCall(key: string): Promise<Sending | undefined> {
		const host = this.hosts.get(key);
		if (host?.sending !== 'underWay') return host?.sending;
		return await new Promise((resolve) => host.waiting.push(resolve));
	}

	/** By the monotonic clock, as far as this process knows. */
	refusedAt(key: string): number | undefined {
		return this.hosts.get(key)?.refusedAt;
	}

	/** Undefined: nothing was sent, so nothing was placed. */
	endCall(key: string, sending: Sending | undefined, now = performance.now()): void {
		const host = this.hosts.get(key);
		if (!host) return;
		if (sending) host.sending = sending;
		else this.hosts.delete(key);
		if (sending === 'refused') host.refusedAt = now;
		for (const tell of host.waiting.splice(0)) tell(sending);
	}

	/** Insertion order is order of time, so the old ones are in front. */
	private forgetOld(now: number): void {
		for (const [key, { at }] of this.hosts) {
			if (now - at < LONGEST_WINDOW_HOURS * HOUR) return;
			this.hosts.delete(key);
		}
	}
}
