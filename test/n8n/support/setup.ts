/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error */
import { endAll, endOnSignals } from '../../../sandbox/launcher/ending';
import { installedN8n } from '../../../sandbox/launcher/installation';
import { startSandbox } from '../../../sandbox/launcher/sandbox';
import { packedPackage } from '../../../sandbox/launcher/tarball';
import { leaveTheMachine } from './bareMachine';
import type { Shared } from './shared';
import { VARIABLE } from './shared';

/** Virtual seconds per second */
const TIME_SCALE = 30;

/** Jest hands its environment on to the tests; projects of one run share what the first one started. */
export default async function setup(): Promise<void> {
	if (process.env[VARIABLE]) return;
	endOnSignals();
	try {
		// By npm, with the settings and the cache of whoever runs this: the last use of them.
		await installedN8n();
		await packedPackage();
		leaveTheMachine();
		const { simulator, n8n } = await startSandbox({
			simulator: { timeScale: TIME_SCALE },
			// All that it can be made to say is searched for secrets.
			env: { N8N_LOG_LEVEL: 'debug' },
		});
		const shared: Shared = {
			instance: n8n.instance,
			simulator: { origin: simulator.origin, keys: simulator.keys },
		};
		process.env[VARIABLE] = JSON.stringify(shared);
	} catch (error) {
		await endAll();
		throw error;
	}
}
