import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { CertificateAuthority } from '../../../sandbox/simulator/ca';
import { akamaiCredentialAt, byId, enrollmentParameters } from '../../support/cps';
import { runNode } from '../../support/engine';
import { newCsr } from '../../support/simulator';
import { useReceiver } from '../../support/use';

/** Promises 1 and 6, for Akamai: the deed of another, or of an earlier year, is not the item's own. */

const service = useReceiver();
const AT = '/cps/v2/enrollments/7';
const NAME = 'www.example.com';
const DAY = 86_400_000;

const enrollment = (more: IDataObject = {}): IDataObject => ({
	id: 7,
	location: AT,
	csr: { cn: NAME, sans: [NAME], c: 'DE', o: 'Other GmbH' },
	certificateType: 'third-party',
	validationType: 'third-party',
	ra: 'third-party',
	networkConfiguration: { secureNetwork: 'enhanced-tls', sniOnly: true, geography: 'core' },
	pendingChanges: [],
	...more,
});

const pending = (id: number, changeType: string): IDataObject => ({
	pendingChanges: [{ location: `${AT}/changes/${id}`, changeType }],
});

const HTML = { body: '<html>no such page</html>', headers: { 'content-type': 'text/html' } };

const run = async (
	parameters: INodeParameters,
	credential = akamaiCredentialAt(service.origin),
) => {
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters: { enrollmentId: byId(7), ...parameters },
		items: [{ commonName: NAME }],
		credentials: { akamaiEdgeGridApi: credential },
		onError: 'continueRegularOutput',
	});
	return {
		json: outputs.flat()[0]?.json,
		output: outputs.findIndex((items) => items.length > 0),
	};
};

const sent = (method: string) => service.received.filter((call) => call.method === method);

describe('An enrollment of an earlier run is not changed by Create', () => {
	test.each<[string, IDataObject, IDataObject, { status: number; body: unknown }]>([
		['a lost answer', pending(8, 'new-certificate'), {}, { status: 502, body: '' }],
		['a limit', { productionSlots: [1] }, { adoptDeployed: true }, { status: 429, body: {} }],
	])('after %s', async (_what, more, options, answer) => {
		const found = enrollment(more);
		service.answer(({ method, url }) => {
			if (method === 'POST') return answer;
			if (method === 'PUT') return { status: 202, body: { enrollment: AT, changes: [] } };
			return { body: url.includes('enrollments?') ? { enrollments: [found] } : found };
		});
		const parameters = enrollmentParameters(
			{ keys: { contractId: 'K-1' } } as never,
			{ networkConfiguration: { setId: 'set-1.xml' }, options } as never,
		);
		const { json } = await run(parameters);
		expect(json?.error).toContain('from an earlier run');
		expect(sent('PUT')).toEqual([]);
	});
});

test('Updates of one enrollment go one after the other, and none is lost', async () => {
	let now = enrollment();
	service.answer(async ({ method, body }) => {
		const seen = now;
		await sleep(30);
		if (method !== 'PUT') return { body: seen };
		now = { ...now, ...(JSON.parse(body.toString('utf8')) as IDataObject) };
		return { status: 200, body: { enrollment: AT, changes: [] } };
	});
	const credential = akamaiCredentialAt(service.origin);
	const update = async (updateFields: INodeParameters) =>
		await run({ resource: 'enrollment', operation: 'update', updateFields }, credential);
	await Promise.all([update({ sans: 'a.example.com' }), update({ quicEnabled: true })]);
	expect(now).toMatchObject({
		csr: { sans: ['a.example.com'] },
		networkConfiguration: { quicEnabled: true },
	});
});

describe("Somebody's renewal", () => {
	test.each([
		['is refused', { status: 409, body: { title: 'Cannot cancel pending change.' } }],
		['names nothing', { status: 200, body: { enrollment: AT, changes: [] } }],
	])('is not the deletion that %s', async (_what, answer) => {
		let isTried = false;
		service.answer(({ method }) => {
			isTried ||= method === 'DELETE';
			if (method === 'DELETE') return answer;
			return { body: enrollment(isTried ? pending(77, 'renewal') : {}) };
		});
		const { json } = await run({
			resource: 'enrollment',
			operation: 'delete',
			enrollmentIdAgain: '7',
		});
		expect(json).toHaveProperty('error');
	});

	test('is not the change of an update', async () => {
		let isPut = false;
		service.answer(({ method }) => {
			isPut ||= method === 'PUT';
			if (method === 'PUT') return { status: 202, body: { enrollment: AT, changes: [] } };
			return { body: enrollment(isPut ? pending(70, 'renewal') : {}) };
		});
		const { json } = await run({
			resource: 'enrollment',
			operation: 'update',
			updateFields: { quicEnabled: true },
		});
		expect(json).toMatchObject({ changeId: null });
	});

	test('is taken up by Renew in whatever spelling', async () => {
		service.answer(() => ({ body: enrollment(pending(77, 'Renewal')) }));
		const { json } = await run({ resource: 'enrollment', operation: 'renew' });
		expect(json).toMatchObject({ changeId: 77, changed: false });
	});
});

