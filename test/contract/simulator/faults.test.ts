import { newCsr, startTestSimulator } from '../../support/simulator';
import { useSimulator } from '../../support/use';

describe('simulator core', () => {
	const simulator = useSimulator();

	const me = async () => await simulator.services.get('/user/me');

	describe('faults of transport', () => {
		it.each([
			['badGateway', 502],
			['gatewayTimeout', 504],
			['internalError', 500],
			['unavailable', 503],
			['htmlBody', 200],
		] as const)('%s: a web page under %i', async (name, status) => {
			await simulator.fault(name);
			const response = await me();
			expect(response.status).toBe(status);
			expect(response.data).toContain('<html>');
		});

		it.each(['connectionCut', 'requestLost'] as const)('%s: no answer', async (name) => {
			await simulator.fault(name);
			await expect(me()).rejects.toMatchObject({ code: 'ECONNRESET' });
		});

		it('connectionCut happens after the work, requestLost before', async () => {
			await simulator.seed({ metadata: [] });
			const csr = await newCsr('www.example.com');
			const { data } = await simulator.services.get('/organization');
			const order = async () =>
				await simulator.services.post('/order/certificate/ssl_basic', {
					certificate: { common_name: 'www.example.com', csr, signature_hash: 'sha256' },
					order_validity: { years: 1 },
					organization: { id: data.organizations[0].id },
				});
			const paid = async () => (await simulator.sandbox.get('/books')).data.digicert.paidOrders;
			await simulator.fault('connectionCut', { match: { method: 'POST' } });
			await expect(order()).rejects.toThrow();
			expect(await paid()).toBe(1);
			const { calls } = (await simulator.sandbox.get('/calls')).data;
			expect(calls[calls.length - 1]).toMatchObject({ status: 201, faults: ['connectionCut'] });
			await simulator.sandbox.delete('/faults');
			await simulator.fault('requestLost', { match: { method: 'POST' } });
			await expect(order()).rejects.toThrow();
			expect(await paid()).toBe(1);
		});

		it('emptyBody and truncatedJson: nothing that could be read', async () => {
			await simulator.fault('emptyBody');
			expect((await me()).data).toBe('');
			await simulator.sandbox.delete('/faults');
			await simulator.fault('truncatedJson');
			const { data } = await me();
			expect(() => JSON.parse(data)).toThrow();
			expect(data).toMatch(/^\{"id"/);
		});

		it('slowAnswer and drippingAnswer: complete, but late', async () => {
			for (const name of ['slowAnswer', 'drippingAnswer'] as const) {
				await simulator.fault(name, { delayMs: 200 });
				const start = Date.now();
				expect((await me()).data.account_id).toBe(simulator.keys.accountId);
				expect(Date.now() - start).toBeGreaterThan(150);
				await simulator.sandbox.delete('/faults');
			}
		});

		it('stalledAnswer: begins and never ends', async () => {
			await simulator.fault('stalledAnswer');
			const start = Date.now();
			await expect(simulator.services.get('/user/me', { timeout: 300 })).rejects.toThrow();
			expect(Date.now() - start).toBeGreaterThan(250);
		});

		it.each([
			['retryAfterSeconds', { seconds: 7 }, /^7$/],
			['retryAfterDate', { seconds: 7 }, /GMT$/],
			['retryAfterPast', {}, /GMT$/],
			['retryAfterAbsurd', {}, /^86400$/],
		] as const)('tooManyRequests with %s', async (name, setting, expected) => {
			await simulator.fault('tooManyRequests');
			expect((await me()).headers['retry-after']).toBeUndefined();
			await simulator.fault(name, setting);
			const response = await me();
			expect(response.status).toBe(429);
			expect(response.headers['retry-after']).toMatch(expected);
		});
	});

	it('strikes by seed: the same calls again after a reset', async () => {
		const run = async () => {
			await simulator.fault('badGateway', { rate: 0.3, seed: 5 });
			const statuses: number[] = [];
			for (let call = 0; call < 20; call += 1) statuses.push((await me()).status);
			return statuses;
		};
		const first = await run();
		expect(new Set(first)).toEqual(new Set([200, 502]));
		expect(await run()).toEqual(first);
	});

	it('strikes only where it matches, after a number of calls, for a number of times', async () => {
		await simulator.fault('badGateway', { match: { path: 'user/me' }, after: 1, remaining: 2 });
		expect((await simulator.services.get('/account')).status).toBe(200);
		const statuses: number[] = [];
		for (let call = 0; call < 4; call += 1) statuses.push((await me()).status);
		expect(statuses).toEqual([200, 502, 502, 200]);
	});

	it('has harmless faults on when nothing is said, for reads only', async () => {
		const plain = await startTestSimulator({ faults: 'harmless' });
		const { data } = await plain.sandbox.get('/faults');
		expect(Object.keys(data.active)).toContain('badGateway');
		for (const { rate } of Object.values(data.active) as Array<{ rate: number }>) {
			expect(rate).toBeLessThanOrEqual(0.5);
		}
		expect(data.active.badGateway.match).toEqual({ method: 'GET' });
		await plain.stop();
	});
});
