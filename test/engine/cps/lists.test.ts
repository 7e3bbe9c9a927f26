import type { INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import * as listSearch from '../../../nodes/Akamai/listSearch/cps';
import { akamaiCredential, byId, seedAkamai } from '../../support/cps';
import { loadOptionsContext } from '../../support/engine';
import { useEnrollments } from './enrollments';

const { simulator, make } = useEnrollments();

describe('Lists in the form', () => {
	const form = (parameters: INodeParameters) =>
		loadOptionsContext({
			node: new AkamaiCps(),
			parameters,
			credentials: { akamaiEdgeGridApi: akamaiCredential(simulator) },
		});
	const ofEnrollment = { resource: 'enrollment', operation: 'get' };

	it('contracts, without the prefix, filtered by what is typed', async () => {
		const context = form({ resource: 'enrollment', operation: 'create' });
		const { results } = await listSearch.searchContracts.call(context);
		expect(results.map(({ value }) => value)).toEqual([simulator.keys.contractId, 'K-0N7RAK71']);
		const some = await listSearch.searchContracts.call(context, 'k-0n');
		expect(some.results).toEqual([{ name: 'K-0N7RAK71', value: 'K-0N7RAK71' }]);
	});

	it('contracts, when the right is missing: says which one, and that By ID works', async () => {
		await seedAkamai(simulator, { grants: { cps: 'READ-WRITE', contracts: false } });
		const context = form({ resource: 'enrollment', operation: 'create' });
		await expect(listSearch.searchContracts.call(context)).rejects.toThrow(
			/may not list contracts.*Contracts-API_Contracts.*By ID works/,
		);
		await make('byid.example.com');
	});

	it.each(['searchContracts', 'searchEnrollments', 'searchChanges'] as const)(
		'%s promises nothing of By ID when the credential cannot be used',
		async (search) => {
			const context = loadOptionsContext({
				node: new AkamaiCps(),
				parameters: { resource: 'change', operation: 'get', enrollmentId: byId(1) },
				credentials: { akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: '' } },
			});
			const told = await listSearch[search].call(context).catch(({ message }: Error) => message);
			expect(told).toMatch(/"Host" is empty.*Correct the Akamai credential/);
			expect(told).not.toContain('By ID works');
		},
	);

	it('contracts of the account that the form names', async () => {
		const context = form({
			resource: 'enrollment',
			operation: 'create',
			additionalFields: { accountSwitchKey: '1-5C0YLB:1-8BYUX' },
		});
		const { results } = await listSearch.searchContracts.call(context);
		expect(results.map(({ value }) => value)).toEqual(['1-1TJZH5']);
	});

	it('enrollments by common name, page by page', async () => {
		const { enrollmentId } = await make('listed.example.com');
		const { results } = await listSearch.searchEnrollments.call(form(ofEnrollment), 'LISTED');
		expect(results).toEqual([
			{ name: `listed.example.com (${enrollmentId})`, value: enrollmentId },
		]);
	});

	it('pending changes of the chosen enrollment', async () => {
		const { enrollmentId, changeId } = await make('changes.example.com');
		const context = form({
			resource: 'change',
			operation: 'get',
			enrollmentId: byId(enrollmentId),
		});
		const { results } = await listSearch.searchChanges.call(context);
		expect(results).toEqual([{ name: `new-certificate (${changeId})`, value: changeId }]);
	});
});
