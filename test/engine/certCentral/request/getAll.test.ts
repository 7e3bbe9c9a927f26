import { jsons, ordersOf } from '../../../support/certCentral';
import { useAccount } from '../account';

const { simulator, call, place } = useAccount();

describe('Request', () => {
	async function waiting() {
		const [id = 0] = await place('needs-approval');
		const [order] = await ordersOf(simulator);
		return { id, requestId: order?.requests[0]?.id ?? 0 };
	}

	test('lists what waits, or what was decided', async () => {
		const { requestId } = await waiting();
		await place('plain');
		const pending = await call('request', 'getAll', { status: 'pending' });
		expect(jsons(pending.outputs[0])).toMatchObject([{ id: requestId, status: 'pending' }]);
		const all = await call('request', 'getAll', { status: 'all', returnAll: true });
		expect(all.outputs[0]).toHaveLength(2);
	});
});
