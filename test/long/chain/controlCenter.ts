/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as pause } from 'node:timers/promises';

import { UNKNOWN_WARNING } from '../../../sandbox/simulator/akamai/warnings';
import { AkamaiClient } from '../../contract/akamai/client';
import type { TestSimulator } from '../../support/simulator';
import { booksOf } from './books';

const WAITS_FOR_REVIEW = 'wait-review-third-party-cert';

/** What Control Center reads is not counted as calls of the API: apart from those of n8n, and slow. */
function ownPace({ world }: TestSimulator) {
	const spans = world.limits.limitsOf('cps').map(({ perMs }) => perMs);
	return {
		apart: async () => await pause(Math.max(...spans)),
		next: async () => await pause(Math.min(...spans)),
	};
}

/**
 * A warning that nobody knows stops the templates, whatever the policy: somebody reads it in Akamai
 * Control Center and accepts it there. Gives how many.
 */
export async function acceptUnknown(simulator: TestSimulator, names: string[]): Promise<number> {
	const akamai = new AkamaiClient(simulator);
	const { apart, next } = ownPace(simulator);
	const { enrollments } = await booksOf(simulator, names);
	let accepted = 0;
	await apart();
	for (const { id, changes } of enrollments) {
		for (const change of changes.filter(({ status }) => status === WAITS_FOR_REVIEW)) {
			await next();
			const path = `/cps/v2/enrollments/${id}/changes/${change.id}`;
			const { text } = await akamai.get(
				`${path}/input/info/post-verification-warnings`,
				'warnings',
				1,
			);
			if (!text.includes(UNKNOWN_WARNING)) continue;
			const body = { acknowledgement: 'acknowledge' };
			await akamai.update(path, 'post-verification-warnings-ack', 'acknowledgement', 1, body);
			accepted += 1;
		}
	}
	await apart();
	return accepted;
}
