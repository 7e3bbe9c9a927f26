import type { INodeParameters } from 'n8n-workflow';

import { akamaiCps, byId, enrollmentParameters } from '../../support/cps';
import { useSimulator } from '../../support/use';

export const HOUR = 3600;
export const OV = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };

export interface Made {
	enrollmentId: number;
	changeId: number;
}

/** Enrollments that are there, and the operations that read them. */
export function useEnrollments() {
	const simulator = useSimulator();

	async function make(commonName: string, more: INodeParameters = {}): Promise<Made> {
		const parameters = enrollmentParameters(simulator, more);
		const { outputs, error } = await akamaiCps(simulator, parameters, [{ commonName }]);
		if (error) throw error;
		return outputs[0]?.[0]?.json as unknown as Made;
	}

	const operation =
		(resource: string, name: string) =>
		async ({ enrollmentId, changeId }: Partial<Made>, more: INodeParameters = {}, options = {}) =>
			await akamaiCps(
				simulator,
				{
					resource,
					operation: name,
					enrollmentId: byId(enrollmentId ?? ''),
					...(resource === 'change' ? { changeId: byId(changeId ?? '') } : {}),
					...more,
				},
				[{ row: 1 }],
				options,
			);

	return { simulator, make, operation };
}
