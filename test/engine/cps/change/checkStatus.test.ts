import { sleep } from 'n8n-workflow';

import { akamaiCalls, akamaiCps, byId, seedAkamai } from '../../../support/cps';
import { HOUR, type Made, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const DV = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };

const check = operation('change', 'checkStatus');

const DONE = 0;
const IN_PROGRESS = 1;
const NEEDS_ACTION = 2;
const FAILED = 3;

describe('Change > Check Status', () => {
	it('In Progress while CPS checks the enrollment', async () => {
		const made = await make('running.example.com');
		const { outputs } = await check(made);
		expect(outputs.map((items) => items.length)).toEqual([0, 1, 0, 0]);
		expect(outputs[IN_PROGRESS]?.[0]?.json).toMatchObject({
			...{ enrollmentId: made.enrollmentId, changeId: made.changeId },
			state: 'inProgress',
			vendorStatus: 'pre-verification-safety-checks',
			vendorState: 'running',
			allowedInput: [],
			retryable: false,
			whoActs: 'nobody',
			nextCheckInSeconds: 30,
		});
		expect(outputs[IN_PROGRESS]?.[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('Needs Action when the CSR waits for a certificate, and says what to do', async () => {
		const made = await make('csr.example.com');
		await simulator.advance(HOUR);
		const { outputs } = await check(made);
		expect(outputs[NEEDS_ACTION]?.[0]?.json).toMatchObject({
			state: 'needsAction',
			vendorStatus: 'wait-upload-third-party',
			whoActs: 'certificate manager',
			nextOperation: 'change.getCsr',
			nextStep: expect.stringContaining('Change > Get CSR'),
			allowedInput: [{ type: 'third-party-certificate', requiredToProceed: true }],
		});
	});

	it('Needs Action by the domain owner for DV, whatever the spelling of the status', async () => {
		const made = await make('dv.example.com', DV);
		await simulator.advance(HOUR);
		const { outputs } = await check(made);
		expect(outputs[NEEDS_ACTION]?.[0]?.json).toMatchObject({
			vendorStatus: 'coodinate-domain-validation',
			nextOperation: 'dvChallenge.getAll',
			whoActs: 'domain owner',
		});
	});

	it('Needs Action when change management wants an acknowledgement', async () => {
		const made = await make('staged.example.com', OV);
		await simulator.advance(2 * HOUR);
		const { outputs } = await check(made);
		expect(outputs[NEEDS_ACTION]?.[0]?.json).toMatchObject({
			vendorStatus: 'wait-ack-change-management',
			nextOperation: 'change.getChangeManagement',
			nextStep: expect.stringContaining('Change > Get Management Info'),
		});
	});

	it('Done when the change is complete', async () => {
		const made = await make('done.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const { outputs } = await check(made);
		expect(outputs[DONE]?.[0]?.json).toMatchObject({
			state: 'done',
			nextOperation: null,
			vendorStatus: 'complete',
			nextStep: expect.stringContaining('Deployment > Get'),
		});
	});

	it('Failed when the change was cancelled, here by a newer one', async () => {
		const networkConfiguration = { setId: 'set-1.xml' };
		const made = await make('cancelled.example.com', { networkConfiguration });
		const { outputs } = await check({ ...made, changeId: made.changeId - 1 });
		expect(outputs[FAILED]?.[0]?.json).toMatchObject({ state: 'failed', retryable: false });
	});

	it('Done when a deletion is said to be one and the enrollment is gone, Failed for any other', async () => {
		const made = await make('going.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const again = { enrollmentIdAgain: String(made.enrollmentId) };
		const began = await operation('enrollment', 'delete')(made, again);
		const { enrollmentId } = made;
		const deletion = { enrollmentId, changeId: Number(began.outputs[0]?.[0]?.json.changeId) };
		const look = async (of: typeof made, form = {}) =>
			(await check(of, form, { onError: 'continueErrorOutput' })).outputs;
		const asDeletion = { additionalFields: { isDeletion: true } };
		expect((await look(deletion, asDeletion))[NEEDS_ACTION]?.[0]?.json).toMatchObject({
			nextOperation: 'change.getWarnings',
		});
		const acknowledge = operation('change', 'acknowledgeWarnings');
		await acknowledge(deletion, { accept: 'all' });
		await simulator.advance(HOUR);
		expect((await look(deletion, asDeletion))[DONE]?.[0]?.json).toMatchObject({
			...deletion,
			state: 'done',
			nextStep: expect.stringContaining('was deleted'),
		});
		expect((await look(deletion)).at(-1)).toHaveLength(1);
	});

	describe('as a deletion', () => {
		const form = { additionalFields: { isDeletion: true } };
		const look = async (made: Partial<Made>) => {
			const { outputs } = await check(made, form, { onError: 'continueErrorOutput' });
			return outputs.map((items) => items.length);
		};

		it.each([true, false])(
			'one that CPS does not know is none while its enrollment is there, another change pending: %s',
			async (isPending) => {
				const made = await make('there.example.com', { ...OV, changeManagement: false });
				if (!isPending) await simulator.advance(3 * HOUR);
				expect(await look({ ...made, changeId: made.changeId + 4711 })).toEqual([0, 0, 0, 0, 1]);
			},
		);

		it('wants to know which change it is, before any call', async () => {
			const { enrollmentId } = await make('which.example.com');
			const before = (await akamaiCalls(simulator)).length;
			expect(await look({ enrollmentId })).toEqual([0, 0, 0, 0, 1]);
			expect(await akamaiCalls(simulator)).toHaveLength(before);
		});
	});

	it('takes the newest pending change when none is named, with the common name', async () => {
		const { enrollmentId, changeId } = await make('newest.example.com');
		const { outputs } = await check({ enrollmentId });
		expect(outputs[IN_PROGRESS]?.[0]?.json).toMatchObject({
			enrollmentId,
			changeId,
			commonName: 'newest.example.com',
		});
	});

	it('takes the newest of the history when none is pending', async () => {
		const { enrollmentId } = await make('history.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const { outputs } = await check({ enrollmentId });
		expect(outputs[DONE]?.[0]?.json).toMatchObject({
			state: 'done',
			vendorStatus: 'completed',
			action: 'new-certificate',
			commonName: 'history.example.com',
		});
	});

	it('finds the changes of many enrollments by one list, and asks later the more there are', async () => {
		const [one, other] = [await make('many-1.example.com'), await make('many-2.example.com')];
		const items = Array.from({ length: 40 }, (_, row) => (row % 2 ? one : other));
		const { outputs } = await akamaiCps(
			simulator,
			{
				...{ resource: 'change', operation: 'checkStatus', changeId: byId('') },
				enrollmentId: byId('={{ $json.enrollmentId }}'),
			},
			items.map(({ enrollmentId }) => ({ enrollmentId })),
		);
		expect(outputs[IN_PROGRESS]).toHaveLength(40);
		expect(outputs[IN_PROGRESS]?.[0]?.json.nextCheckInSeconds).toBeGreaterThan(120);
		const lists = await akamaiCalls(simulator, 'GET', /\/enrollments$/);
		expect(lists).toHaveLength(1);
		expect(await akamaiCalls(simulator, 'GET', /\/enrollments\/\d+$/)).toHaveLength(2);
	});

	it('waits inside the node when told to', async () => {
		const made = await make('wait.example.com');
		const later = sleep(500).then(async () => await simulator.advance(HOUR));
		const { outputs } = await check(made, { options: { waitUpTo: 2 } });
		await later;
		expect(outputs[NEEDS_ACTION]).toHaveLength(1);
	});

	it('leaves by Failed with the reason when the ID is unknown', async () => {
		const made = { enrollmentId: 99_999, changeId: 1 };
		const { outputs } = await check(made, {}, { onError: 'continueRegularOutput' });
		expect(outputs[FAILED]?.[0]?.json).toEqual({
			error: expect.stringContaining('CPS does not find'),
			details: expect.objectContaining({ retryable: false, code: 'not-found' }),
		});
	});

	it('reads ids that documents print as text', async () => {
		const { enrollmentId, changeId } = await make('text.example.com');
		await seedAkamai(simulator, { idForm: 'string' });
		const { outputs } = await check({ enrollmentId });
		expect(outputs[IN_PROGRESS]?.[0]?.json).toMatchObject({ enrollmentId, changeId });
	});
});
