import { X509Certificate } from 'node:crypto';
import { checkCsr } from '../../../sandbox/simulator/csr';
import { Limits, RollingWindow } from '../../../sandbox/simulator/limits';
import { newCsr, startTestSimulator } from '../../support/simulator';
import { useSimulator } from '../../support/use';

describe('CSR check', () => {
	it('reads names and key of a request', async () => {
		const check = await checkCsr(await newCsr('www.example.com', ['example.com'], 'RSA-2048'));
		expect(check).toMatchObject({
			ok: true,
			commonName: 'www.example.com',
			dnsNames: ['example.com'],
			keyAlgorithm: 'RSA',
			keySize: 2048,
		});
	});

	it.each(['P-256', 'P-384', 'P-521'] as const)('accepts the curve %s', async (kind) => {
		expect(await checkCsr(await newCsr('www.example.com', [], kind))).toMatchObject({ ok: true });
	});

	it('takes the request without line breaks, as some clients send it', async () => {
		const oneLine = (await newCsr('www.example.com')).replace(/\r?\n/g, '');
		expect(await checkCsr(oneLine)).toMatchObject({ ok: true });
	});

	it('refuses a key of 1024 bits', async () => {
		const check = await checkCsr(await newCsr('www.example.com', [], 'RSA-1024'));
		expect(check).toEqual({ ok: false, reason: expect.stringContaining('too weak') });
	});

	it('refuses a request whose signature does not fit', async () => {
		const pem = await newCsr('www.example.com');
		const bytes = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
		const at = bytes.indexOf('www.example.com');
		bytes.write('xxx', at);
		const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
		expect(await checkCsr(forged)).toEqual({
			ok: false,
			reason: expect.stringContaining('signature'),
		});
	});

	it('refuses two requests, other PEM kinds and plain text', async () => {
		const pem = await newCsr('www.example.com');
		for (const text of [`${pem}${pem}`, pem.replace(/CERTIFICATE REQUEST/g, 'CERTIFICATE'), 'x']) {
			expect(await checkCsr(text)).toMatchObject({ ok: false });
		}
	});
});

describe('rolling windows', () => {
	it('has room again when the oldest call leaves the window', () => {
		const window = new RollingWindow({ requests: 2, perMs: 1000 });
		window.add(0);
		window.add(400);
		expect(window.waitMs(900)).toBe(100);
		expect(window.waitMs(1000)).toBe(0);
	});

	it('holds every window of a bucket, for each identity on its own', () => {
		const limits = new Limits({
			digicert: [
				{ requests: 2, perMs: 10 },
				{ requests: 3, perMs: 1000 },
			],
		});
		expect(limits.take('a', 'digicert', 0).ok).toBe(true);
		expect(limits.take('a', 'digicert', 1).ok).toBe(true);
		expect(limits.take('a', 'digicert', 2)).toEqual({ ok: false, retryAfterMs: 8 });
		expect(limits.take('a', 'digicert', 10).ok).toBe(true);
		expect(limits.take('a', 'digicert', 20)).toEqual({ ok: false, retryAfterMs: 980 });
		expect(limits.take('b', 'digicert', 20).ok).toBe(true);
	});
});

describe('simulator core', () => {
	const simulator = useSimulator();

	const me = async () => await simulator.services.get('/user/me');

	it('listens on loopback only and makes new keys at every start', async () => {
		const other = await startTestSimulator();
		expect(simulator.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect(other.keys.digicertApiKey).not.toBe(simulator.keys.digicertApiKey);
		expect(other.keys.akamai.clientSecret).not.toBe(simulator.keys.akamai.clientSecret);
		await other.stop();
	});

	it('issues certificates that verify up to the root', async () => {
		const { ca } = simulator.world;
		const { chain, serialNumber, thumbprint } = await ca.issue({
			csr: await newCsr('www.example.com'),
			commonName: 'www.example.com',
			dnsNames: ['example.com'],
			organization: 'Example, Inc.',
			notBefore: new Date(Date.now() - 1000),
			notAfter: new Date(Date.now() + 86_400_000),
		});
		const [leaf, intermediate, root] = chain.map(({ pem }) => new X509Certificate(pem));
		if (!leaf || !intermediate || !root) throw new Error('The chain has three links');
		expect(leaf.checkIssued(intermediate)).toBe(true);
		expect(leaf.verify(intermediate.publicKey)).toBe(true);
		expect(intermediate.verify(root.publicKey)).toBe(true);
		expect(root.verify(root.publicKey)).toBe(true);
		expect(leaf.subjectAltName).toBe('DNS:www.example.com, DNS:example.com');
		expect(leaf.serialNumber).toBe(serialNumber);
		expect(leaf.fingerprint.replace(/:/g, '')).toBe(thumbprint);
		expect([leaf.ca, intermediate.ca, root.ca]).toEqual([false, true, true]);
	});

	it('lets virtual time run faster and jump', async () => {
		const { data: before } = await simulator.sandbox.get('/time');
		const { data: after } = await simulator.sandbox.post('/time', { scale: 60, advanceMs: 5000 });
		expect(after.scale).toBe(60);
		expect(after.now - before.now).toBeGreaterThanOrEqual(5000);
		expect(after.realNow - before.realNow).toBeLessThan(5000);
	});

	it('logs every call without its secrets', async () => {
		await me();
		const { data } = await simulator.sandbox.get('/calls');
		expect(data.calls).toHaveLength(1);
		expect(data.calls[0]).toMatchObject({
			seq: expect.any(Number),
			identity: 'digicert',
			api: 'digicert.services',
			method: 'GET',
			path: '/services/v2/user/me',
			status: 200,
			faults: [],
			headers: { 'x-dc-devkey': 'present' },
		});
		expect(JSON.stringify(data)).not.toContain(simulator.keys.digicertApiKey);
	});

	it('goes back to the first books on reset', async () => {
		await simulator.seed({ organizations: [] });
		expect((await simulator.services.get('/organization')).data.organizations).toEqual([]);
		await simulator.reset();
		expect((await simulator.services.get('/organization')).data.organizations).toHaveLength(2);
	});

	it('refuses seeds and faults that it does not know', async () => {
		const seed = await simulator.sandbox.post('/seed', { digicert: { sunshine: 1 } });
		expect([seed.status, seed.data.message]).toEqual([400, expect.stringContaining('sunshine')]);
		const fault = await simulator.sandbox.put('/faults/earthquake', { rate: 1 });
		expect([fault.status, fault.data.message]).toEqual([
			400,
			expect.stringContaining('earthquake'),
		]);
	});

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
