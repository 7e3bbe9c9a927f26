import type { INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../../nodes/Akamai/Cps/AkamaiCps.node';
import { akamaiCalls, akamaiCredentialAt, byId, seedAkamai } from '../../../support/cps';
import { runNode } from '../../../support/engine';
import { useReceiver } from '../../../support/use';
import { HOUR, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();
const receiver = useReceiver();

const GO_ON = { onError: 'continueRegularOutput' };
const [DONE, FAILED] = [0, 3];

describe('Several pending changes of one enrollment', () => {
	test.each<[resource: string, name: string, form?: INodeParameters]>([
		['change', 'get'],
		['change', 'checkStatus'],
		['change', 'getCsr'],
		['change', 'getWarnings'],
		['change', 'acknowledgeWarnings'],
		['change', 'getChangeManagement'],
		['change', 'getDeploymentSchedule'],
		['change', 'setDeploymentSchedule', { notBefore: '2030-03-01T09:00:00Z' }],
		['dvChallenge', 'getAll'],
		['dvChallenge', 'acknowledge'],
	])('are a question to %s > %s, not a guess', async (resource, name, form = {}) => {
		await seedAkamai(simulator, { concurrentChanges: true });
		const { enrollmentId, changeId } = await make('several.example.com');
		const updateFields = { quicEnabled: true };
		const { outputs: updated } = await operation('enrollment', 'update')(
			{ enrollmentId },
			{ updateFields },
		);
		const newest = updated[0]?.[0]?.json.changeId;
		const before = (await akamaiCalls(simulator)).length;
		const { outputs } = await operation(resource, name)({ enrollmentId }, form, GO_ON);
		expect(outputs.flat()[0]?.json).toMatchObject({
			error: expect.stringMatching(
				new RegExp(`several pending.* ${changeId} .* ${String(newest)} `),
			),
			details: { code: 'several changes', retryable: false },
		});
		const sent = (await akamaiCalls(simulator)).slice(before);
		expect(sent.map(({ method }) => method)).toEqual(['GET']);
	});
});

describe('A change that CPS no longer knows', () => {
	const check = operation('change', 'checkStatus');

	test('is done where the last one of its enrollment is, and says so', async () => {
		await seedAkamai(simulator, { forgetsChangesAfter: 0 });
		const made = await make('forgotten.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const { outputs } = await check(made);
		expect(outputs[DONE]?.[0]?.json).toMatchObject({
			...{ changeId: made.changeId, state: 'done', vendorStatus: 'completed' },
			nextStep: expect.stringContaining(`no longer knows change ${made.changeId}`),
		});
		const { outputs: read } = await operation('change', 'get')(made);
		expect(read[0]?.[0]?.json).toMatchObject({ changeId: made.changeId, pending: false });
	});

	test('is none where another one is pending: nobody can tell whether it ever was', async () => {
		const made = await make('other.example.com');
		const { outputs } = await check({ ...made, changeId: 1 }, {}, GO_ON);
		expect(outputs[FAILED]?.[0]?.json).toMatchObject({ details: { code: 'not-found' } });
	});
});

describe('Check Status with 200 changes in flight', () => {
	const IDS = Array.from({ length: 200 }, (_, at) => 10 * (at + 1));
	const PER_MINUTE = 35;

	test.each<[known: string, changeId: string, lists: number]>([
		['changes that are named', '={{ $json.id + 1 }}', 0],
		['changes that have to be found', '', 1],
	])(
		'of %s keeps the limit of the account from check to check',
		async (_known, changeId, lists) => {
			receiver.answer(({ url }) => ({
				body: url.includes('/changes/')
					? { statusInfo: { state: 'running', status: 'generate-csr' }, allowedInput: [] }
					: {
							enrollments: IDS.map((id) => ({
								id,
								csr: { cn: `e${id}.example.com` },
								pendingChanges: [{ location: `/cps-api/enrollments/${id}/changes/${id + 1}` }],
							})),
						},
			}));
			const { outputs } = await runNode({
				node: new AkamaiCps(),
				parameters: {
					...{ resource: 'change', operation: 'checkStatus' },
					enrollmentId: byId('={{ $json.id }}'),
					changeId: byId(changeId),
				},
				items: IDS.map((id) => ({ id })),
				credentials: { akamaiEdgeGridApi: akamaiCredentialAt(receiver.origin) },
			});
			expect(outputs[1]).toHaveLength(IDS.length);
			expect(receiver.received).toHaveLength(IDS.length + lists);
			const pauses = new Set(outputs[1]?.map(({ json }) => Number(json.nextCheckInSeconds)));
			expect(pauses.size).toBe(1);
			const [seconds = 0] = pauses;
			expect((60 * receiver.received.length) / seconds).toBeLessThan(PER_MINUTE);
		},
	);
});
