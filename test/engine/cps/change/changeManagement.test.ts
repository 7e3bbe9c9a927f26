import { akamaiCalls, seedAkamai } from '../../../support/cps';
import { HOUR, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const look = operation('change', 'getChangeManagement');
const approve = operation('change', 'approveDeployment');
const check = operation('change', 'checkStatus');

async function staged(name: string) {
	const made = await make(name, OV);
	await simulator.advance(2 * HOUR);
	const { outputs } = await look(made);
	return { made, seen: outputs[0]?.[0]?.json };
}

const acks = async () => (await akamaiCalls(simulator, 'POST', /change-management-ack$/)).length;

describe('Change > Get Management Info', () => {
	it('shows what waits on staging, readable, with its hash and the deadline', async () => {
		const { made, seen } = await staged('staged.example.com');
		expect(seen).toMatchObject({
			...{ enrollmentId: made.enrollmentId, changeId: made.changeId },
			hash: expect.stringMatching(/^[0-9a-f]{40}$/),
			serialNumbers: [expect.stringMatching(/^[0-9A-F]+$/)],
			acknowledgementDeadline: null,
			errors: [],
			pendingCertificates: [
				{ keyAlgorithm: 'RSA', subjectAltName: expect.stringContaining('staged.example.com') },
			],
			review: expect.stringMatching(/^RSA certificate [0-9A-F]+, valid to .*Z, for .*staged/),
		});
	});

	it('is one call: what waits says itself that it does', async () => {
		const { made } = await staged('frugal.example.com');
		const before = (await akamaiCalls(simulator)).length;
		await look(made);
		expect(await akamaiCalls(simulator)).toHaveLength(before + 1);
	});

	it('says that nothing waits yet', async () => {
		const made = await make('early.example.com', OV);
		const { outputs } = await look(made, {}, { onError: 'continueRegularOutput' });
		expect(outputs[0]?.[0]?.json).toMatchObject({ details: { retryable: true } });
	});
});

describe('Change > Approve Deployment', () => {
	it('releases what was looked at, once', async () => {
		const { made, seen } = await staged('release.example.com');
		const { outputs } = await approve(made, { hash: String(seen?.hash) });
		expect(outputs[0]?.[0]?.json).toMatchObject({ approved: true, changed: true });
		await simulator.advance(2 * HOUR);
		const again = await approve(made, { hash: String(seen?.hash) });
		expect(again.outputs[0]?.[0]?.json).toMatchObject({ approved: true, changed: false });
		expect(await acks()).toBe(1);
		const [done] = (await check(made)).outputs;
		expect(done).toHaveLength(1);
	});

	it('stops where something else waits by now, and says what', async () => {
		const { made } = await staged('other.example.com');
		const { outputs } = await approve(
			made,
			{ hash: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3' },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringMatching(/not what was looked at.*other\.example\.com/),
			details: { ids: { changeId: made.changeId } },
		});
		expect(await acks()).toBe(0);
	});

	it('stops at another certificate though the hash is the same', async () => {
		const { made, seen } = await staged('serial.example.com');
		const hash = String(seen?.hash);
		const release = async (serialNumbers: string) => {
			const form = { hash, additionalFields: { serialNumbers } };
			return (await approve(made, form, { onError: 'continueRegularOutput' })).outputs[0]?.[0]
				?.json;
		};
		expect(await release('0A:0B:0C')).toMatchObject({ details: { code: 'other hash' } });
		expect(await acks()).toBe(0);
		const [serial] = seen?.serialNumbers as string[];
		expect(await release(`00${serial?.toLowerCase()}`)).toMatchObject({ approved: true });
	});

	it('stops where it has become another between the look and the approval', async () => {
		await simulator.fault('cpsPendingMoves', { remaining: 1 });
		const { made, seen } = await staged('moved.example.com');
		const stop = { onError: 'continueRegularOutput' } as const;
		const { outputs } = await approve(made, { hash: String(seen?.hash) }, stop);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			error: expect.stringContaining('not what was looked at'),
		});
		expect(await acks()).toBe(0);
		const again = await look(made, {}, stop);
		const hash = String(again.outputs[0]?.[0]?.json.hash);
		expect((await approve(made, { hash })).outputs[0]?.[0]?.json).toMatchObject({ approved: true });
	});

	it('sends what was looked at, so that CPS itself refuses what becomes another meanwhile', async () => {
		const { made, seen } = await staged('race.example.com');
		await simulator.fault('cpsPendingMoves', { remaining: 1 });
		const { outputs } = await approve(
			made,
			{ hash: String(seen?.hash) },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({ details: { code: 'other hash' } });
		const sent = await akamaiCalls(simulator, 'POST', /change-management-ack$/);
		expect(sent.map(({ status }) => status)).toEqual([409]);
		expect((await check(made)).outputs[2]).toHaveLength(1);
	});

	it('stops at an error that CPS reports of it, whatever the hash', async () => {
		const { made, seen } = await staged('faulty.example.com');
		await seedAkamai(simulator, { managementErrors: ['The certificate is not there.'] });
		const { outputs } = await approve(
			made,
			{ hash: String(seen?.hash) },
			{ onError: 'continueRegularOutput' },
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({ details: { code: 'validation errors' } });
		expect(await acks()).toBe(0);
	});

	it('wants the change named, before any call', async () => {
		const { made, seen } = await staged('unnamed.example.com');
		const before = (await akamaiCalls(simulator)).length;
		const unnamed = approve({ enrollmentId: made.enrollmentId }, { hash: String(seen?.hash) });
		// n8n itself refuses a workflow that lacks a required value.
		await expect(unnamed).rejects.toThrow('issues');
		expect((await akamaiCalls(simulator)).length).toBe(before);
	});
});
