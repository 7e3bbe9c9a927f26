import { X509Certificate } from 'node:crypto';

import type { Created } from './changes';
import { MINUTE, useChanges } from './changes';

const { simulator, akamai, pass, created, status, word, info, acknowledge } = useChanges();

describe('a certificate that CPS orders itself', () => {
	it('comes without any input for ov, and is deployed', async () => {
		const ov = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };
		const more = { ...ov, thirdParty: undefined, changeManagement: false };
		const { change, cn, enrollment } = await created(more);
		pass(3 * MINUTE);
		expect(await status(change)).toMatchObject({
			statusInfo: { state: 'running' },
			allowedInput: [],
		});
		pass(60 * MINUTE);
		expect(await word(change)).toBe('complete');
		const path = `${enrollment}/deployments/production`;
		const { json } = await akamai.get(path, 'deployment', 8);
		const { certificate } = json.primaryCertificate as { certificate: string };
		expect(new X509Certificate(certificate).checkHost(cn)).toBe(cn);
	});
});

describe("Let's Encrypt", () => {
	const dv = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };

	async function atChallenges(): Promise<Created> {
		const made = await created({ ...dv, thirdParty: undefined, changeManagement: false });
		pass(2 * MINUTE);
		expect((await status(made.change)).statusInfo).toMatchObject({
			status: 'coodinate-domain-validation',
			state: 'suspended',
		});
		return made;
	}

	it('offers two challenges per domain, and issues once they are met', async () => {
		const { cn, change, enrollment } = await atChallenges();
		const { json } = await info(change, 'lets-encrypt-challenges', 'dv-challenges', 2);
		expect(json.dv).toMatchObject([
			{
				domain: cn,
				status: 'Awaiting user',
				challenges: [
					{
						type: 'http-01',
						status: 'pending',
						fullPath: expect.stringContaining(`http://${cn}/.well-known/acme-challenge/`),
					},
					{ type: 'dns-01', fullPath: `_acme-challenge.${cn}.`, redirectFullPath: '' },
				],
			},
			{ domain: `san.${cn}` },
		]);
		await acknowledge(change, 'lets-encrypt-challenges-completed');
		pass(60 * MINUTE);
		expect(await word(change)).toBe('complete');
		const production = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		const { certificate } = production.json.primaryCertificate as { certificate: string };
		expect(new X509Certificate(certificate).subjectAltName).toContain(`DNS:san.${cn}`);
		const history = await akamai.get(`${enrollment}/dv-history`, 'dv-history', 1);
		expect(history.json.results).toMatchObject([
			{ domain: cn, domainHistory: [{ status: 'Valid' }] },
			{ domain: `san.${cn}` },
		]);
	});

	it('comes back to the challenges when a domain does not answer', async () => {
		const { cn, change } = await atChallenges();
		await fetch(`${simulator.origin}/_sandbox/seed`, {
			method: 'POST',
			body: JSON.stringify({ akamai: { failingDomains: [cn] } }),
			headers: { 'content-type': 'application/json' },
		});
		await acknowledge(change, 'lets-encrypt-challenges-completed');
		pass(10 * MINUTE);
		expect(await word(change)).toBe('coodinate-domain-validation');
		const { json } = await info(change, 'lets-encrypt-challenges', 'dv-challenges', 2);
		expect(json.dv).toMatchObject([
			{ domain: cn, validationStatus: 'RESPONSE_ERROR' },
			{ domain: `san.${cn}`, validationStatus: 'VALIDATED' },
		]);
	});
});
