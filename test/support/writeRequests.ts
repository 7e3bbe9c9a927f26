import type { ReceivedRequest } from './receiver';

/** The Automation API is called by POST only; these paths read. */
const AUTOMATION_READ = /\/automationws\/v1\/.*\/(list|\w*Details)$/;

/** Whether a request may change something at the service. */
export const isWriteRequest = ({ method, url }: Pick<ReceivedRequest, 'method' | 'url'>): boolean =>
	method !== 'GET' && !AUTOMATION_READ.test(url);
