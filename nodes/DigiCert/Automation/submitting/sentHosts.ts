import type { Place } from '../../api/hosts';
import { mayBeSame, placeIn } from '../../api/hosts';
import { LONGEST_WINDOW_HOURS } from '../fields/options';

/** How far the last call for a host came. */
export type Sending = 'underWay' | 'sent' | 'unclear' | 'refused';

/** A host of a call. */
export interface HostKey {
	/** `identityOf` */
	key: string;
	/** Virtual server */
	server?: string;
	/** The call adds a name to a socket: the host without a name there is another one. */
	addsName?: boolean;
}

interface Sent {
	at: number;
	addsName?: boolean;
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
 * same moment would both find a host free. What was sent under a domain name, or a virtual server,
 * stands in the way of its place without one, and the reverse: it may be the same host.
 */
export class SentHosts {
	private readonly hosts = new Map<string, Sent>();

	/** Keys at one place, each with what tells it from the others there */
	private readonly places = new Map<string, Map<string, Place>>();

	/** The last call for this host, unless it was sent before `since` and has ended. */
	sendingOf(host: HostKey, since: number): Exclude<Sending, 'refused'> | undefined {
		for (const { sending, at } of this.maybeSame(host)) {
			if (sending !== 'refused' && (sending === 'underWay' || at > since)) return sending;
		}
		return undefined;
	}

	/** When DigiCert took this host from this process, in epoch milliseconds. */
	sentAt(key: string): number | undefined {
		const host = this.hosts.get(key);
		return host?.sending === 'sent' ? host.at : undefined;
	}

	/** Takes the host for this call, unless another has; that one is given back. */
	claim(host: HostKey, since: number, now: number): Exclude<Sending, 'refused'> | undefined {
		const other = this.sendingOf(host, since);
		if (other) return other;
		this.forgetOld(now);
		const { key, addsName } = host;
		const refusedAt = this.refusedAt(host);
		this.forget(key);
		this.hosts.set(key, { at: now, addsName, sending: 'underWay', refusedAt, waiting: [] });
		const placed = placeIn(key, host.server);
		const others = this.places.get(placed.place) ?? new Map<string, Place>();
		this.places.set(placed.place, others.set(key, placed));
		return undefined;
	}

	/** How far the call that is under way for this host has come in the end. */
	async endOfCall(asked: HostKey): Promise<Sending | undefined> {
		const same = this.maybeSame(asked).sort((one, other) => other.at - one.at);
		const host = same.find(({ sending }) => sending === 'underWay') ?? same[0];
		if (host?.sending !== 'underWay') return host?.sending;
		return await new Promise((resolve) => host.waiting.push(resolve));
	}

	/** By the monotonic clock, as far as this process knows. */
	refusedAt(host: HostKey): number | undefined {
		const times = this.maybeSame(host).flatMap(({ refusedAt }) => refusedAt ?? []);
		return times.length > 0 ? Math.max(...times) : undefined;
	}

	/** Undefined: nothing was sent, so nothing was placed. */
	endCall(key: string, sending: Sending | undefined, now = performance.now()): void {
		const host = this.hosts.get(key);
		if (!host) return;
		if (sending) host.sending = sending;
		else this.forget(key);
		if (sending === 'refused') host.refusedAt = now;
		for (const tell of host.waiting.splice(0)) tell(sending);
	}

	/** Insertion order is order of time, so the old ones are in front. */
	private forgetOld(now: number): void {
		for (const [key, { at }] of this.hosts) {
			if (now - at < LONGEST_WINDOW_HOURS * HOUR) return;
			this.forget(key);
		}
	}

	private forget(key: string): void {
		this.hosts.delete(key);
		const { place } = placeIn(key);
		const keys = this.places.get(place);
		keys?.delete(key);
		if (keys?.size === 0) this.places.delete(place);
	}

	/** What is known of this host, and of those that may be it. */
	private maybeSame({ key, server, addsName }: HostKey): Sent[] {
		const asked = placeIn(key, server);
		return [...(this.places.get(asked.place) ?? [])].flatMap(([one, placed]) => {
			const host = this.hosts.get(one);
			const isAnother = placed.name !== asked.name && (addsName || host?.addsName);
			return host && mayBeSame(placed, asked) && !isAnother ? host : [];
		});
	}
}
