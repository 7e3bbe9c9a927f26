import { newCsr } from '../../../support/simulator';
import { useSimulator } from '../../../support/use';

export type Fields = Record<string, unknown>;

export const refusalOf = ({
	status,
	data,
}: {
	status: number;
	data: { errors?: Array<{ code: string }> };
}) => [status, data.errors?.[0]?.code];

/** The Services API of one simulator. */
export function useOrders() {
	const simulator = useSimulator();
	let csr: string;
	let organizationId: number;

	beforeAll(async () => {
		csr = await newCsr('www.example.com', ['example.com']);
	});

	beforeEach(async () => {
		const { data } = await simulator.services.get('/organization');
		organizationId = data.organizations[0].id;
	});

	/** The least that is accepted. */
	const body = (fields: Fields = {}, certificate: Fields = {}) => ({
		certificate: {
			common_name: 'www.example.com',
			csr,
			signature_hash: 'sha256',
			...certificate,
		},
		order_validity: { years: 1 },
		organization: { id: organizationId },
		custom_fields: [{ metadata_id: 21, value: '4711' }],
		skip_approval: true,
		...fields,
	});

	const order = async (fields: Fields = {}, certificate: Fields = {}, product = 'ssl_basic') =>
		await simulator.services.post(`/order/certificate/${product}`, body(fields, certificate));

	const info = async (id: number) =>
		(await simulator.services.get(`/order/certificate/${id}`)).data;

	const paidOrders = async () => (await simulator.sandbox.get('/books')).data.digicert.paidOrders;

	return { simulator, body, order, info, paidOrders };
}
