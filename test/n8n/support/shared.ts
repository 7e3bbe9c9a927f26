/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { Instance } from '../../../sandbox/launcher/n8n';
import { Rest } from '../../../sandbox/launcher/rest';
import type { Simulator } from '../../../sandbox/simulator/server';

export const VARIABLE = 'SANDBOX_FOR_TESTS';

/** The running n8n and simulator, as far as they can be written down. */
export interface Shared {
	instance: Instance;
	simulator: Pick<Simulator, 'origin' | 'keys'>;
}

export function shared(): Shared {
	const text = process.env[VARIABLE];
	if (!text) throw new Error('No n8n is running: start these tests through jest');
	return JSON.parse(text) as Shared;
}

/** The interface of the editor, logged in as owner. */
export async function loggedIn(): Promise<Rest> {
	const { origin, login } = shared().instance;
	const rest = new Rest(origin);
	if (!(await rest.login(login))) throw new Error('n8n refused its owner');
	return rest;
}
