import type { Id } from '../../../shared/values';

/**
 * The automation of each host as this process last saw it, by API key: the automated-IP list leaves
 * finished ones out, and nothing else tells the ID of a host's automation.
 */
const seen = new Map<string, Id>();

const MOST = 50_000;

export const seenOf = (key: string): Id | undefined => seen.get(key);

export function see(key: string, automationId: Id | undefined): void {
	if (automationId === undefined) return;
	seen.delete(key);
	seen.set(key, automationId);
	const [oldest = ''] = seen.keys();
	if (seen.size > MOST) seen.delete(oldest);
}

/** A new automation was asked for: the one before it tells nothing of it. */
export const unsee = (key: string): void => void seen.delete(key);
