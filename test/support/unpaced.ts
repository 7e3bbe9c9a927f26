/** A credential's own pace that holds nothing up: tests would wait minutes for an account's budget. */
export const UNPACED = {
	pacing: 'custom',
	burstRequests: 1000,
	burstSeconds: 1,
	sustainedRequests: 1000,
	sustainedSeconds: 1,
};
