import type { IDataObject } from 'n8n-workflow';

import type { Window } from '../../sandbox/simulator/limits';

/** Credential fields by which so many processes share one window. */
export const pacingOf = ({ requests, perMs }: Window, processes = 1): IDataObject => ({
	pacing: 'custom',
	burstRequests: requests,
	burstSeconds: perMs / 1000,
	sustainedRequests: requests,
	sustainedSeconds: perMs / 1000,
	sharePercent: 100 / processes,
});
