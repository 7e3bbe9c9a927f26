import { jsons, linksOf } from '../../../support/certCentral';
import { useAccount } from '../account';

const { call } = useAccount();

describe('Product', () => {
	test('lists what the account may order', async () => {
		const run = await call('product', 'getAll', {}, [{}, {}]);
		expect(jsons(run.outputs[0])).toContainEqual(expect.objectContaining({ name_id: 'ssl_basic' }));
		expect(new Set(linksOf(run)[0])).toEqual(new Set([0, 1]));
	});
});
