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
