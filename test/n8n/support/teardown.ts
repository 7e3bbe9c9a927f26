/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { endAll } from '../../../sandbox/launcher/ending';
import { VARIABLE } from './shared';

export default async function teardown(): Promise<void> {
	delete process.env[VARIABLE];
	await endAll();
}