test('A certificate of an earlier change is not uploaded to the one that goes on', async () => {
	const csr = await newCsr(NAME);
	const ca = await CertificateAuthority.create();
	const made = await ca.issue({
		csr,
		commonName: NAME,
		dnsNames: [],
		notBefore: new Date(Date.now() - 100 * DAY),
		notAfter: new Date(Date.now() + 20 * DAY),
	} as never);
	const primaryCertificate = { certificate: made.chain[0]?.pem, csr, keyAlgorithm: 'RSA' };
	const earlier = { status: 'completed', createdOn: '2026-01-01T00:00:00Z', primaryCertificate };
	service.answer(({ url }) => {
		if (url.includes('/history/')) return { body: { changes: [earlier] } };
		if (!url.includes('/changes/')) return { body: enrollment(pending(99, 'renewal')) };
		const statusInfo = { state: 'running', status: 'generate-csr' };
		return { body: { statusInfo, allowedInput: [] } };
	});
	const { json } = await run({
		resource: 'change',
		operation: 'uploadCertificate',
		changeId: byId(99),
		certificate: made.chain.map(({ pem }) => pem).join(''),
	});
	expect(json).toMatchObject({ details: { retryable: true } });
	expect(sent('POST')).toEqual([]);
});

test('What CPS says of a certificate is told though the answer to its upload was lost', async () => {
	const csr = await newCsr(NAME);
	const ca = await CertificateAuthority.create();
	const { chain } = await ca.issue({
		csr,
		commonName: NAME,
		dnsNames: [],
		notBefore: new Date(Date.now() - DAY),
		notAfter: new Date(Date.now() + 90 * DAY),
	});
	const info = `${AT}/changes/8/input/info/third-party-csr`;
	let isSent = false;
	service.answer(({ method, url }) => {
		isSent ||= method !== 'GET';
		if (method !== 'GET') return { status: 502, body: '' };
		if (url.includes('third-party-csr'))
			return { body: { csrs: [{ csr, keyAlgorithm: 'ECDSA' }] } };
		if (!url.includes('/changes/')) return { body: enrollment(pending(8, 'new-certificate')) };
		const error = { code: 'bad-chain', description: 'The trust chain does not verify' };
		const statusInfo = { state: 'awaiting-input', status: 'wait-upload-third-party' };
		return {
			body: {
				statusInfo: { ...statusInfo, ...(isSent ? { error } : {}) },
				allowedInput: [{ type: 'third-party-csr', requiredToProceed: true, info }],
			},
		};
	});
	const { json } = await run({
		resource: 'change',
		operation: 'uploadCertificate',
		changeId: byId(8),
		certificate: chain.map(({ pem }) => pem).join(''),
		options: { visibleWithin: 2 },
	});
	expect(json).toMatchObject({
		error: expect.stringContaining('does not verify'),
		details: { retryable: false },
	});
});

describe('What CPS no longer knows, in each form in which it says so', () => {
	const TYPE = 'https://example.com/cps/v2/error-types/not-found';
	const forms: Array<[string, unknown]> = [
		['a problem', { type: TYPE, title: 'Not Found' }],
		['text', `ApiError(type=${TYPE}, title=Not Found, detail=null, source=null)`],
	];

	test.each(forms)('is over: %s', async (_form, body) => {
		const past = { status: 'completed', createdOn: '2026-11-01T00:00:00Z' };
		service.answer(({ url }) => {
			if (url.includes('/history/')) return { body: { changes: [past] } };
			return url.includes('/changes/') ? { status: 404, body } : { body: enrollment() };
		});
		const { output } = await run({
			resource: 'change',
			operation: 'checkStatus',
			changeId: byId(9),
		});
		expect(output).toBe(0);
	});

	test.each(forms)('was cancelled: %s', async (_form, body) => {
		let isSent = false;
		service.answer(({ method }) => {
			isSent ||= method === 'DELETE';
			if (method === 'DELETE') return { status: 502, body: '' };
			if (isSent) return { status: 404, body };
			const statusInfo = { state: 'awaiting-input', status: 'wait-upload-third-party' };
			return { body: { statusInfo, allowedInput: [] } };
		});
		const { json } = await run({ resource: 'change', operation: 'cancel', changeId: byId(9) });
		expect(json).toMatchObject({ cancelled: true, recovered: true });
	});
});

test.each([
	[404, { detail: 'Not Found' }],
	[404, { title: 'Not Found' }],
	[403, { type: 'https://example.com/cps/v2/error-types/not-found', title: 'Not Found' }],
])('%i with %j after a lost answer does not say that a change is gone', async (status, body) => {
	let isSent = false;
	service.answer(({ method }) => {
		isSent ||= method === 'DELETE';
		if (method === 'DELETE') return { status: 502, body: '' };
		if (isSent) return { status, body };
		const statusInfo = { state: 'awaiting-input', status: 'wait-upload-third-party' };
		return { body: { statusInfo, allowedInput: [] } };
	});
	const { json } = await run({ resource: 'change', operation: 'cancel', changeId: byId(9) });
	expect(json).toHaveProperty('error');
	expect(json).not.toHaveProperty('cancelled');
});

describe('A page that somebody on the way answers with 404', () => {
	test('is no proof that a change was cancelled', async () => {
		let isSent = false;
		service.answer(({ method }) => {
			isSent ||= method === 'DELETE';
			if (method === 'DELETE') return { status: 502, body: '' };
			if (isSent) return { status: 404, ...HTML };
			const statusInfo = { state: 'awaiting-input', status: 'wait-upload-third-party' };
			return { body: { statusInfo, allowedInput: [] } };
		});
		const { json } = await run({
			resource: 'change',
			operation: 'cancel',
			changeId: byId(8),
		});
		expect(json).toHaveProperty('error');
		expect(json).not.toHaveProperty('cancelled');
	});

	test('is no proof that a change is over', async () => {
		const past = { status: 'completed', action: 'renew', createdOn: '2025-01-01T00:00:00Z' };
		service.answer(({ url }) => {
			if (url.includes('/history/')) return { body: { changes: [past] } };
			return url.includes('/changes/') ? { status: 404, ...HTML } : { body: enrollment() };
		});
		const { json } = await run({
			resource: 'change',
			operation: 'checkStatus',
			changeId: byId(8),
		});
		expect(json).toHaveProperty('error');
	});
});
