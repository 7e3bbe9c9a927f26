/** At most so many hosts in one call (create bulk automation, newer copies of its page). */
export const LARGEST_CALL = 500;

/**
 * Calls for these hosts: the same settings travel together, hosts that share ip:port do not, since
 * the answer is keyed `ip:port` and could not be told apart.
 */
export function groupIntoCalls<T>(
	hosts: T[],
	{ settings, socket }: { settings(host: T): string; socket(host: T): string },
): T[][] {
	const groups = new Map<string, Array<{ sockets: Set<string>; hosts: T[] }>>();
	for (const host of hosts) {
		const key = settings(host);
		const calls = groups.get(key) ?? [];
		groups.set(key, calls);
		const call = calls.find(
			({ sockets, hosts: taken }) => taken.length < LARGEST_CALL && !sockets.has(socket(host)),
		);
		if (call) {
			call.sockets.add(socket(host));
			call.hosts.push(host);
		} else {
			calls.push({ sockets: new Set([socket(host)]), hosts: [host] });
		}
	}
	return [...groups.values()].flat().map((call) => call.hosts);
}
