import { byId, jsons, ordersOf, textOf } from '../../../support/certCentral';
import { useAccount } from '../account';

const { simulator, call, place } = useAccount();

test('Get reads a request with its order', async () => {
	const [id = 0] = await place('needs-approval');
	const [order] = await ordersOf(simulator);
	const requestId = order?.requests[0]?.id ?? 0;
	const { outputs } = await call('request', 'get', { requestId: byId(requestId) });
	expect(jsons(outputs[0])).toMatchObject([
		{ id: requestId, type: 'new_request', status: 'pending', order: { id } },
	]);
});

test('Get of a request that there is not says so', async () => {
	const run = await call('request', 'get', { requestId: byId(17) });
	expect(textOf(run)).toContain('DigiCert does not find what the request names');
});
