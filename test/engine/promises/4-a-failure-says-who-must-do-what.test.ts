import type { IDataObject } from 'n8n-workflow';

import { certCentral, jsons, orderOf, orderParameters, textOf } from '../../support/certCentral';
import { withFastClock } from '../../support/fastClock';
import { useSimulator } from '../../support/use';

/**
 * Promise 4: the service's words, the parameter by its label, the item, whether a repeat helps and
 * who acts. Each entry of the catalogue is tried in test/engine/everyOperation/errors.test.ts.
 */

const simulator = useSimulator();

const CREATE = orderParameters({ organization: '={{ $json.organization ?? 1850011 }}' });
const PAID = { match: { method: 'POST', path: '/order/certificate/ssl$' } };

const detailsOf = async (item: IDataObject): Promise<IDataObject> => {
	const run = await certCentral(simulator, CREATE, [item], { onError: 'continueRegularOutput' });
	return jsons(run.outputs[0])[0] ?? {};
};

describe('Promise 4: a failure says who must do what', () => {
	test('bad input: the parameter by its label, and the item', async () => {
		const good = await orderOf('good.example.com');
		const run = await certCentral(simulator, CREATE, [good, { ...good, csr: 'nonsense' }]);
		expect(textOf(run)).toMatch(/\[item 1\].*'CSR'/);
	});

	test('several gaps: all of them at once, by their labels', async () => {
		const good = await orderOf('good.example.com');
		const item = { ...good, csr: '', organization: '' };
		expect((await detailsOf(item)).error).toBe("These fields are empty: 'CSR', 'Organization'");
	});

	test("a refusal: the service's words, and that a repeat does not help", async () => {
		const item = await orderOf('refused.example.com', { organization: 999 });
		expect(await detailsOf(item)).toMatchObject({
			error: expect.stringContaining('not found'),
			details: {
				code: 'not_found|organization',
				retryable: false,
				whoActs: 'workflow owner',
				nextStep: expect.stringMatching(/\w/),
			},
		});
	});

	test('a lost answer: that a repeat is safe, and the key to look for', async () => {
		await simulator.fault('requestLost', PAID);
		const item = await orderOf('lost.example.com');
		const found = await withFastClock([simulator], async () => await detailsOf(item));
		expect(found).toMatchObject({
			error: expect.stringMatching(/not known.*alternative_order_id [0-9a-f]{64}/),
			details: { code: 'unclear', retryable: true, whoActs: 'workflow owner' },
		});
	});

	test('a key without the right: who can give it', async () => {
		const apiKey = simulator.keys.digicertViewOnlyKey;
		const run = await certCentral(simulator, CREATE, [await orderOf('right.example.com')], {
			credentials: {
				digiCertApi: { apiKey, region: 'custom', servicesUrl: simulator.servicesUrl },
			},
			onError: 'continueRegularOutput',
		});
		expect(jsons(run.outputs[0])[0]?.details).toMatchObject({
			code: 'access_denied|missing_permission',
			retryable: false,
			whoActs: 'administrator of the API client',
			nextStep: expect.stringContaining('Automation > API Keys'),
		});
	});
});
