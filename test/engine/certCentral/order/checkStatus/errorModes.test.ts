import type { IDataObject } from 'n8n-workflow';

import { certCentral, jsons, linksOf, orderOf, placed } from '../../../../support/certCentral';
import { useSimulator } from '../../../../support/use';
import { check } from '../../forms';

const simulator = useSimulator();

describe('Order > Check Status', () => {
	async function fourStates(): Promise<IDataObject[]> {
		const ids = await placed(simulator, [
			await orderOf('rejected.example.com'),
			await orderOf('needs-approval.example.com'),
			await orderOf('stuck.example.com'),
			await orderOf('instant.example.com'),
		]);
		await simulator.advance(200);
		return ids.map((orderId) => ({ orderId }));
	}

	test('sorts orders over Done, In Progress, Needs Action, Failed', async () => {
		const run = await certCentral(simulator, check, await fourStates());
		expect(linksOf(run)).toEqual([[3], [2], [1], [0]]);
		expect(run.outputs.map((items) => items[0]?.json.state)).toEqual([
			'done',
			'inProgress',
			'needsAction',
			'failed',
		]);
	});

	test('what could not be checked leaves by Failed in Continue', async () => {
		const items = [...(await fourStates()), { orderId: 12 }, { orderId: 'abc' }];
		const run = await certCentral(simulator, check, items, { onError: 'continueRegularOutput' });
		expect(linksOf(run)).toEqual([[3], [2], [1], [0, 4, 5]]);
		expect(jsons(run.outputs[3]).map((json) => Object.keys(json)[0])).toEqual([
			'orderId',
			'error',
			'error',
		]);
	});

	test('what could not be checked leaves by the error output', async () => {
		const items = [...(await fourStates()), { orderId: 12 }];
		const run = await certCentral(simulator, check, items, { onError: 'continueErrorOutput' });
		expect(linksOf(run)).toEqual([[3], [2], [1], [0], [4]]);
	});

	test('Stop names the order that could not be checked', async () => {
		const items = [...(await fourStates()), { orderId: 12 }];
		const run = await certCentral(simulator, check, items);
		expect(run.error?.message).toMatch(
			/^4 done, 1 not done\. \[item 4\] Order 12: No order with this ID/,
		);
	});
});
