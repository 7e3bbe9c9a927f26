import { X509Certificate } from 'node:crypto';

import { newCsr, startTestSimulator } from '../../support/simulator';
import { useSimulator } from '../../support/use';

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
});
