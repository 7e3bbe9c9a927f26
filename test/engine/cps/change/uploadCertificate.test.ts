import type { INodeParameters } from 'n8n-workflow';

import { CertificateAuthority } from '../../../../sandbox/simulator/ca';
import { akamaiCalls } from '../../../support/cps';
import { newCsr } from '../../../support/simulator';
import { HOUR, type Made, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const upload = operation('change', 'uploadCertificate');
const getCsr = operation('change', 'getCsr');

const DAY = 86_400_000;
const GO_ON = { onError: 'continueRegularOutput' };

interface Wish {
	keyAlgorithm?: 'RSA' | 'ECDSA';
	csr?: string;
	dnsNames?: string[];
	days?: number;
	ca?: CertificateAuthority;
}

async function atUpload(commonName: string, more: INodeParameters = {}): Promise<Made> {
	const made = await make(commonName, more);
	await simulator.advance(HOUR);
	return made;
}

/** What a CA makes of the CSR of a change: the certificate, its intermediate and the root. */
async function issue(made: Made, commonName: string, wish: Wish = {}): Promise<string[]> {
	const { keyAlgorithm = 'RSA', dnsNames = [], days = 90, ca = simulator.world.ca } = wish;
	const { outputs } = await getCsr(made, { keyAlgorithm });
	const now = Date.now();
	const { chain } = await ca.issue({
		csr: wish.csr ?? String(outputs[0]?.[0]?.json.csr),
		commonName,
		dnsNames,
		notBefore: new Date(now - 100 * DAY),
		notAfter: new Date(now + days * DAY),
	});
	return chain.map(({ pem }) => pem);
}

const uploads = async () => await akamaiCalls(simulator, 'POST', /cert-and-trust-chain$/);

const send = async (made: Made, certificate: unknown, more: INodeParameters = {}) => {
	const form = { certificate, ...more } as INodeParameters;
	const { outputs } = await upload(made, form, GO_ON);
	return outputs[0]?.[0]?.json;
};

const statusOf = async (made: Made) => {
	const { outputs } = await operation('change', 'checkStatus')(made);
	return outputs.flat()[0]?.json;
};

describe('Change > Upload Certificate', () => {
	it('sends the certificate and its chain, sorted and without the root, so that nothing is warned of', async () => {
		const made = await atUpload('sent.example.com', { csrState: '', csrLocality: '' });
		const [leaf = '', intermediate = '', root = ''] = await issue(made, 'sent.example.com');
		const item = await send(made, root + intermediate + leaf);
		expect(item).toMatchObject({
			...{ enrollmentId: made.enrollmentId, changeId: made.changeId },
			commonName: 'sent.example.com',
			changed: true,
			certificates: [
				{
					keyAlgorithm: 'RSA',
					serialNumber: expect.stringMatching(/^[0-9A-F]+$/),
					trustChain: ['Sandbox TLS ECC SHA384 CA1'],
					root: 'Sandbox Global Root',
				},
			],
		});
		expect(await uploads()).toHaveLength(1);
	});

	it('is made once: an identical second run finds it', async () => {
		const made = await atUpload('twice.example.com');
		const pems = (await issue(made, 'twice.example.com')).join('');
		await send(made, pems);
		await simulator.advance(HOUR);
		expect(await send(made, pems)).toMatchObject({ changed: false });
		expect(await uploads()).toHaveLength(1);
	});

	it('is made once by two runs at the same moment', async () => {
		const made = await atUpload('both.example.com');
		const pems = (await issue(made, 'both.example.com')).join('');
		const both = await Promise.all([send(made, pems), send(made, pems)]);
		expect(both.map((item) => item?.changed).sort()).toEqual([false, true]);
		expect(await uploads()).toHaveLength(1);
	});

	it('refuses another certificate once one was uploaded', async () => {
		const made = await atUpload('other.example.com');
		await send(made, (await issue(made, 'other.example.com')).join(''));
		await simulator.advance(HOUR);
		const later = await send(made, (await issue(made, 'other.example.com')).join(''));
		expect(later).toMatchObject({ error: expect.stringContaining('another one') });
		expect(await uploads()).toHaveLength(1);
	});

	it('is made once when its answer is lost', async () => {
		const made = await atUpload('lost.example.com');
		const pems = (await issue(made, 'lost.example.com')).join('');
		await simulator.fault('connectionCut', { remaining: 1, match: { method: 'POST' } });
		expect(await send(made, pems)).toMatchObject({ recovered: true });
		expect(await uploads()).toHaveLength(1);
	});

	it('both certificates of a dual-stack enrollment travel in one call', async () => {
		const made = await atUpload('dual.example.com', { enableMultiStackedCertificates: true });
		const both = await Promise.all(
			(['RSA', 'ECDSA'] as const).map(
				async (keyAlgorithm) => await issue(made, 'dual.example.com', { keyAlgorithm }),
			),
		);
		const item = await send(made, both.flat().join(''));
		expect(item).toMatchObject({
			certificates: [{ keyAlgorithm: 'RSA' }, { keyAlgorithm: 'ECDSA' }],
		});
		await simulator.advance(60);
		expect(await statusOf(made)).not.toHaveProperty('vendorError');
	});

	it('one of two does not go alone by an oversight, not even twice', async () => {
		const made = await atUpload('half.example.com', { enableMultiStackedCertificates: true });
		const rsa = (await issue(made, 'half.example.com')).join('');
		expect(await send(made, rsa + rsa)).toMatchObject({
			error: expect.stringContaining('no ECDSA certificate is given'),
		});
		expect(await uploads()).toEqual([]);
	});

	it('one of two goes alone where that is meant, and an update lets the missing one be added, once', async () => {
		const add = async () => {
			const additionalFields = { allowMissingCertificateAddition: true };
			const { outputs } = await operation('enrollment', 'update')(made, { additionalFields });
			return outputs[0]?.[0]?.json;
		};
		const throughWarnings = async (change: Made) => {
			await simulator.advance(HOUR);
			await operation('change', 'acknowledgeWarnings')(change, { accept: 'all' });
			await simulator.advance(3 * HOUR);
		};
		const dual = { changeManagement: false, enableMultiStackedCertificates: true };
		const made = await atUpload('missing.example.com', dual);
		const one = { options: { oneOfTwo: true } };
		await send(made, (await issue(made, 'missing.example.com')).join(''), one);
		await throughWarnings(made);
		const begun = await add();
		expect(begun).toMatchObject({ changed: true, changeId: expect.any(Number) });
		expect(await add()).toMatchObject({ changed: false, changeId: begun?.changeId });
		await simulator.advance(HOUR);
		const later = { ...made, changeId: Number(begun?.changeId) };
		const wish = { keyAlgorithm: 'ECDSA' as const };
		await send(later, (await issue(later, 'missing.example.com', wish)).join(''), one);
		await throughWarnings(later);
		expect(await add()).toMatchObject({ changed: false, changeId: null });
	});

	it('each of two chains goes with its own certificate, in whatever order they come', async () => {
		const made = await atUpload('chains.example.com', { enableMultiStackedCertificates: true });
		const [one, other] = await Promise.all([
			CertificateAuthority.create(),
			CertificateAuthority.create(),
		]);
		const rsa = await issue(made, 'chains.example.com', { keyAlgorithm: 'RSA', ca: one });
		const ecdsa = await issue(made, 'chains.example.com', { keyAlgorithm: 'ECDSA', ca: other });
		await send(made, [...rsa, ...ecdsa].reverse().join(''));
		const [sent] = await uploads();
		const plain = (pem = '') => pem.replace(/\s/g, '');
		const uploaded = JSON.parse(sent?.body ?? '') as {
			certificatesAndTrustChains: Array<Record<string, string>>;
		};
		const chains = uploaded.certificatesAndTrustChains.map((entry) => [
			entry.keyAlgorithm,
			plain(entry.certificate),
			plain(entry.trustChain),
		]);
		expect(chains.sort()).toEqual([
			['ECDSA', plain(ecdsa[0]), plain(ecdsa[1])],
			['RSA', plain(rsa[0]), plain(rsa[1])],
		]);
	});

	it.each<[string, (pems: string[]) => string]>([
		['a list', (pems) => `={{ ${JSON.stringify(pems)} }}`],
		[
			'an object of the chain',
			([leaf, ca, root]) =>
				`={{ ${JSON.stringify({ leaf: { pem: leaf }, intermediates: [{ pem: ca }], root: { pem: root } }, null, 1)} }}`,
		],
		['text with line ends of Windows', (pems) => pems.join('').replace(/\r?\n/g, '\r\n')],
		['a file with a byte order mark', (pems) => `\uFEFF${pems.join('')}`],
		[
			'an export of openssl pkcs12 with bag attributes',
			(pems) =>
				pems.map((pem) => `Bag Attributes\n    friendlyName: www\nsubject=CN=x\n${pem}`).join(''),
		],
	])('takes %s', async (_what, form) => {
		const made = await atUpload('form.example.com');
		expect(await send(made, form(await issue(made, 'form.example.com')))).toMatchObject({
			changed: true,
		});
	});

	it('keeps the root of a private CA on request', async () => {
		const made = await atUpload('private.example.com');
		const ca = await CertificateAuthority.create();
		const pems = await issue(made, 'private.example.com', { ca });
		await send(made, pems.join(''), { options: { keepRoot: true } });
		await simulator.advance(120);
		expect(await statusOf(made)).not.toMatchObject({ vendorStatus: 'wait-upload-third-party' });
		expect(await uploads()).toHaveLength(1);
	});

	it('names count those of the enrollment, also where the CSR has none', async () => {
		const sans = ['names.example.com', 'www.names.example.com'];
		const excludeSans = { additionalFields: { excludeSans: true } };
		const made = await atUpload('names.example.com', { sans, ...excludeSans });
		const short = await issue(made, 'names.example.com');
		expect(await send(made, short.join(''))).toMatchObject({
			error: expect.stringContaining('www.names.example.com'),
		});
		const wild = await issue(made, 'names.example.com', { dnsNames: ['*.names.example.com'] });
		expect(await send(made, wild.join(''))).toMatchObject({ changed: true });
	});
});

describe('Change > Upload Certificate refuses, before anything is sent', () => {
	const CN = 'refused.example.com';

	it.each<[string, (made: Made) => Promise<string> | string, string]>([
		[
			'a certificate for another CSR',
			async (made) => (await issue(made, CN, { csr: await newCsr(CN, [], 'RSA-2048') })).join(''),
			'another key than the RSA CSR',
		],
		[
			'an ECDSA certificate of another key',
			async (made) => (await issue(made, CN, { csr: await newCsr(CN) })).join(''),
			'another key than the ECDSA CSR',
		],
		[
			'a gap in the chain',
			async (made) => {
				const [leaf = '', , root = ''] = await issue(made, CN);
				return leaf + root;
			},
			'lacks the CA certificate',
		],
		[
			'an expired certificate',
			async (made) => (await issue(made, CN, { days: -1 })).join(''),
			'expired on',
		],
		[
			'two certificates',
			async (made) => (await Promise.all([issue(made, CN), issue(made, CN)])).flat().join(''),
			'two certificates of one key type',
		],
		['a private key', () => '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', 'key'],
		['DER', () => '0\ufffd\u0004\ufffd0\ufffd', 'DER'],
		['a web page', () => '<html><body>Sign in</body></html>', 'web page'],
		[
			'two certificates where one is taken',
			async (made) => {
				const ecdsa = await issue(made, CN, { keyAlgorithm: 'ECDSA' });
				return (await issue(made, CN)).concat(ecdsa).join('');
			},
			'takes one certificate',
		],
	])('%s', async (_what, certificate, reason) => {
		const made = await atUpload(CN);
		const item = await send(made, await certificate(made));
		expect(item).toMatchObject({ error: expect.stringContaining(reason) });
		expect(await uploads()).toHaveLength(0);
	});
});
