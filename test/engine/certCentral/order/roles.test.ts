import type { IDataObject, INodeParameters } from 'n8n-workflow';

import {
	byId,
	certCentral,
	credentialOf,
	orderOf,
	placed,
	textOf,
} from '../../../support/certCentral';
import { newCsr } from '../../../support/simulator';
import { useSimulator } from '../../../support/use';

/** Keys with fewer rights: what an admin reads, and that nothing is changed. */

const simulator = useSimulator();
const NAME = 'instant.example.com';

const run = async (
	apiKey: string,
	resource: string,
	operation: string,
	parameters: INodeParameters,
	onError?: 'continueRegularOutput',
) =>
	await certCentral(simulator, { resource, operation, ...parameters }, [{}], {
		credentials: { digiCertApi: { ...credentialOf(simulator), apiKey } },
		...(onError ? { onError } : {}),
	});

const writes = () =>
	simulator.world.calls
		.all()
		.filter(({ method, status = 500 }) => method !== 'GET' && status < 300);

const WRITES: Array<[string, string, (id: number) => Promise<INodeParameters>]> = [
	['order', 'reissue', async () => ({ csr: await newCsr(NAME), allowSameEnd: true })],
	['order', 'duplicate', async () => ({ csr: await newCsr(NAME) })],
	['order', 'revoke', async (id) => ({ orderIdAgain: String(id) })],
	['domain', 'submit', async () => ({ domainId: byId(1469) })],
	['domain', 'generateToken', async () => ({ domainId: byId(1469) })],
];

describe('A View Only key', () => {
	test.each(WRITES)(
		'may look at everything, and %s > %s says that the key may not',
		async (resource, operation, form) => {
			const [id = 0] = await placed(simulator, [await orderOf(NAME)]);
			const before = writes().length;
			const parameters = { orderId: byId(id), ...(await form(id)) };
			const key = simulator.keys.digicertViewOnlyKey;
			const failed = await run(key, resource, operation, parameters);
			expect(textOf(failed)).toMatch(/permission|right|role/i);
			const { outputs } = await run(key, resource, operation, parameters, 'continueRegularOutput');
			const details = outputs[0]?.[0]?.json.details as IDataObject;
			expect(details).toMatchObject({
				retryable: false,
				whoActs: 'administrator of the API client',
			});
			expect(writes()).toHaveLength(before);
		},
	);

	test.each([
		['order', 'planRenewals', { returnAll: true }],
		['domain', 'getAll', { returnAll: true }],
	])('reads: %s > %s', async (resource, operation, parameters) => {
		await placed(simulator, [await orderOf(NAME)]);
		const { error } = await run(
			simulator.keys.digicertViewOnlyKey,
			resource,
			operation,
			parameters,
		);
		expect(error).toBeUndefined();
	});
});

describe('A key for orders alone (role 100)', () => {
	test.each([
		['reissue', { allowSameEnd: true }],
		['duplicate', {}],
	])('replaces certificates: %s', async (operation, form) => {
		const [id = 0] = await placed(simulator, [await orderOf(NAME)]);
		const parameters = {
			orderId: byId(id),
			csr: await newCsr(NAME),
			additionalFields: { skipApproval: true },
			...form,
		};
		const { error, outputs } = await run(
			simulator.keys.digicertOrdersOnlyKey,
			'order',
			operation,
			parameters,
		);
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ changed: true });
	});

	test.each(['get', 'submit', 'checkDcv', 'changeDcvMethod', 'generateToken'])(
		'may not see domains: Domain > %s says so',
		async (operation) => {
			const key = simulator.keys.digicertOrdersOnlyKey;
			const failed = await run(key, 'domain', operation, { domainId: byId(1469) });
			expect(textOf(failed)).toMatch(/permission|right|role/i);
			expect(writes()).toEqual([]);
		},
	);
});
