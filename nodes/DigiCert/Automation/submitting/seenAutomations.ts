import type { Id } from '../../../shared/values';

const MOST = 50_000;

/**
 * The automation of each host as this process last saw it: the automated-IP list leaves finished
 * ones out, and nothing else tells the ID of a host's automation.
 */
export class SeenAutomations {
	private readonly seen = new Map<string, Id>();

	of(key: string): Id | undefined {
		return this.seen.get(key);
	}

	see(key: string, automationId: Id | undefined): void {
		if (automationId === undefined) return;
		this.seen.delete(key);
		this.seen.set(key, automationId);
		const [oldest = ''] = this.seen.keys();
		if (this.seen.size > MOST) this.seen.delete(oldest);
	}

	/** A new automation was asked for: the one before it tells nothing of it. */
	forget(key: string): void {
		this.seen.delete(key);
	}
}
