/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { say } from './say';

type Ending = () => Promise<void> | void;

const endings: Ending[] = [];
let ended: Promise<void> | undefined;

/** What is started last ends first, whatever the reason to end. */
export function atEnd(ending: Ending): void {
	endings.unshift(ending);
}

/** One that fails keeps none of the others from ending. */
async function endNext(): Promise<void> {
	try {
		await endings.shift()?.();
	} catch (error) {
		say(`Could not end everything: ${error instanceof Error ? error.message : String(error)}`);
	}
}

export async function endAll(): Promise<void> {
	ended ??= (async () => {
		while (endings.length > 0) await endNext();
	})();
	await ended;
	ended = undefined;
}

/** What fails from then on fails because it was ended. */
export const isEnding = () => ended !== undefined;

/**
 * Ctrl-C, a closed terminal and a plain kill all end what was started. One Ctrl-C can arrive more
 * than once, from the terminal and from npm; a second one must not end this process half-way.
 */
export function endOnSignals(): void {
	for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
		process.on(signal, () => void endAll().finally(() => process.exit(code)));
	}
}
