import { callsOf, jsons } from '../../../support/certCentral';
import { useAccount } from '../account';

const { simulator, call, organizations } = useAccount();

describe('Organization > Get Many', () => {
	test('returns all pages', async () => {
		await simulator.seed({ organizations: organizations(2300) });
		const run = await call('organization', 'getAll', { returnAll: true });
		expect(new Set(jsons(run.outputs[0]).map(({ id }) => id)).size).toBe(2300);
		const pages = callsOf(simulator, 'GET', /organization/).map(({ query }) => query);
		expect(pages).toEqual([
			'?limit=1000&offset=0',
			'?limit=1000&offset=999',
			'?limit=1000&offset=1998',
		]);
	});

	test('asks for no more than the limit', async () => {
		await simulator.seed({ organizations: organizations(1500) });
		const run = await call('organization', 'getAll', { limit: 1200 });
		expect(run.outputs[0]).toHaveLength(1200);
		expect(callsOf(simulator, 'GET').at(-1)?.query).toBe('?limit=201&offset=999');
	});

	test('with validation, where it is wanted', async () => {
		await call('organization', 'getAll', { includeValidation: true });
		expect(callsOf(simulator, 'GET')[0]?.query).toContain('include_validation=true');
	});
});
