import { byId, callsOf, textOf } from '../../../support/certCentral';
import { useAccount } from '../account';

const { simulator, call } = useAccount();

describe('Product', () => {
	test('tells what one allows', async () => {
		const { outputs } = await call('product', 'get', {
			productNameId: byId('ssl_basic'),
			containerId: byId('610400'),
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({
			name_id: 'ssl_basic',
			server_platforms: expect.arrayContaining([expect.objectContaining({ id: 2 })]),
		});
		expect(callsOf(simulator, 'GET')[0]?.query).toBe('?container_id=610400');
	});

	test('does not know every name', async () => {
		const run = await call('product', 'get', { productNameId: byId('ssl_nothing') });
		expect(textOf(run)).toContain('The account does not know this product');
	});
});
