import { byId, callsOf, certCentral, jsons, orderOf, placed } from '../../support/certCentral';
import { useSimulator } from '../../support/use';
import { check, orders } from './forms';

const simulator = useSimulator();

describe('As a tool of an AI agent', () => {
	const asTool = { type: 'digiCertCertCentralTool' };

	test('nothing is bought', async () => {
		const items = [await orderOf('agent.example.com')];
		const run = await certCentral(simulator, orders, items, {
			...asTool,
			onError: 'continueRegularOutput',
		});
		expect(run.outputs[0]?.[0]?.json.error).toBe(
			'"Create order" spends money or cannot be undone, so an AI agent may not call it',
		);
		expect(callsOf(simulator)).toEqual([]);
	});

	test.each(['approve', 'reject'])('no request is decided: %s', async (operation) => {
		const form = { resource: 'request', operation, requestId: byId(1) };
		const run = await certCentral(simulator, form, [{}], asTool);
		expect(run.error?.message).toContain('an AI agent may not call it');
		expect(callsOf(simulator)).toEqual([]);
	});

	test.each([
		['order', 'reissue', { csr: 'any' }],
		['order', 'duplicate', { csr: 'any' }],
		['order', 'revoke', { orderIdAgain: '1' }],
		['order', 'cancel', { note: 'any' }],
		['order', 'changeDcvMethod', { dcvMethod: 'email' }],
		['certificate', 'revoke', { certificateId: byId(1) }],
		['domain', 'create', { domainName: 'example.com', organizationId: byId(1) }],
		['domain', 'submit', { domainId: byId(1), dcvMethod: 'email' }],
		['domain', 'changeDcvMethod', { domainId: byId(1), dcvMethod: 'email' }],
		['domain', 'generateToken', { domainId: byId(1) }],
	])(
		'nothing is replaced, revoked, canceled or mailed: %s > %s',
		async (resource, operation, form) => {
			const parameters = { resource, operation, orderId: byId(1), ...form };
			const run = await certCentral(simulator, parameters, [{}], asTool);
			expect(run.error?.message).toContain('an AI agent may not call it');
			expect(callsOf(simulator)).toEqual([]);
		},
	);

	test.each([
		['order', 'getReissues', {}],
		['order', 'getDuplicates', {}],
		['order', 'planRenewals', { returnAll: true }],
		['domain', 'getAll', { returnAll: true }],
		['organization', 'getAll', { returnAll: true }],
		['certificate', 'getChain', { downloadBy: 'order' }],
	])('everything is read: %s > %s', async (resource, operation, form) => {
		const [id] = await placed(simulator, [await orderOf('instant.example.org')]);
		const parameters = { resource, operation, orderId: byId(id), ...form };
		const run = await certCentral(simulator, parameters, [{}], asTool);
		expect(run.error).toBeUndefined();
	});

	test('all states leave by the first output', async () => {
		const ids = await placed(simulator, [
			await orderOf('instant.example.org'),
			await orderOf('denied.example.org'),
		]);
		await simulator.advance(200);
		const items = ids.map((orderId) => ({ orderId }));
		const run = await certCentral(simulator, check, items, asTool);
		expect(jsons(run.outputs[0]).map(({ state }) => state)).toEqual(['done', 'failed']);
	});
});
