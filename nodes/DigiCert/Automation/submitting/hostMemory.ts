import type { Automation } from '../../transport/automation';
import { SeenAutomations } from './seenAutomations';
import { SentHosts } from './sentHosts';

/** What this process knows of the hosts of one Automation API, by what a host is (`identityOf`). */
export class HostMemory {
	readonly sent = new SentHosts();

	readonly seen = new SeenAutomations();
}

const memories = new Map<string, HostMemory>();

/** Account and division are part of a host, so it is the same one whichever key of them asks. */
export function memoryOf({ client }: Automation): HostMemory {
	const url = client.automationUrl ?? '';
	const memory = memories.get(url) ?? new HostMemory();
	memories.set(url, memory);
	return memory;
}

export { memories };
