import { X509Certificate } from 'node:crypto';

import { warningsIn } from '../../../nodes/Akamai/warnings';
import { WARNING_NAMES } from '../../../sandbox/simulator/akamai/warningTexts';
import { seedAkamai } from '../../support/cps';
import type { Created, Wish } from './changes';
import { DAY, MINUTE, useChanges } from './changes';
import { thirdParty } from './client';

/** What the vendor's pages and clients show of the way of a change, beyond its states. */

const cps = useChanges();
const { akamai, pass, simulator } = cps;

const seed = async (akamaiSettings: object) => await seedAkamai(simulator, akamaiSettings);

const DV = {
	...{ certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' },
	thirdParty: undefined,
};

type Pems = { certificate: string; trustChain: string; keyAlgorithm: string };

/** A change whose certificate was uploaded, as `edit` made it, and checked. */
async function uploaded(wish: Wish = {}, edit: (good: Pems) => Partial<Pems> = () => ({})) {
	const made = await cps.plainAtUpload();
	const [csr] = await cps.csrsOf(made.change);
	if (!csr) throw new Error('no CSR');
	const good = await cps.certificateFor(csr, made.cn, wish);
	await cps.upload(made.change, { ...good, ...edit(good) });
	pass(MINUTE);
	await cps.status(made.change);
	return made;
}

async function textOf({ change }: Created, stage: 'pre' | 'post' = 'post'): Promise<string> {
	const { json } = await cps.info(change, `${stage}-verification-warnings`, 'warnings', 1);
	return String(json.warnings);
}

const namesOf = (text: string) => warningsIn(text).map(({ known: [first] }) => first?.name);

describe('the words of a running change', () => {
	test('it makes the CSR before it asks for the certificate', async () => {
		const { change } = await cps.created();
		pass(100_000);
		expect((await cps.status(change)).statusInfo).toMatchObject({
			status: 'generate-csr',
			state: 'running',
		});
		expect((await cps.info(change, 'third-party-csr', 'csr', 2)).status).toBe(404);
	});

	test('a deployment goes by several, on either network', async () => {
		const { change } = await uploaded();
		const words: string[] = [];
		for (let step = 0; step < 3; step++) {
			words.push(await cps.word(change));
			pass(5 * MINUTE);
		}
		expect(words).toEqual(['create-slot-files', 'deploy-cert-to-staging', 'live-check-action']);
		await cps.acknowledge(change, 'change-management-ack');
		pass(3000);
		expect(await cps.word(change)).toBe('forward-create-slot-files');
	});

	test('a change of settings deploys no certificate, a removal ends by giving up its slots', async () => {
		const { enrollment, cn } = await cps.deployed();
		const plain = thirdParty(cn, { csr: { cn, o: 'Example Org', sans: [`san.${cn}`] } });
		const body = {
			...plain,
			changeManagement: false,
			networkConfiguration: { ...plain.networkConfiguration, quicEnabled: true },
		};
		const { json } = await cps.update(enrollment, body);
		const [change = ''] = json.changes as string[];
		pass(8 * MINUTE);
		expect(await cps.word(change)).toBe('deploy-changes-to-staging');
		pass(DAY);
		expect(await cps.word(change)).toBe('complete');
		const removal = await akamai.call('DELETE', enrollment, {
			accept: 'application/vnd.akamai.cps.enrollment-status.v1+json',
		});
		const [deletion = ''] = removal.json.changes as string[];
		await cps.acknowledge(deletion, 'post-verification-warnings-ack');
		pass(9.9 * MINUTE);
		expect(await cps.word(deletion)).toBe('abandon-slots-action');
	});
});

describe('a chain that was uploaded', () => {
	test('out of order is sorted, and said so; what is deployed is the sorted one', async () => {
		const made = await uploaded({ chain: 'all' }, ({ trustChain }) => ({
			trustChain: (trustChain.match(/-----BEGIN[^]+?END CERTIFICATE-----\n?/g) ?? [])
				.reverse()
				.join(''),
		}));
		expect(namesOf(await textOf(made))).toEqual([
			'UNSORTED_TRUST_CHAIN',
			'TRUST_CHAIN_INCLUDES_STANDARD_ROOT_CERTIFICATE',
		]);
		await cps.acknowledge(made.change, 'post-verification-warnings-ack');
		pass(20 * MINUTE);
		const { json } = await akamai.get(`${made.enrollment}/deployments/staging`, 'deployment', 8);
		const { primaryCertificate } = json as { primaryCertificate: { trustChain: string } };
		// Of several it reads the first.
		const { fingerprint256 } = new X509Certificate(primaryCertificate.trustChain);
		const { intermediatePem } = simulator.world.ca;
		expect(fingerprint256).toBe(new X509Certificate(intermediatePem).fingerprint256);
	});

	test('with the leaf, or with another certificate in it, loses them', async () => {
		const twice = await uploaded({}, ({ certificate, trustChain }) => ({
			trustChain: certificate + trustChain,
		}));
		expect(namesOf(await textOf(twice))).toEqual(['END_ENTITY_CERT_IN_TRUST_CHAIN']);
		const foreign = await cps.plainAtUpload();
		const [csr] = await cps.csrsOf(foreign.change);
		if (!csr) throw new Error('no CSR');
		const { certificate } = await cps.certificateFor(csr, foreign.cn);
		const more = await uploaded({}, ({ trustChain }) => ({ trustChain: trustChain + certificate }));
		expect(namesOf(await textOf(more))).toEqual(['EXTRA_CERT_IN_TRUST_CHAIN']);
	});
});

describe('the texts of warnings', () => {
	test('are those of the published patterns, whichever are seeded, in either stage', async () => {
		await seed({ preVerificationWarnings: WARNING_NAMES, postVerificationWarnings: WARNING_NAMES });
		const { change, cn, enrollment } = await cps.created();
		pass(2 * MINUTE);
		await cps.status(change);
		const all = { cn, change, enrollment };
		const before = warningsIn(await textOf(all, 'pre'));
		expect(before).toHaveLength(WARNING_NAMES.length);
		expect(before.flatMap(({ known }, at) => (known.length > 0 ? [] : [at]))).toEqual([]);
		await cps.acknowledge(change, 'pre-verification-warnings-ack');
		pass(MINUTE);
		await cps.status(change);
		const [csr] = await cps.csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await cps.upload(change, await cps.certificateFor(csr, cn));
		pass(MINUTE);
		await cps.status(change);
		expect(warningsIn(await textOf(all)).length).toBeGreaterThanOrEqual(WARNING_NAMES.length);
	});

	test('come behind their names when seeded so', async () => {
		await seed({ warningForm: 'named' });
		const text = await textOf(await uploaded({ chain: 'none' }));
		expect(text).toBe('[WARNINGS]\ntrust-chain-null-or-empty: Trust chain is empty.\n');
		expect(namesOf(text)).toEqual(['TRUST_CHAIN_NULL_OR_EMPTY']);
	});

	test('of change management stand in one message, in brackets; seeded errors beside them', async () => {
		const { enrollment, cn } = await cps.deployed();
		await seed({ managementErrors: ['The certificate is not there.'] });
		const body = thirdParty(cn, { csr: { cn, o: 'Example Org', sans: [] } });
		const { json } = await cps.update(enrollment, body);
		const [change = ''] = json.changes as string[];
		pass(2 * MINUTE);
		await cps.status(change);
		const [csr] = await cps.csrsOf(change);
		if (!csr) throw new Error('no CSR');
		await cps.upload(change, await cps.certificateFor(csr, cn, { names: [cn] }));
		pass(MINUTE);
		await cps.status(change);
		await cps.acknowledge(change, 'post-verification-warnings-ack');
		pass(20 * MINUTE);
		expect(await cps.word(change)).toBe('wait-ack-change-management');
		const read = await cps.info(change, 'change-management-info', 'change-management-info', 5);
		expect(read.json.validationResult).toEqual({
			errors: [{ message: '[The certificate is not there.]', messageCode: 'no-code' }],
			warnings: [
				{
					message: `[SAN name [san.${cn}] removed from certificate is still live on the network.]`,
					messageCode: 'no-code',
				},
			],
		});
	});

	test('may be empty for once', async () => {
		const made = await uploaded({ chain: 'none' });
		simulator.world.faults.set('cpsWarningsEmpty', { rate: 1, remaining: 1 });
		expect(await textOf(made)).toBe('');
		expect(await textOf(made)).not.toBe('');
	});
});

describe('a certificate that cannot be used', () => {
	const foreign = async () => {
		const other = await cps.plainAtUpload();
		const [csr] = await cps.csrsOf(other.change);
		if (!csr) throw new Error('no CSR');
		const { certificate } = await cps.certificateFor(csr, other.cn);
		return await uploaded({}, () => ({ certificate }));
	};

	test('ends the change when seeded so: only cancelling is left', async () => {
		await seed({ badUpload: 'over' });
		const { change } = await foreign();
		expect(await cps.status(change)).toMatchObject({
			statusInfo: { state: 'error', error: { code: 'CSR_VS_CERTIFICATE_KEY_MISMATCH' } },
			allowedInput: [],
		});
		expect((await cps.upload(change, { certificate: 'x', keyAlgorithm: 'RSA' })).status).toBe(404);
	});

	test('is warned of when seeded so', async () => {
		await seed({ badUpload: 'warned' });
		const made = await foreign();
		expect(await cps.word(made.change)).toBe('wait-review-third-party-cert');
		expect(namesOf(await textOf(made))).toContain('CSR_VS_CERTIFICATE_KEY_MISMATCH');
	});
});

describe('the tokens of a domain validation', () => {
	const tokensOf = async (change: string) => {
		const { json } = await cps.info(change, 'lets-encrypt-challenges', 'dv-challenges', 2);
		const dv = json.dv as Array<{ challenges: Array<{ token: string }> }>;
		return dv.map(({ challenges: [first] }) => first?.token);
	};

	test('are there after a while, if seeded so', async () => {
		await seed({ tokensAfter: 5 * MINUTE });
		const { change } = await cps.created(DV);
		pass(2 * MINUTE);
		expect(await tokensOf(change)).toEqual([]);
		pass(5 * MINUTE);
		expect(await tokensOf(change)).toHaveLength(2);
	});

	test('are others after seven days, and the history tells which have expired', async () => {
		const { change, enrollment } = await cps.created(DV);
		pass(2 * MINUTE);
		const before = await tokensOf(change);
		pass(7 * DAY);
		const after = await tokensOf(change);
		expect(after).toHaveLength(before.length);
		expect(after.filter((token) => before.includes(token))).toEqual([]);
		const { json } = await akamai.get(`${enrollment}/dv-history`, 'dv-history', 1);
		const [{ domainHistory } = { domainHistory: [] }] = json.results as Array<{
			domainHistory: object[];
		}>;
		expect(domainHistory).toMatchObject([
			{ validationStatus: 'EXPIRED', token: before[0], validatedTimestamp: expect.any(String) },
			{ validationStatus: 'DATA_NOT_READY', token: after[0], validatedTimestamp: null },
		]);
	});
});

test('a change may be told as awaiting input while it offers none', async () => {
	const { change } = await cps.created();
	simulator.world.faults.set('cpsAwaitsNothing', { rate: 1 });
	expect(await cps.status(change)).toMatchObject({
		statusInfo: { state: 'awaiting-input' },
		allowedInput: [],
	});
});
