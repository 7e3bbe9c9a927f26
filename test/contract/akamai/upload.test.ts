import type { Wish } from './changes';
import { CHANGE_PENDING, MINUTE, useChanges } from './changes';

const {
	simulator,
	pass,
	created,
	status,
	word,
	info,
	csrsOf,
	certificateFor,
	upload,
	acknowledge,
	atUpload,
	plainAtUpload,
} = useChanges();

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
		['a missing name', { names: [] }, 'is missing from the certificate'],
		['another common name', { commonName: 'other.example.com' }, 'Common Name (CN)'],
		['a root in the chain', { chain: 'all' }, 'standard root'],
		['no chain', { chain: 'none' }, 'Trust chain is empty'],
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
		for (const [field, value] of Object.entries({ C: 'US', ST: 'MA', L: 'Cambridge' })) {
			const text = `Value for ${field} differs between the CSR and the certificate: [${value}] vs missing.`;
			expect(json.warnings).toContain(text);
		}
		expect(json.warnings).not.toContain('[Example Org]');
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
