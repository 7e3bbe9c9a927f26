/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { X509Certificate } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { readCsr } from '../../../nodes/shared/certificate/csr';
import { sha256OfKey } from '../../../nodes/shared/certificate/publicKey';
import type { WorkflowFile } from '../../../sandbox/launcher/seed';
import { withSettings } from '../../../sandbox/launcher/setUp';
import type { Call } from '../../../sandbox/simulator/calls';
import { thirdParty } from '../../contract/akamai/client';
import { Canvas, type Ended, type Surroundings } from '../../support/canvas';
import { callsOf, credentialOf, ordersOf } from '../../support/certCentral';
import { akamaiCalls, akamaiCredential, enrollmentsOf, seedAkamai } from '../../support/cps';
import { withFastClock } from '../../support/fastClock';
import { useSimulator } from '../../support/use';

jest.setTimeout(180_000);

const simulator = useSimulator();

/** On a fast clock: what waits for CPS costs no time. */
const quickly = async <T>(work: () => Promise<T>): Promise<T> =>
	await withFastClock([simulator], work);

beforeEach(async () => await seedAkamai(simulator, { creationInterval: false }));

const THIRD_PARTY = 'certLifecycleAkamaiThirdParty';
const RENEW = 'certLifecycleAkamaiRenew';
const FOLLOW = 'certLifecycleAkamaiFollow';
const RELEASE = 'certLifecycleAkamaiRelease';

/** Virtual time passes sixty times as fast as the pauses that the items propose. */
const TIME_SCALE = 60;

/** What an admin set, and no five minutes between the enrollments of two tests. */
const asSet =
	(values: IDataObject) =>
	(workflow: WorkflowFile): WorkflowFile => ({
		...workflow,
		nodes: workflow.nodes.map((node) => {
			const { name, parameters } = node;
			if (name === 'Settings') return { ...node, parameters: withSettings(node, values) };
			if (name !== 'Create enrollment') return node;
			const options = { ...(parameters.options as object), creationInterval: 0 };
			return { ...node, parameters: { ...parameters, options } };
		}),
	});

const canvas = (more: Partial<Surroundings> = {}, settings: IDataObject = {}) =>
	new Canvas({
		credentials: {
			akamaiEdgeGridApi: akamaiCredential(simulator),
			digiCertApi: credentialOf(simulator),
		},
		pause: async (seconds) => await simulator.advance(seconds * TIME_SCALE),
		set: asSet(settings),
		...more,
	});

const HOUR = 3600;

const wasWritten = ({ method, status = 0 }: Call): boolean =>
	method !== 'GET' && status >= 200 && status < 300;

async function stopWhen(stop: AbortController, isTime: () => boolean): Promise<void> {
	while (!stop.signal.aborted) {
		await pause(1);
		if (isTime()) stop.abort();
	}
}

const RELEASED = { Decision: 'Released', 'Your name': 'Ada Example' };

const posts = async (path: RegExp) => (await akamaiCalls(simulator, 'POST', path)).length;

/** What CPS was given: each input once. */
const given = async () => ({
	enrollments: (await enrollmentsOf(simulator)).length,
	orders: (await ordersOf(simulator)).length,
	uploads: await posts(/cert-and-trust-chain$/),
	acknowledged: await posts(/verification-warnings-ack$/),
	released: await posts(/change-management-ack$/),
	cancelled: (await akamaiCalls(simulator, 'DELETE')).length,
});

const ONCE = {
	enrollments: 1,
	orders: 1,
	uploads: 1,
	acknowledged: 0,
	released: 1,
	cancelled: 0,
};

/** By who has signed whom, and by the key that CPS made, which nobody else has. */
function verify({ primaryCertificate, csr }: IDataObject): void {
	const { certificate, trustChain } = primaryCertificate as IDataObject;
	const leaf = new X509Certificate(String(certificate));
	const issuer = new X509Certificate(String(trustChain));
	const root = new X509Certificate(simulator.world.ca.rootPem);
	expect(leaf.checkIssued(issuer) && leaf.verify(issuer.publicKey)).toBe(true);
	expect(issuer.checkIssued(root) && issuer.verify(root.publicKey)).toBe(true);
	const request = readCsr(String(csr));
	if (!request.ok) throw new Error('The CSR cannot be read');
	expect(sha256OfKey(leaf.publicKey)).toBe(request.csr.spkiSha256);
}

