import { createHash } from 'node:crypto';

import { MINUTE, useChanges } from './changes';
import { thirdParty } from './client';

/** What clients that are not ours rely on, or have recorded of the service. */

const cps = useChanges();
const { akamai, pass, simulator } = cps;

const DV = {
	certificateType: 'san',
	validationType: 'dv',
	ra: 'lets-encrypt',
	thirdParty: undefined,
};

const seed = async (more: object) =>
	await fetch(`${simulator.origin}/_sandbox/seed`, {
		method: 'POST',
		body: JSON.stringify({ akamai: more }),
	});

const pendingOf = async (enrollment: string) => {
	const { json } = await akamai.get(enrollment, 'enrollment', 11);
	return json.pendingChanges as Array<{ location: string; changeType: string | null }>;
};

describe('a client that speaks https', () => {
	it('gets in through a proxy that says so', async () => {
		const { status } = await akamai.call('GET', '/cps/v2/enrollments', {
			accept: 'application/vnd.akamai.cps.enrollments.v11+json',
			forwarded: true,
		});
		expect(status).toBe(200);
	});
});

describe('older media types', () => {
	it.each([
		['enrollments', 4],
		['enrollments', 10],
	])('%s v%i is served in its shape', async (entity, version) => {
		await cps.created();
		const { status, json } = await akamai.get('/cps/v2/enrollments', entity, version);
		expect(status).toBe(200);
		const [one] = json.enrollments as Array<Record<string, unknown>>;
		expect(one).not.toHaveProperty('id');
		expect(one).toHaveProperty('location');
		expect('sni' in (one?.networkConfiguration as object)).toBe(version === 4);
	});

	it('deployment v3 holds one certificate, change-history v3 and change-management v3 are there', async () => {
		const { enrollment } = await cps.deployed();
		const production = await akamai.get(`${enrollment}/deployments/production`, 'deployment', 3);
		expect(production.json).toMatchObject({
			certificate: expect.stringContaining('BEGIN CERTIFICATE'),
			networkConfiguration: { sni: { dnsNames: expect.any(Array) } },
		});
		const history = await akamai.get(`${enrollment}/history/changes`, 'change-history', 3);
		expect(history.status).toBe(200);
	});
});

describe('an update', () => {
	it('without a difference leaves the pending change alone', async () => {
		const { enrollment, change } = await cps.atUpload();
		const { json } = await akamai.get(enrollment, 'enrollment', 11);
		const answer = await cps.update(enrollment, json, '?allow-cancel-pending-changes=true');
		expect([answer.status, answer.json.changes]).toEqual([200, []]);
		expect(await cps.word(change)).toBe('wait-upload-third-party');
		expect(await pendingOf(enrollment)).toHaveLength(1);
	});
});

describe('domain validation', () => {
	it('has one token for both challenges of a domain, and digests the one in the other', async () => {
		const { change } = await cps.created(DV);
		pass(2 * MINUTE);
		const { json } = await cps.info(change, 'lets-encrypt-challenges', 'dv-challenges', 2);
		const [domain] = json.dv as Array<{
			validationStatus: string;
			challenges: Array<{ token: string; responseBody: string }>;
		}>;
		const [http, dns] = domain?.challenges ?? [];
		expect(dns?.token).toBe(http?.token);
		expect(http?.responseBody.startsWith(`${http.token}.`)).toBe(true);
		const digest = createHash('sha256')
			.update(http?.responseBody ?? '')
			.digest('base64url');
		expect(dns?.responseBody).toBe(digest);
		expect(domain?.validationStatus).toBe('DATA_NOT_READY');
	});

	it('is suspended with an input that is not required, or awaits it, as seeded', async () => {
		const { change } = await cps.created(DV);
		pass(2 * MINUTE);
		expect(await cps.status(change)).toMatchObject({
			statusInfo: { state: 'suspended' },
			allowedInput: [{ type: 'lets-encrypt-challenges', requiredToProceed: false }],
		});
		await seed({ validationState: 'awaiting-input' });
		expect((await cps.status(change)).statusInfo.state).toBe('awaiting-input');
	});

	it('goes on by itself when seeded so', async () => {
		await seed({ selfValidation: 60 * MINUTE });
		const { change } = await cps.created({ ...DV, changeManagement: false });
		pass(30 * MINUTE);
		expect(await cps.word(change)).toBe('coodinate-domain-validation');
		pass(180 * MINUTE);
		expect(await cps.word(change)).toBe('complete');
	});

	it('has a history with tokens, paths and states', async () => {
		const { change, enrollment } = await cps.created(DV);
		pass(2 * MINUTE);
		await cps.info(change, 'lets-encrypt-challenges', 'dv-challenges', 2);
		const { json } = await akamai.get(`${enrollment}/dv-history`, 'dv-history', 1);
		const [{ domainHistory: [entry] = [] } = {}] = json.results as Array<{
			domainHistory?: object[];
		}>;
		expect(entry).toMatchObject({
			expires: expect.any(String),
			token: expect.any(String),
			fullPath: expect.stringContaining('/.well-known/'),
			redirectFullPath: expect.any(String),
			responseBody: expect.any(String),
			validationStatus: 'DATA_NOT_READY',
			challenges: [{ status: 'pending', error: null }, {}],
		});
	});
});

