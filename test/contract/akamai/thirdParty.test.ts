/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCsr } from '../../../sandbox/simulator/csr';
import type { Simulator } from '../../../sandbox/simulator/server';
import type { Answer } from './client';
import { AkamaiClient, thirdParty } from './client';
import { useSimulator } from '../../support/use';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CHANGE_PENDING = 'wait-upload-third-party';

const simulator = useSimulator();
const akamai = new AkamaiClient(simulator);
let names = 0;

const newName = () => `change${(names += 1)}.example.com`;

const pass = (ms: number) => simulator.world.clock.advance(ms);

interface Created {
	cn: string;
	enrollment: string;
	change: string;
}

async function created(more: Record<string, unknown> = {}): Promise<Created> {
	const cn = newName();
	const { json } = await akamai.create(thirdParty(cn, more));
	const [change] = json.changes as string[];
	return { cn, enrollment: String(json.enrollment), change: String(change) };
}

interface ChangeBody {
	statusInfo: {
		status: string;
		state: string;
		error: { code: string; description: string } | null;
		deploymentSchedule: object;
	};
	allowedInput: Array<{ type: string; requiredToProceed: boolean; info: string; update: string }>;
}

async function status(change: string): Promise<ChangeBody> {
	const { status: code, json } = await akamai.get(change, 'change', 2);
	expect(code).toBe(200);
	return json as object as ChangeBody;
}

const word = async (change: string) => (await status(change)).statusInfo.status;

const info = async (change: string, segment: string, entity: string, version: number) =>
	await akamai.get(`${change}/input/info/${segment}`, entity, version);

interface Csr {
	csr: string;
	keyAlgorithm: 'RSA' | 'ECDSA';
}

async function csrsOf(change: string): Promise<Csr[]> {
	const { json } = await info(change, 'third-party-csr', 'csr', 2);
	return json.csrs as Csr[];
}

interface Wish {
	names?: string[];
	commonName?: string;
	chain?: 'intermediate' | 'all' | 'none';
	days?: number;
}

/** A certificate for the CSR, by the sandbox's own authority. */
async function certificateFor({ csr, keyAlgorithm }: Csr, cn: string, wish: Wish = {}) {
	const now = simulator.world.clock.now();
	const issued = await simulator.world.ca.issue({
		csr,
		commonName: wish.commonName ?? cn,
		dnsNames: wish.names ?? [cn, `san.${cn}`],
		organization: 'Example Org',
		notBefore: new Date(now - MINUTE),
		notAfter: new Date(now + (wish.days ?? 199) * DAY),
	});
	const [certificate = '', intermediate = '', root = ''] = issued.chain.map(({ pem }) => pem);
	const chains = { intermediate, all: intermediate + root, none: '' };
	return { certificate, trustChain: chains[wish.chain ?? 'intermediate'], keyAlgorithm };
}

async function upload(change: string, ...certificatesAndTrustChains: object[]): Promise<Answer> {
	const segment = 'third-party-cert-and-trust-chain';
	const body = { certificatesAndTrustChains };
	return await akamai.update(change, segment, 'certificate-and-trust-chain', 2, body);
}

async function acknowledge(change: string, segment: string, more: object = {}): Promise<Answer> {
	const entity = 'hash' in more ? 'acknowledgement-with-hash' : 'acknowledgement';
	return await akamai.update(change, segment, entity, 1, {
		acknowledgement: 'acknowledge',
		...more,
	});
}

/** Up to the stop at which the certificate is wanted. */
async function atUpload(more: Record<string, unknown> = {}): Promise<Created> {
	const made = await created(more);
	pass(2 * MINUTE);
	expect(await word(made.change)).toBe(CHANGE_PENDING);
	return made;
}

/** Without warnings: subject and names as in the CSR. */
const plainSubject = (cn: string) => ({ csr: { cn, o: 'Example Org', sans: [`san.${cn}`] } });

async function plainAtUpload(more: Record<string, unknown> = {}): Promise<Created> {
	const cn = newName();
	const { json } = await akamai.create(thirdParty(cn, { ...plainSubject(cn), ...more }));
	pass(2 * MINUTE);
	return { cn, enrollment: String(json.enrollment), change: String((json.changes as string[])[0]) };
}