/** Stopped as soon as it has written anything, and begun again, until that has released it. */
async function stoppedAgainAndAgain(template: string): Promise<void> {
	const wrote = () => simulator.world.calls.all().filter(wasWritten).length;
	for (let runs = 0; ; runs++) {
		const stop = new AbortController();
		const before = wrote();
		const watching = stopWhen(stop, () => wrote() > before);
		const way = canvas({ signal: stop.signal }, { autoRelease: true });
		await quickly(async () => await way.run(template));
		stop.abort();
		await watching;
		if ((await given()).released > 0) return;
		expect(runs).toBeLessThan(10);
		await simulator.advance(HOUR);
	}
}

const errors = (ended: Ended[]) =>
	ended.flatMap(({ workflow, error }) => (error ? [[workflow, error]] : []));

describe('workflows/akamai-third-party-certificate.json', () => {
	it('as imported says what is not set, and sends nothing', async () => {
		const unset = { mayOrder: false, organizationId: '', commonName: '' };
		const { error } = await canvas({}, unset).run(THIRD_PARTY);
		expect(error).toMatch(
			/Nothing was sent.*mayOrder is false.*organizationId is empty.*commonName is empty/,
		);
		expect(simulator.world.calls.all()).toEqual([]);
	});

	it('goes from nothing to production, released by a person who saw what is released', async () => {
		const seen: IDataObject[] = [];
		const way = canvas({
			answer: async (item) => {
				seen.push(item);
				return RELEASED;
			},
		});
		await quickly(async () => await way.run(THIRD_PARTY));
		expect(errors(way.ended)).toEqual([]);
		const [summary = {}] = way.of(FOLLOW).at(-1)?.items ?? [];
		expect(summary).toMatchObject({
			summary: expect.stringMatching(
				/^shop\.example\.org: production serves certificate \w+, .*Released\.$/,
			),
			asExpected: true,
			deployed: true,
		});
		verify(summary);
		expect(seen).toMatchObject([
			{
				hash: expect.stringMatching(/^[0-9a-f]{40}$/),
				review: expect.stringMatching(
					new RegExp(
						`certificate ${String(summary.serialNumber)}, valid to .*shop\\.example\\.org`,
					),
				),
			},
		]);
		expect(await given()).toEqual(ONCE);
	});

	it('stops where nobody releases it, and asks again when it is run again', async () => {
		const refused = canvas({ answer: async () => ({ Decision: 'Not released' }) });
		await quickly(async () => await refused.run(THIRD_PARTY));
		expect(errors(refused.ended)).toEqual([
			[
				RELEASE,
				expect.stringMatching(/^shop\.example\.org: not released .*run the first workflow/),
			],
		]);
		const late = canvas({ answer: async () => undefined });
		await quickly(async () => await late.run(THIRD_PARTY));
		expect(errors(late.ended)).toEqual([
			[RELEASE, expect.stringContaining('nobody decided in five days')],
		]);
		expect(await given()).toEqual({ ...ONCE, released: 0 });
		const released = canvas({ answer: async () => RELEASED });
		await quickly(async () => await released.run(THIRD_PARTY));
		expect(errors(released.ended)).toEqual([]);
		expect(await given()).toEqual(ONCE);
	});

	it('stops at a warning that no policy covers, and goes on under one that does', async () => {
		const other = { autoRelease: true, organization: 'Example Inc.' };
		const strict = canvas({}, other);
		await quickly(async () => await strict.run(THIRD_PARTY));
		expect(errors(strict.ended)).toEqual([
			[
				FOLLOW,
				expect.stringContaining("'Accept' does not cover: CSR_VS_CERTIFICATE_O_FIELD_MISMATCH"),
			],
		]);
		expect(await given()).toEqual({ ...ONCE, released: 0 });
		const lenient = canvas({}, { ...other, acceptWarnings: 'all' });
		await quickly(async () => await lenient.run(THIRD_PARTY));
		expect(errors(lenient.ended)).toEqual([]);
		expect(lenient.of(FOLLOW).at(-1)?.items).toMatchObject([
			{ acceptedWarnings: [{ name: 'CSR_VS_CERTIFICATE_O_FIELD_MISMATCH' }], deployed: true },
		]);
		expect(await given()).toEqual({ ...ONCE, acknowledged: 1 });
	});

	it('goes on where it stands, stopped after whatever it wrote', async () => {
		await stoppedAgainAndAgain(THIRD_PARTY);
		await simulator.advance(HOUR);
		const last = canvas();
		await quickly(async () => await last.run(THIRD_PARTY));
		expect(last.of(FOLLOW).at(-1)?.items).toMatchObject([{ deployed: true }]);
		expect(await given()).toEqual(ONCE);
	});
});

