import { startTestSimulator } from '../../../support/simulator';
import { refusalOf, useOrders } from './orders';

const { simulator, body } = useOrders();

describe('access', () => {
	it('answers a wrong or missing key with 403', async () => {
		for (const key of ['nonsense', undefined]) {
			const response = await simulator.withKey(key).get('/services/v2/user/me');
			expect(response.status).toBe(403);
			expect(response.data).toEqual({
				errors: [
					{
						code: 'access_denied|access_denied_invalid_key',
						message: 'Access denied due to access_denied_invalid_key.',
					},
				],
			});
		}
	});

	it('lets a View Only key read, and refuses every write', async () => {
		const client = simulator.withKey(simulator.keys.digicertViewOnlyKey);
		expect((await client.get('/services/v2/order/certificate')).status).toBe(200);
		const write = await client.post('/services/v2/order/certificate/ssl_basic', body());
		expect(refusalOf(write)).toEqual([403, 'access_denied|missing_permission']);
		// Automation's reads are POST.
		const read = await client.post('/automationws/v1/automatedips/list', { accountId: 1 });
		expect(refusalOf(read)).toEqual([403, 'access_denied|missing_permission']);
	});

	it('refuses organizations to a key for orders only', async () => {
		const client = simulator.withKey(simulator.keys.digicertOrdersOnlyKey);
		expect((await client.get('/services/v2/order/certificate')).status).toBe(200);
		expect(refusalOf(await client.get('/services/v2/organization'))).toEqual([
			403,
			'access_denied|missing_permission',
		]);
	});

	it('tells an unknown route by its code', async () => {
		expect(refusalOf(await simulator.services.get('/nowhere'))).toEqual([404, 'not_found|route']);
	});

	it('takes 100 calls in 5 seconds, for one key over both APIs', async () => {
		const limited = await startTestSimulator({ limits: 'documented' });
		const statuses: number[] = [];
		for (let call = 0; call < 99; call += 1) {
			statuses.push((await limited.services.get('/user/me')).status);
		}
		expect(new Set(statuses)).toEqual(new Set([200]));
		const { accountId } = limited.keys;
		expect((await limited.automation.post('/automatedips/list', { accountId })).status).toBe(200);
		const refused = await limited.services.get('/user/me');
		expect(refusalOf(refused)).toEqual([429, 'request_limit_exceeded']);
		expect(refused.data.errors[0].message).toContain('Service unavailable');
		expect(refused.headers['retry-after']).toBeUndefined();
		const other = limited.withKey(limited.keys.digicertViewOnlyKey);
		expect((await other.get('/services/v2/user/me')).status).toBe(200);
		await limited.stop();
	});
});
