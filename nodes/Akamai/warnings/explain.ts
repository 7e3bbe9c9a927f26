import type { IDataObject } from 'n8n-workflow';

import type { Warning } from './match';

/** A warning as an item tells it, with what accepting it leads to. */
export function explained({ text, known: [first, ...twins] }: Warning): IDataObject {
	if (!first) {
		return {
			name: null,
			text,
			accepting: 'unknown',
			whoActs: 'certificate manager',
			advice: 'This package does not know it: read it and decide in Akamai Control Center.',
		};
	}
	const { name, accepting, whoActs, meaning, advice, neverAccepted } = first;
	const more = twins.map((twin) => twin.name);
	return {
		name,
		...(more.length > 0 ? { alsoNamed: more } : {}),
		text,
		accepting: neverAccepted ? 'cannot help' : accepting,
		whoActs,
		meaning,
		advice,
	};
}
