/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { Usage } from './task';

/** Asking the kernel costs CPU time, which is measured, too. */
const SAMPLE_EVERY_MS = 100;
const KIB = 1024;

/** Node's own function under --expose-gc. */
function collectGarbage(): void {
	globalThis.gc?.();
}

/** The output stays alive until the heap is measured: it is part of what a run costs. */
export async function metered<T>(work: () => Promise<T>): Promise<Usage & { output: T }> {
	collectGarbage();
	const heapBefore = process.memoryUsage().heapUsed;
	const [rssBefore, highestBefore] = [process.memoryUsage.rss(), process.resourceUsage().maxRSS];
	let sampled = rssBefore;
	const sampler = setInterval(() => {
		sampled = Math.max(sampled, process.memoryUsage.rss());
	}, SAMPLE_EVERY_MS);
	const [cpu, started] = [process.cpuUsage(), performance.now()];
	const output = await work();
	const seconds = (performance.now() - started) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	clearInterval(sampler);
	// The kernel's high-water mark sees what falls between two samples, if loading was not higher.
	const highest = process.resourceUsage().maxRSS;
	const peak = highest > highestBefore ? highest * KIB : sampled;
	collectGarbage();
	const heldBytes = process.memoryUsage().heapUsed - heapBefore;
	return {
		output,
		seconds,
		cpuMs: (user + system) / 1000,
		peakBytes: peak - rssBefore,
		heldBytes,
	};
}
