import { sleep } from 'n8n-workflow';

/** How late a bell may ring. */
const TICK_MS = 1000;

interface Alarm {
	at: number;
	ring(): void;
}

const alarms = new Set<Alarm>();
let ticking = false;

async function tick(): Promise<void> {
	if (ticking) return;
	ticking = true;
	while (alarms.size > 0) {
		await sleep(TICK_MS);
		for (const alarm of alarms) {
			if (alarm.at > performance.now()) continue;
			alarms.delete(alarm);
			alarm.ring();
		}
	}
	ticking = false;
}

/**
 * Rings after so many milliseconds, at most a second late; the returned function calls it off.
 * One timer serves all calls under way, since n8n's rules allow `sleep` only, which cannot be
 * ended early.
 */
export function after(ms: number, ring: () => void): () => void {
	const alarm = { at: performance.now() + ms, ring };
	alarms.add(alarm);
	void tick();
	return () => alarms.delete(alarm);
}
