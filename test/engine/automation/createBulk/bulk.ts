import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { automationNode, balanced, host, itemOf, RENEW } from '../../../support/automation';
import { useFleet } from '../../../support/openFleet';

export const BULK = 'createAutomation/bulk';
export const FLEET = [host(1), host(2), balanced(3), host(4, { script: 'ineligible' })];
export const GOOD = FLEET.slice(0, 3).map(itemOf);

/** Three hosts, and Create in Bulk that does not wait for long. */
export function useBulk() {
	const fleet = useFleet(FLEET);

	const bulk = async (
		items: IDataObject[],
		parameters: INodeParameters = {},
		options: Parameters<typeof automationNode>[4] = {},
	) => {
		// Nobody waits a minute for what a test has lost.
		const more = { visibleWithin: 2, ...(parameters.options as INodeParameters) };
		const all = { ...RENEW, ...parameters, options: more };
		return await automationNode(fleet, 'createBulk', items, all, options);
	};

	return { fleet, bulk };
}
