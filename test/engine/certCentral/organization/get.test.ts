import { byId, jsons, ORGANIZATION } from '../../../support/certCentral';
import { useAccount } from '../account';

const { call } = useAccount();

test('Get reads an organization with what it is validated for', async () => {
	const { outputs } = await call('organization', 'get', { organizationId: byId(ORGANIZATION) });
	const [organization] = jsons(outputs[0]);
	expect(organization).toMatchObject({ id: ORGANIZATION, name: 'Example Industries' });
	expect(organization?.validations).toMatchObject([{ type: 'ov' }, { type: 'ev' }]);
	expect(JSON.stringify(organization)).not.toContain('ekey');
});
