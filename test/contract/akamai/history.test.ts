import { DAY, plainSubject, useChanges } from './changes';
import { thirdParty } from './client';

const { simulator, akamai, deployed, update } = useChanges();

interface Active {
	csr: { cn: string };
	production: { primaryCertificate: { expiry: string } };
}

describe('histories and active certificates', () => {
	it('tell of changes, newest first, with CSR and certificate', async () => {
		const { enrollment, cn } = await deployed();
		await update(enrollment, thirdParty(cn, plainSubject(cn)), '?force-renewal=true');
		const { json } = await akamai.get(`${enrollment}/history/changes`, 'change-history', 5);
		expect(json.changes).toMatchObject([
			{ action: 'renew', status: 'incomplete', primaryCertificate: null },
			{
				action: 'new-certificate',
				status: 'completed',
				primaryCertificate: {
					keyAlgorithm: 'RSA',
					csr: expect.stringContaining('BEGIN CERTIFICATE REQUEST'),
					certificate: expect.stringContaining('BEGIN CERTIFICATE'),
				},
			},
		]);
	});

	it('tell of certificates, and which are active', async () => {
		const { enrollment } = await deployed();
		const path = `${enrollment}/history/certificates`;
		const { json } = await akamai.get(path, 'certificate-history', 2);
		expect(json.certificates).toMatchObject([
			{ type: 'third-party', deploymentStatus: 'active', stagingStatus: 'active' },
		]);
	});

	it('list what is live, seeded enrollments as well, with serial and fingerprint', async () => {
		await fetch(`${simulator.origin}/_sandbox/seed`, {
			method: 'POST',
			body: JSON.stringify({
				akamai: { enrollments: [{ fields: thirdParty('live.example.com'), ageDays: 190 }] },
			}),
			headers: { 'content-type': 'application/json' },
		});
		const path = '/cps/v2/active-certificates';
		const { json } = await akamai.get(path, 'active-certificates', 2);
		const certificate = {
			keyAlgorithm: 'RSA',
			sha256Fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
			serial: expect.stringMatching(/^([0-9a-f]{2}:)+[0-9a-f]{2}$/),
		};
		const live = (json.enrollments as Active[]).find(({ csr }) => csr.cn === 'live.example.com');
		expect(live).toMatchObject({
			production: { primaryCertificate: certificate },
			staging: { primaryCertificate: certificate },
		});
		const expiry = Date.parse(live?.production.primaryCertificate.expiry ?? '');
		const days = (expiry - simulator.world.clock.now()) / DAY;
		expect(days).toBeCloseTo(9, 1);
	});
});
