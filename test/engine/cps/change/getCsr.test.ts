import { akamaiCalls, byId } from '../../../support/cps';
import { HOUR, OV, useEnrollments } from '../enrollments';
import { readCsr } from '../../../../nodes/shared/certificate/csr';

const { simulator, make, operation } = useEnrollments();

const getCsr = operation('change', 'getCsr');

describe('Change > Get CSR', () => {
	it.each(['RSA', 'ECDSA'])('gives the %s CSR with the names to order', async (keyAlgorithm) => {
		const sans = ['csr.example.com', 'www.csr.example.com'];
		const made = await make('csr.example.com', { sans });
		await simulator.advance(HOUR);
		const { outputs } = await getCsr(made, { keyAlgorithm });
		const [{ json }] = outputs[0] as [{ json: { csr: string } }];
		expect(json).toMatchObject({
			enrollmentId: made.enrollmentId,
			changeId: made.changeId,
			pending: true,
			commonName: 'csr.example.com',
			dnsNames: ['csr.example.com', 'www.csr.example.com'],
			keyAlgorithm,
		});
		const reading = readCsr(json.csr);
		expect(reading).toMatchObject({
			ok: true,
			csr: { subject: { commonName: 'csr.example.com' } },
		});
	});

	it.each([true, false])('tells the CSR of the other key where dual-stack is %s', async (dual) => {
		const made = await make('dual.example.com', { enableMultiStackedCertificates: dual });
		await simulator.advance(HOUR);
		const { outputs } = await getCsr(made, { keyAlgorithm: 'RSA' });
		const { secondCsr } = outputs[0]?.[0]?.json ?? {};
		const ecdsa = await getCsr(made, { keyAlgorithm: 'ECDSA' });
		expect(secondCsr).toBe(dual ? ecdsa.outputs[0]?.[0]?.json.csr : null);
	});

	it('reads the names and the CSR, and not the change that shows it', async () => {
		const made = await make('frugal.example.com');
		await simulator.advance(HOUR);
		const before = (await akamaiCalls(simulator)).length;
		await getCsr(made);
		const paths = (await akamaiCalls(simulator)).slice(before).map(({ path }) => path);
		expect(paths.map((path) => path.split('/').at(-1))).toEqual([
			String(made.enrollmentId),
			'third-party-csr',
		]);
	});

	it('takes the only pending change where none is chosen', async () => {
		const made = await make('only.example.com');
		await simulator.advance(HOUR);
		const { outputs } = await getCsr({ enrollmentId: made.enrollmentId });
		expect(outputs[0]?.[0]?.json).toMatchObject({ changeId: made.changeId, pending: true });
	});

	it('says what the change does while it does not ask for a certificate', async () => {
		const made = await make('early.example.com');
		const { outputs } = await getCsr(made, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('pre-verification-safety-checks'),
			details: { retryable: true, ids: { changeId: made.changeId } },
		});
	});

	it('gives that of the history once nothing is pending', async () => {
		const { enrollmentId } = await make('past.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const { outputs } = await getCsr({ enrollmentId });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			pending: false,
			csr: expect.stringContaining('BEGIN CERTIFICATE REQUEST'),
		});
	});

	it('an empty change by expression is the only pending one, too', async () => {
		const made = await make('empty.example.com');
		await simulator.advance(HOUR);
		const { outputs } = await getCsr(made, { changeId: byId('') });
		expect(outputs[0]?.[0]?.json).toMatchObject({ changeId: made.changeId });
	});
});