async function deployed(more: Record<string, unknown> = {}): Promise<Created> {
	const made = await plainAtUpload({ changeManagement: false, ...more });
	const [csr] = await csrsOf(made.change);
	if (!csr) throw new Error('no CSR');
	await upload(made.change, await certificateFor(csr, made.cn));
	pass(60 * MINUTE);
	expect(await word(made.change)).toBe('complete');
	return made;
}

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

	it('makes one real RSA CSR, the same at each call', async () => {
		const { change, cn } = await atUpload();
		const [csr, ...more] = await csrsOf(change);
		expect(more).toEqual([]);
		expect(csr?.keyAlgorithm).toBe('RSA');
		expect(csr?.csr).not.toContain('\r');
		expect(await checkCsr(csr?.csr ?? '')).toMatchObject({
			ok: true,
			commonName: cn,
			dnsNames: [cn, `san.${cn}`],
			keyAlgorithm: 'RSA',
		});
		expect(await csrsOf(change)).toEqual([csr]);
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

describe('the checks of an upload', () => {
	const warningsAfter = async (wish: Wish, more: Record<string, unknown> = {}) => {
		const { change, cn } = await plainAtUpload(more);
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		expect((await upload(change, await certificateFor(csr, cn, wish))).status).toBe(200);
		pass(MINUTE);
		expect(await status(change)).toMatchObject({
			statusInfo: { status: 'wait-review-third-party-cert', state: 'awaiting-input' },
			allowedInput: [
				{
					type: 'post-verification-warnings-acknowledgement',
					requiredToProceed: true,
					info: `${change}/input/info/post-verification-warnings`,
					update: `${change}/input/update/post-verification-warnings-ack`,
				},
				{ type: 'third-party-certificate', requiredToProceed: false },
			],
		});
		const { json } = await info(change, 'post-verification-warnings', 'warnings', 1);
		return { change, warnings: String(json.warnings) };
	};

	it.each<[string, Wish, string]>([
		['a name too many', { names: ['www.example.org'] }, '[www.example.org]'],
		['a missing name', { names: [] }, 'misses names of the CSR'],
		['another common name', { commonName: 'other.example.com' }, 'common name'],
		['a root in the chain', { chain: 'all' }, 'standard root'],
		['no chain', { chain: 'none' }, 'trust chain is empty'],
		['a life over 397 days', { days: 400 }, '397 days'],
	])('warn of %s, in one text', async (_what, wish, text) => {
		const { warnings } = await warningsAfter(wish);
		expect(warnings).toMatch(/^\[WARNINGS\]\n/);
		expect(warnings).toContain(text);
	});

	it('warn of each subject field that differs', async () => {
		const { change, cn } = await atUpload();
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(MINUTE);
		await status(change);
		const { json } = await info(change, 'post-verification-warnings', 'warnings', 1);
		for (const field of ['C [US]', 'ST [MA]', 'L [Cambridge]']) {
			expect(json.warnings).toContain(`The CSR has ${field}, the certificate has none.`);
		}
		expect(json.warnings).not.toContain('O [Example Org]');
	});

	it('go on after an acknowledgement, whose effect shows a little later', async () => {
		const { change } = await warningsAfter({ chain: 'none' });
		const ack = 'post-verification-warnings-ack';
		expect((await acknowledge(change, ack)).json).toEqual({ change });
		expect(await word(change)).toBe('wait-review-third-party-cert');
		const again = await acknowledge(change, ack);
		expect(again.status).toBe(409);
		expect(again.json.type).toMatch(/\/error-types\/invalid-enrollment-state$/);
		pass(3000);
		expect((await status(change)).statusInfo.state).toBe('running');
		expect((await acknowledge(change, ack)).status).toBe(404);
	});

	it('end the change after a denial', async () => {
		const { change } = await warningsAfter({ chain: 'none' });
		await acknowledge(change, 'post-verification-warnings-ack', { acknowledgement: 'deny' });
		pass(3000);
		expect((await status(change)).statusInfo.state).toBe('cancelled');
	});

	it('take another upload instead of an acknowledgement', async () => {
		const { change, cn } = await plainAtUpload({ changeManagement: false });
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn, { chain: 'none' }));
		pass(MINUTE);
		expect(await word(change)).toBe('wait-review-third-party-cert');
		await upload(change, await certificateFor(csr, cn));
		pass(60 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('want a new upload when the key is not that of the CSR', async () => {
		const { change, cn } = await plainAtUpload();
		const other = await plainAtUpload();
		const [foreign] = await csrsOf(other.change);
		if (!foreign) throw new Error('no CSR');
		expect((await upload(change, await certificateFor(foreign, cn))).status).toBe(200);
		expect((await status(change)).statusInfo.error).toBeNull();
		pass(MINUTE);
		expect(await status(change)).toMatchObject({
			statusInfo: {
				status: CHANGE_PENDING,
				state: 'error',
				error: { code: 'CSR_VS_CERTIFICATE_KEY_MISMATCH' },
			},
			allowedInput: [{ type: 'third-party-certificate', requiredToProceed: true }],
		});
	});

	it.each<[string, (good: { certificate: string; trustChain: string }) => object, string]>([
		['no PEM', () => ({ certificate: 'MIID' }), 'CERTIFICATE_NOT_PEM_FORMAT'],
		[
			'leaf and chain in one',
			({ certificate, trustChain }) => ({ certificate: certificate + trustChain }),
			'CERTIFICATE_NOT_PEM_FORMAT',
		],
		['a chain that is no PEM', () => ({ trustChain: 'none' }), 'TRUST_CHAIN_NOT_PEM_FORMAT'],
		[
			'a chain of another issuer',
			() => ({ trustChain: simulator.world.ca.rootPem }),
			'TRUST_CHAIN_VERIFY_FAILED',
		],
	])('refuse %s', async (_what, change, code) => {
		const made = await plainAtUpload();
		const [csr] = await csrsOf(made.change);
		if (!csr) throw new Error('no CSR');
		const good = await certificateFor(csr, made.cn);
		await upload(made.change, { ...good, ...change(good) });
		pass(MINUTE);
		expect((await status(made.change)).statusInfo.error?.code).toBe(code);
	});

	it.each<[string, object[]]>([
		['no certificate at all', []],
		['ECC for ECDSA', [{ certificate: 'x', keyAlgorithm: 'ECC' }]],
		['a missing keyAlgorithm', [{ certificate: 'x' }]],
		['an unknown field', [{ certificate: 'x', keyAlgorithm: 'RSA', note: 'x' }]],
		[
			'one algorithm twice',
			[
				{ certificate: 'x', keyAlgorithm: 'RSA' },
				{ certificate: 'y', keyAlgorithm: 'RSA' },
			],
		],
	])('refuse a body with %s at once', async (_what, bodies) => {
		const { change } = await atUpload();
		expect((await upload(change, ...bodies)).status).toBe(400);
	});

	it('are not open before their time', async () => {
		const { change } = await created();
		expect((await upload(change, { certificate: 'x', keyAlgorithm: 'RSA' })).status).toBe(404);
		expect((await acknowledge(change, 'post-verification-warnings-ack')).status).toBe(404);
	});
});

describe('pre-verification warnings', () => {
	it('stop a name on both kinds of network until they are acknowledged', async () => {
		const { cn } = await atUpload();
		const standard = { ...thirdParty(cn).networkConfiguration, secureNetwork: 'standard-tls' };
		const { json } = await akamai.create(
			thirdParty(cn, { networkConfiguration: standard }),
			'&allow-duplicate-cn=true',
		);
		const change = (json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		expect(await status(change)).toMatchObject({
			statusInfo: { status: 'wait-review-pre-verification-safety-checks' },
			allowedInput: [{ type: 'pre-verification-warnings-acknowledgement' }],
		});
		const warnings = await info(change, 'pre-verification-warnings', 'warnings', 1);
		expect(warnings.json.warnings).toContain(cn);
		await acknowledge(change, 'pre-verification-warnings-ack');
		pass(3000);
		expect(await word(change)).toBe(CHANGE_PENDING);
	});
});

describe('change management', () => {
	async function atAcknowledgement(): Promise<Created> {
		const made = await plainAtUpload();
		const [csr] = await csrsOf(made.change);
		if (!csr) throw new Error('no CSR');
		await upload(made.change, await certificateFor(csr, made.cn));
		pass(20 * MINUTE);
		expect(await word(made.change)).toBe('wait-ack-change-management');
		return made;
	}

	it('stops on staging; its information has the hash, v5 with booleans as text', async () => {
		const { change, enrollment } = await atAcknowledgement();
		const v5 = await info(change, 'change-management-info', 'change-management-info', 5);
		expect(v5.json).toMatchObject({
			acknowledgementDeadline: null,
			validationResultHash: expect.stringMatching(/^[0-9a-f]{40}$/),
			validationResult: null,
			pendingState: {
				pendingCertificates: [{ keyAlgorithm: 'RSA', ocspStapled: 'false' }],
				pendingNetworkConfiguration: { sniOnly: 'true' },
			},
		});
		const v6 = await info(change, 'change-management-info', 'change-management-info', 6);
		expect(v6.json).toMatchObject({
			pendingState: { pendingNetworkConfiguration: { sniOnly: true, fipsMode: null } },
		});
		const staging = await info(change, 'change-management-info', 'deployment', 8);
		const same = await akamai.get(`${enrollment}/deployments/staging`, 'deployment', 8);
		expect(staging.json).toEqual(same.json);
		const { json } = await akamai.get(`${enrollment}/deployments`, 'deployments', 8);
		expect(json.production).toBeNull();
	});

	it('goes to production with the hash, and not with another', async () => {
		const { change } = await atAcknowledgement();
		const answer = await info(change, 'change-management-info', 'change-management-info', 5);
		const ack = 'change-management-ack';
		expect((await acknowledge(change, ack, { hash: '0'.repeat(40) })).status).toBe(409);
		const hash = answer.json.validationResultHash;
		expect((await acknowledge(change, ack, { hash })).status).toBe(200);
		pass(35 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('takes an acknowledgement without a hash, too', async () => {
		const { change } = await atAcknowledgement();
		expect((await acknowledge(change, 'change-management-ack')).status).toBe(200);
		pass(35 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('goes on by itself seven days before a live certificate expires', async () => {
		const { cn, enrollment } = await deployed();
		const body = thirdParty(cn, { ...plainSubject(cn), changeManagement: true });
		const renewal = await update(enrollment, body, '?force-renewal=true');
		const change = (renewal.json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		await status(change);
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(20 * MINUTE);
		expect(await word(change)).toBe('wait-ack-change-management');
		const { json } = await info(change, 'change-management-info', 'change-management-info', 5);
		expect(json.acknowledgementDeadline).toMatch(/Z$/);
		pass(193 * DAY);
		expect(await word(change)).toBe('complete');
	});
});

async function update(enrollment: string, body: object, query = ''): Promise<Answer> {
	return await akamai.call('PUT', `${enrollment}${query}`, {
		body,
		contentType: 'application/vnd.akamai.cps.enrollment.v11+json',
		accept: 'application/vnd.akamai.cps.enrollment-status.v1+json',
	});
}

const remove = async (path: string, entity = 'enrollment-status', query = '') =>
	await akamai.call('DELETE', `${path}${query}`, {
		accept: `application/vnd.akamai.cps.${entity}.v1+json`,
	});

describe('updating an enrollment', () => {
	it('needs no change for contacts: 200 with an empty list', async () => {
		const { cn, enrollment } = await deployed();
		const adminContact = { firstName: 'New', lastName: 'One', email: 'n@example.com', phone: '1' };
		const body = thirdParty(cn, {
			...plainSubject(cn),
			changeManagement: false,
			adminContact,
		});
		const answer = await update(enrollment, body);
		expect(answer.status).toBe(200);
		expect(answer.json).toEqual({ enrollment, changes: [] });
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json.adminContact).toMatchObject(adminContact);
	});

	it('takes back a fetched enrollment, read-only fields and all', async () => {
		const { enrollment } = await deployed();
		const { json } = await akamai.get(enrollment, 'enrollment', 11);
		expect((await update(enrollment, json)).status).toBe(200);
	});

	it('opens a change for SANs, which wants a new CSR', async () => {
		const { cn, enrollment, change: first } = await deployed();
		const body = thirdParty(cn, { csr: { cn, o: 'Example Org', sans: [`new.${cn}`] } });
		const answer = await update(enrollment, body);
		expect(answer.status).toBe(202);
		const change = (answer.json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		expect(await word(change)).toBe(CHANGE_PENDING);
		const [csr] = await csrsOf(change);
		expect(await checkCsr(csr?.csr ?? '')).toMatchObject({ dnsNames: [cn, `new.${cn}`] });
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json.pendingChanges).toMatchObject([{ changeType: 'modify-san' }]);
		expect(change).not.toBe(first);
	});

	it('renews with a new key on force-renewal', async () => {
		const { cn, enrollment } = await deployed();
		const before = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		const body = thirdParty(cn, plainSubject(cn));
		const answer = await update(enrollment, body, '?force-renewal=true');
		const change = (answer.json.changes as string[])[0] ?? '';
		pass(2 * MINUTE);
		await status(change);
		const view = await akamai.get(enrollment, 'enrollment', 11);
		expect(view.json.pendingChanges).toMatchObject([{ changeType: 'renewal' }]);
		const [csr] = await csrsOf(change);
		const { certificate } = before.json.primaryCertificate as { certificate: string };
		const old = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
		const check = await checkCsr(csr?.csr ?? '');
		expect(check.ok).toBe(true);
		const fresh = await certificateFor(csr as Csr, cn);
		const key = new X509Certificate(fresh.certificate).publicKey;
		expect(key.export({ type: 'spki', format: 'der' }).equals(old)).toBe(false);
	});

	it('deploys a network setting without a new certificate', async () => {
		const { cn, enrollment } = await deployed();
		const networkConfiguration = {
			...thirdParty(cn).networkConfiguration,
			disallowedTlsVersions: ['TLSv1'],
		};
		const body = { ...plainSubject(cn), changeManagement: false, networkConfiguration };
		const answer = await update(enrollment, thirdParty(cn, body));
		expect(answer.status).toBe(202);
		pass(60 * MINUTE);
		expect(await word((answer.json.changes as string[])[0] ?? '')).toBe('complete');
		const { json } = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 8);
		expect(json.networkConfiguration).toMatchObject({ disallowedTlsVersions: ['TLSv1'] });
	});

	it('refuses a pending change unless that may be cancelled', async () => {
		const { cn, enrollment, change } = await atUpload();
		const body = thirdParty(cn, { csr: { cn, sans: [`new.${cn}`] } });
		const refused = await update(enrollment, body);
		expect(refused.status).toBe(409);
		expect(refused.json.type).toMatch(/\/error-types\/cannot-cancel-pending-change$/);
		const allowed = await update(enrollment, body, '?allow-cancel-pending-changes=true');
		expect(allowed.status).toBe(202);
		expect((await status(change)).statusInfo.state).toBe('cancelled');
	});

	it.each<[string, (cn: string) => Record<string, unknown>]>([
		['csr.cn', (cn) => ({ csr: { cn: `other.${cn}` } })],
		['sniOnly', () => ({ networkConfiguration: { ...sni, sniOnly: false } })],
		['secureNetwork', () => ({ networkConfiguration: { ...sni, secureNetwork: 'standard-tls' } })],
	])('refuses to change %s', async (name, more) => {
		const { cn, enrollment } = await atUpload();
		const answer = await update(enrollment, thirdParty(cn, more(cn)));
		expect(answer.status).toBe(400);
		expect(answer.json.detail).toContain(name);
	});

	it('takes client mutual authentication, which creation refuses', async () => {
		const { cn, enrollment } = await atUpload();
		const clientMutualAuthentication = {
			setId: 'set-1',
			authenticationOptions: { sendCaListToClient: false, ocsp: { enabled: false } },
		};
		const networkConfiguration = {
			...thirdParty(cn).networkConfiguration,
			clientMutualAuthentication,
		};
		const query = '?allow-cancel-pending-changes=true';
		const answer = await update(enrollment, thirdParty(cn, { networkConfiguration }), query);
		expect(answer.status).toBe(202);
	});
});

const sni = {
	geography: 'core',
	secureNetwork: 'enhanced-tls',
	sniOnly: true,
	quicEnabled: false,
};

describe('cancelling and removing', () => {
	it('cancels the only change, and with it an enrollment never deployed', async () => {
		const { enrollment, change } = await atUpload();
		expect((await remove(change, 'change-id')).json).toEqual({ change });
		expect((await akamai.get(enrollment, 'enrollment', 11)).status).toBe(404);
	});

	it('removes an enrollment never deployed at once: 200, given leave to cancel', async () => {
		const { enrollment } = await atUpload();
		expect((await remove(enrollment)).status).toBe(409);
		const query = '?allow-cancel-pending-changes=true';
		const answer = await remove(enrollment, 'enrollment-status', query);
		expect(answer.status).toBe(200);
		expect((await akamai.get(enrollment, 'enrollment', 11)).status).toBe(404);
	});

	it('removes a live one by a change: 202, a warning to acknowledge, then 404', async () => {
		const { enrollment } = await deployed();
		const answer = await remove(enrollment);
		expect(answer.status).toBe(202);
		const change = (answer.json.changes as string[])[0] ?? '';
		expect(await word(change)).toBe('wait-review-cert-warning');
		await acknowledge(change, 'post-verification-warnings-ack');
		pass(15 * MINUTE);
		expect((await akamai.get(enrollment, 'enrollment', 11)).status).toBe(404);
	});
});

describe('the deployment schedule', () => {
	const schedule = async (change: string, body: object) =>
		await akamai.call('PUT', `${change}/deployment-schedule`, {
			body,
			contentType: 'application/vnd.akamai.cps.deployment-schedule.v1+json',
			accept: 'application/vnd.akamai.cps.change-id.v1+json',
		});

	it('keeps a renewal from production until then', async () => {
		const { cn, enrollment } = await deployed();
		const body = thirdParty(cn, { ...plainSubject(cn), changeManagement: false });
		const renewal = await update(enrollment, body, '?force-renewal=true');
		const change = (renewal.json.changes as string[])[0] ?? '';
		const notBefore = new Date(simulator.world.clock.now() + DAY).toISOString();
		expect((await schedule(change, { notBefore, notAfter: null })).status).toBe(200);
		const read = await akamai.get(`${change}/deployment-schedule`, 'deployment-schedule', 1);
		expect(read.json).toEqual({ notBefore, notAfter: null });
		pass(2 * MINUTE);
		await status(change);
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(12 * 60 * MINUTE);
		expect((await status(change)).statusInfo.state).toBe('running');
		pass(12 * 60 * MINUTE);
		expect(await word(change)).toBe('complete');
	});

	it('is for a renewal or an active certificate only, and wants timestamps', async () => {
		const { change } = await atUpload();
		expect((await schedule(change, { notBefore: null, notAfter: null })).status).toBe(400);
		expect((await schedule(change, { notBefore: 'tomorrow' })).status).toBe(400);
	});
});

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
			state: 'awaiting-input',
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

describe('faults', () => {
	const strike = (name: Parameters<Simulator['world']['faults']['set']>[0]) =>
		simulator.world.faults.set(name, { rate: 1, remaining: 1 });

	it('cpsWarningsNotFound: 404 once on warnings that are there', async () => {
		const { change, cn } = await plainAtUpload();
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn, { chain: 'none' }));
		pass(MINUTE);
		strike('cpsWarningsNotFound');
		const read = async () => await info(change, 'post-verification-warnings', 'warnings', 1);
		expect((await read()).status).toBe(404);
		expect((await read()).status).toBe(200);
	});

	it('cpsUnknownWarning: a text that no list knows', async () => {
		const { change, cn } = await plainAtUpload();
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		strike('cpsUnknownWarning');
		await upload(change, await certificateFor(csr, cn));
		pass(MINUTE);
		expect(await word(change)).toBe('wait-review-third-party-cert');
	});

	it('cpsConflictInterval and cpsConflictExists: both meanings of 409, nothing done', async () => {
		const enrolled = async () =>
			(await akamai.get('/cps/v2/enrollments', 'enrollments', 11)).json.enrollments as object[];
		const before = (await enrolled()).length;
		strike('cpsConflictInterval');
		const interval = await akamai.create(thirdParty(newName()));
		strike('cpsConflictExists');
		const exists = await akamai.create(thirdParty(newName()));
		expect([interval.status, exists.status]).toEqual([409, 409]);
		expect(interval.json.detail).not.toBe(exists.json.detail);
		expect(await enrolled()).toHaveLength(before);
	});

	it('cpsInternalError: 500, but only in mid-deployment', async () => {
		const { change, cn } = await plainAtUpload();
		strike('cpsInternalError');
		const [csr] = await csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await upload(change, await certificateFor(csr, cn));
		pass(2 * MINUTE);
		const look = async () => (await akamai.get(change, 'change', 2)).status;
		const codes = [await look(), await look()];
		expect(codes).toEqual([500, 200]);
	});

	it('tooManyRequests: 429 although there is room', async () => {
		strike('tooManyRequests');
		const answer = await akamai.get('/cps/v2/enrollments', 'enrollments', 11);
		expect(answer.status).toBe(429);
		expect(answer.headers['retry-after']).toBe('1');
	});
});
