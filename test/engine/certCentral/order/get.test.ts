import { byId, callsOf } from '../../../support/certCentral';
import { useOrders } from './orders';

const { simulator, order, place } = useOrders();

describe('Order > Get', () => {
	test('shows the ten fields that are read first', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await order('get', { orderId: byId(String(id)) });
		expect(outputs[0]?.[0]?.json).toEqual({
			id,
			status: 'issued',
			common_name: 'instant.example.com',
			dns_names: ['instant.example.com'],
			certificate_id: expect.any(Number),
			valid_from: expect.any(String),
			valid_till: expect.any(String),
			order_valid_till: expect.any(String),
			product: 'ssl_basic',
			alternative_order_id: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	test('or the whole order as DigiCert has it', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await order('get', { orderId: byId(id), simplify: false });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			id,
			certificate: { common_name: 'instant.example.com', csr: expect.any(String) },
			requests: [{ status: 'approved' }],
		});
	});

	test.each([
		['abc', "'Order' must be an ID of digits"],
		['', "'Order' is empty"],
	])('refuses the ID "%s"', async (id, text) => {
		const { error } = await order('get', { orderId: byId('={{ $json.id }}') }, [{ id }]);
		expect(error?.message).toContain(text);
		expect(callsOf(simulator)).toEqual([]);
	});
});
