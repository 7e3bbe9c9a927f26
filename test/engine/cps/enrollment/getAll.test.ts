import type { INodeParameters } from 'n8n-workflow';

import { akamaiCps, byId } from '../../../support/cps';
import { useEnrollments } from '../enrollments';

const { simulator, make } = useEnrollments();

describe('Enrollment > Get and Get Many', () => {
	it('lists the enrollments of a contract up to the limit, linked to the input', async () => {
		await make('a.example.com');
		await make('b.example.com');
		await make('c.example.com', { contractId: byId('K-0N7RAK71') });
		const getMany = async (more: INodeParameters) =>
			await akamaiCps(simulator, { resource: 'enrollment', operation: 'getAll', ...more });
		const contractId = byId(simulator.keys.contractId);
		const names = async (more: INodeParameters) =>
			(await getMany(more)).outputs[0]?.map(({ json }) => json.commonName);
		expect(await names({ contractId, returnAll: true })).toEqual([
			'a.example.com',
			'b.example.com',
		]);
		expect(await names({ contractId, limit: 1 })).toEqual(['a.example.com']);
		expect(await names({ returnAll: true })).toHaveLength(3);
		const { outputs } = await getMany({ contractId, returnAll: true });
		expect(outputs[0]?.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
	});
});
