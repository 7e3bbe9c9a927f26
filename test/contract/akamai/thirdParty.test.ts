/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkCsr } from '../../../sandbox/simulator/csr';
import { CHANGE_PENDING, MINUTE, useChanges } from './changes';

const {
	simulator,
	akamai,
	pass,
	created,
	status,
	word,
	info,
	csrsOf,
	certificateFor,
	upload,
	atUpload,
	plainAtUpload,
	deployed,
} = useChanges();

describe('a third-party change', () => {
	it('starts with safety checks, then waits for the certificate', async () => {
		const { change } = await created();
		const first = await status(change);
		expect(first.statusInfo).toMatchObject({
			status: 'pre-verification-safety-checks',
			state: 'running',
			error: null,
			deploymentSchedule: { notBefore: null, notAfter: null },
		});
		expect(first.allowedInput).toEqual([]);
		pass(2 * MINUTE);
		expect(await status(change)).toMatchObject({
			statusInfo: { status: CHANGE_PENDING, state: 'awaiting-input' },
			allowedInput: [
				{
					type: 'third-party-certificate',
					requiredToProceed: true,
					info: `${change}/input/info/third-party-csr`,
					update: `${change}/input/update/third-party-cert-and-trust-chain`,
				},
			],
		});
	});

	it('has no CSR while it is too early: 404', async () => {
		const { change } = await created();
		expect((await info(change, 'third-party-csr', 'csr', 2)).status).toBe(404);
		pass(2 * MINUTE);
		expect((await info(change, 'third-party-csr', 'csr', 2)).status).toBe(200);
	});

	it('makes a real RSA CSR, and one for the other algorithm, the same at each call', async () => {
		const { change, cn } = await atUpload();
		const [csr, ...more] = await csrsOf(change);
		expect(more.map(({ keyAlgorithm }) => keyAlgorithm)).toEqual(['ECDSA']);
		expect(csr?.keyAlgorithm).toBe('RSA');
		expect(csr?.csr).not.toContain('\r');
		expect(await checkCsr(csr?.csr ?? '')).toMatchObject({
			ok: true,
			commonName: cn,
			dnsNames: [cn, `san.${cn}`],
			keyAlgorithm: 'RSA',
		});
		expect(await csrsOf(change)).toEqual([csr, ...more]);
		const v1 = await info(change, 'third-party-csr', 'csr', 1);
		expect(v1.json).toEqual({ csr: csr?.csr });
	});

	it('makes an ECDSA CSR, too, with multi-stacked certificates', async () => {
		const { change } = await atUpload({ enableMultiStackedCertificates: true });
		const csrs = await csrsOf(change);
		expect(csrs.map(({ keyAlgorithm }) => keyAlgorithm)).toEqual(['RSA', 'ECDSA']);
		for (const { csr, keyAlgorithm } of csrs) {
			expect(await checkCsr(csr)).toMatchObject({ ok: true, keyAlgorithm });
		}
	});

	it('leaves the SANs out of the CSR on demand', async () => {
		const { change } = await atUpload({ thirdParty: { excludeSans: true } });
		const [csr] = await csrsOf(change);
		expect(await checkCsr(csr?.csr ?? '')).toMatchObject({ ok: true, dnsNames: [] });
	});

	it('goes from upload to production by itself without change management', async () => {
		const { change, cn, enrollment } = await plainAtUpload({ changeManagement: false });
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		const uploaded = await certificateFor(csr, cn);
		const answer = await upload(change, uploaded);
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({ change });
		expect(await word(change)).toBe('verify-third-party-cert');
		pass(MINUTE);
		expect((await status(change)).statusInfo.state).toBe('running');
		pass(15 * MINUTE);
		const staged = await akamai.get(`${enrollment}/deployments`, 'deployments', 8);
		expect(staged.json).toMatchObject({
			production: null,
			staging: { primaryCertificate: { certificate: uploaded.certificate } },
		});
		pass(30 * MINUTE);
		expect((await status(change)).statusInfo).toMatchObject({
			status: 'complete',
			state: 'completed',
		});
		const both = await akamai.get(`${enrollment}/deployments`, 'deployments', 7);
		const on = {
			ocspStapled: false,
			primaryCertificate: {
				certificate: uploaded.certificate,
				trustChain: uploaded.trustChain,
				keyAlgorithm: 'RSA',
				signatureAlgorithm: 'SHA-256',
				expiry: expect.stringMatching(/Z$/),
			},
			multiStackedCertificates: [],
			networkConfiguration: { sniOnly: true, dnsNames: [cn, `san.${cn}`] },
		};
		expect(both.json).toMatchObject({ production: on, staging: on });
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json).toMatchObject({ pendingChanges: [], productionSlots: [expect.any(Number)] });
	});

	it('delivers a certificate that OpenSSL verifies', async () => {
		const { enrollment } = await deployed();
		const { json } = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		const primary = json.primaryCertificate as { certificate: string; trustChain: string };
		const folder = mkdtempSync(join(tmpdir(), 'cps-'));
		const file = (name: string, pem: string) => {
			writeFileSync(join(folder, name), pem);
			return join(folder, name);
		};
		const out = execFileSync('openssl', [
			'verify',
			'-attime',
			String(Math.floor(simulator.world.clock.now() / 1000)),
			'-CAfile',
			file('root.pem', simulator.world.ca.rootPem),
			'-untrusted',
			file('chain.pem', primary.trustChain),
			file('leaf.pem', primary.certificate),
		]);
		rmSync(folder, { recursive: true });
		expect(out.toString()).toContain('OK');
	});

	it('has no single deployment before there is one', async () => {
		const { enrollment } = await atUpload();
		const none = await akamai.get(`${enrollment}/deployments`, 'deployments', 8);
		expect(none.json).toEqual({ production: null, staging: null });
		const one = await akamai.get(`${enrollment}/deployments/staging`, 'deployment', 8);
		expect(one.status).toBe(404);
	});

	it('deploys both certificates of a dual stack, ECDSA first', async () => {
		const { change, cn, enrollment } = await plainAtUpload({
			enableMultiStackedCertificates: true,
			changeManagement: false,
		});
		const csrs = await csrsOf(change);
		const pairs = await Promise.all(csrs.map(async (csr) => await certificateFor(csr, cn)));
		expect((await upload(change, ...pairs)).status).toBe(200);
		pass(60 * MINUTE);
		await status(change);
		const { json } = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		expect(json).toMatchObject({
			primaryCertificate: { keyAlgorithm: 'ECDSA' },
			multiStackedCertificates: [{ keyAlgorithm: 'RSA' }],
		});
	});
});
