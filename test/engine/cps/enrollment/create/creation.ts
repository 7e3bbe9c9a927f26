import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { akamaiCalls, akamaiCps, enrollmentParameters } from '../../../../support/cps';
import { useSimulator } from '../../../../support/use';

/** Enrollments are created in one account. */
export function useCreation() {
	const simulator = useSimulator();
	const posts = async () => await akamaiCalls(simulator, 'POST', /^\/cps\/v2\/enrollments$/);

	const create = async (
		items: IDataObject[],
		more: INodeParameters = {},
		options: Parameters<typeof akamaiCps>[3] = {},
	) => await akamaiCps(simulator, enrollmentParameters(simulator, more), items, options);

	return { simulator, posts, create };
}
