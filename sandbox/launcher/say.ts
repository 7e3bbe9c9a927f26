/* eslint-disable no-console, @n8n/community-nodes/no-restricted-globals */
const PROGRESS_EVERY_MS = 15_000;

export function say(text: string): void {
	console.log(text);
}

/** Says what starts, that it still runs, and how long it took. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
	say(`… ${label}`);
	const progress = setInterval(() => say(`… ${label} (${seconds()} s)`), PROGRESS_EVERY_MS);
	try {
		const result = await work();
		say(`✓ ${label} (${seconds()} s)`);
		return result;
	} finally {
		clearInterval(progress);
	}
}