const live = (cn: string, ageDays: number, more: object = {}) => ({
	ageDays,
	fields: thirdParty(cn, {
		...more,
		csr: { cn, c: 'US', st: 'Utah', l: 'Lehi', o: 'Example Industries', sans: [cn] },
	}),
});

describe('workflows/akamai-renew-third-party.json', () => {
	it('renews what expires, once by two runs at the same moment, and nothing when it is run again', async () => {
		await seedAkamai(simulator, {
			enrollments: [live('old.example.com', 180), live('young.example.com', 10)],
		});
		const way = canvas({}, { autoRelease: true });
		const both = canvas({}, { autoRelease: true });
		await quickly(async () => await Promise.all([way.run(RENEW), both.run(RENEW)]));
		// Who comes late where the other one was faster is told so, and does nothing.
		for (const [, error] of errors([...way.ended, ...both.ended])) {
			expect(error).toContain('does not ask for this');
		}
		const [summary] = [...way.ended, ...both.ended].flatMap(({ items }) =>
			items.filter((item) => 'summary' in item),
		);
		expect(summary).toMatchObject({ commonName: 'old.example.com', asExpected: true });
		expect(await given()).toEqual({ ...ONCE, enrollments: 2 });
		const again = canvas({}, { autoRelease: true });
		await again.run(RENEW);
		expect(again.ended).toHaveLength(1);
		expect(await given()).toEqual({ ...ONCE, enrollments: 2 });
	});

	describe('a dual-stack enrollment gets both certificates by one order and one reissue', () => {
		const oneReissue = () => {
			const made = callsOf(simulator, 'POST', /\/reissue$/).map(({ status }) => status);
			expect(made).toEqual([201]);
		};
		beforeEach(async () => {
			const dual = { enableMultiStackedCertificates: true };
			await seedAkamai(simulator, { enrollments: [live('dual.example.com', 180, dual)] });
		});

		it('in one run', async () => {
			const way = canvas({}, { autoRelease: true });
			await quickly(async () => await way.run(RENEW));
			expect(errors(way.ended)).toEqual([]);
			const [summary = {}] = way.of(FOLLOW).at(-1)?.items ?? [];
			expect(summary).toMatchObject({ deployed: true, asExpected: true });
			const { primaryCertificate, multiStackedCertificates } = summary;
			const served = [primaryCertificate, ...(multiStackedCertificates as IDataObject[])];
			const kinds = (served as IDataObject[]).map(
				({ certificate }) => new X509Certificate(String(certificate)).publicKey.asymmetricKeyType,
			);
			expect(kinds.sort()).toEqual(['ec', 'rsa']);
			expect(await given()).toEqual(ONCE);
			oneReissue();
		});

		it('stopped after whatever it wrote', async () => {
			await stoppedAgainAndAgain(RENEW);
			expect(await given()).toEqual(ONCE);
			oneReissue();
		});
	});
});