describe('what is printed', () => {
	it('cloned names are among the settings, though none were sent', async () => {
		const { enrollment, cn } = await cps.created();
		const { json } = await akamai.get(enrollment, 'enrollment', 11);
		expect(json.networkConfiguration).toMatchObject({
			dnsNameSettings: { cloneDnsNames: true, dnsNames: [cn, `san.${cn}`] },
		});
	});

	it('a deletion has no type of change, and takes the certificate off', async () => {
		const { enrollment } = await cps.deployed();
		await akamai.call('DELETE', enrollment, {
			accept: 'application/vnd.akamai.cps.enrollment-status.v1+json',
		});
		const [pending] = await pendingOf(enrollment);
		expect(pending?.changeType).toBeNull();
	});

	it('a certificate of either algorithm is taken, also without dual-stack', async () => {
		const { change, cn } = await cps.plainAtUpload({ changeManagement: false });
		const [, ecdsa] = await cps.csrsOf(change);
		if (!ecdsa) throw new Error('no CSR for ECDSA');
		await cps.upload(change, await cps.certificateFor(ecdsa, cn));
		pass(60 * MINUTE);
		expect(await cps.word(change)).toBe('complete');
	});

	it('a second creation within five minutes can be taken', async () => {
		await seed({ creationInterval: false });
		for (const name of [cps.newName(), cps.newName()]) {
			expect((await akamai.create(thirdParty(name))).status).toBe(202);
		}
	});
});

describe('faults', () => {
	it('a 429 says when to come back by two headers, or in its detail alone', async () => {
		const { world } = simulator;
		world.faults.set('tooManyRequests', { rate: 1 });
		const told = await akamai.get('/cps/v2/enrollments', 'enrollments', 11);
		expect(Date.parse(String(told.headers['x-ratelimit-next']))).toBeGreaterThan(0);
		world.faults.set('cpsLimitInWords', { rate: 1 });
		const { headers, json } = await akamai.get('/cps/v2/enrollments', 'enrollments', 11);
		expect(headers).not.toHaveProperty('retry-after');
		expect(json.detail).toMatch(/try after \d{4}-.*Z$/);
	});

	it('the gateway blocks a burst before any work', async () => {
		simulator.world.faults.set('cpsBurst', { rate: 1 });
		const { status, json } = await akamai.create(thirdParty(cps.newName()));
		expect(status).toBe(400);
		expect(json.detail).toContain('IPBLOCK-BURST');
	});

	it('a running change is told as suspended, or with an error beside its state', async () => {
		const { change } = await cps.created();
		simulator.world.faults.set('cpsSuspended', { rate: 1 });
		simulator.world.faults.set('cpsErrorBeside', { rate: 1 });
		expect(await cps.status(change)).toMatchObject({
			statusInfo: { state: 'suspended', error: { code: expect.any(String) } },
			allowedInput: [],
		});
	});
});
