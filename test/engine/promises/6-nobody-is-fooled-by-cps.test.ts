import type { INodeParameters } from 'n8n-workflow';

import { AkamaiCps } from '../../../nodes/Akamai/Cps/AkamaiCps.node';
import { akamaiCredentialAt, byId } from '../../support/cps';
import { runNode } from '../../support/engine';
import type { Handler } from '../../support/receiver';
import { newCsr } from '../../support/simulator';
import { useReceiver } from '../../support/use';

/** Promise 6, for Akamai: another shape or another thing is no result, and waiting is no failure. */

const service = useReceiver();

const answered = async (body: unknown, parameters: INodeParameters) =>
	await answering(() => ({ body }), parameters);

async function answering(handler: Handler, parameters: INodeParameters) {
	service.answer(handler);
	const { outputs } = await runNode({
		node: new AkamaiCps(),
		parameters: { enrollmentId: byId(7), changeId: byId(8), ...parameters },
		credentials: { akamaiEdgeGridApi: akamaiCredentialAt(service.origin) },
		onError: 'continueRegularOutput',
	});
	const [item] = outputs.flat();
	return { json: item?.json, output: outputs.findIndex((items) => items.length > 0) };
}

const UNREADABLE = { details: { code: 'unreadable answer' } };

test.each<[string, unknown]>([
	['another enrollment', { id: 9, csr: { cn: 'www.example.com' } }],
	['a problem', { title: 'Out of order' }],
])('%s is not the one that was asked for', async (_title, body) => {
	const { json } = await answered(body, { resource: 'enrollment', operation: 'get' });
	expect(json).toMatchObject(UNREADABLE);
});

test('a list that is missing is not empty', async () => {
	const { json } = await answered({}, { resource: 'enrollment', operation: 'getAll' });
	expect(json).toMatchObject(UNREADABLE);
});

test('a suspended change with an input needs action, also where none is required', async () => {
	const allowedInput = [
		{
			type: 'lets-encrypt-challenges',
			requiredToProceed: false,
			info: '/cps/v2/enrollments/7/changes/8/input/info/lets-encrypt-challenges',
		},
	];
	const statusInfo = { state: 'suspended', status: 'coodinate-domain-validation' };
	const { json, output } = await answered(
		{ statusInfo, allowedInput },
		{ resource: 'change', operation: 'checkStatus' },
	);
	expect(output).toBe(2);
	expect(json).toMatchObject({ state: 'needsAction', whoActs: 'domain owner', allowedInput });
});

test.each([
	['CANCELED', 3],
	['Failed', 3],
	['COMPLETED', 0],
	['Running', 1],
])(
	'a change that is told as %s is in no other state than one in small letters',
	async (state, at) => {
		const statusInfo = { state, status: 'x', error: [{ code: 'a', description: 'b' }] };
		const { json, output } = await answered(
			{ statusInfo, allowedInput: [] },
			{ resource: 'change', operation: 'checkStatus' },
		);
		expect(output).toBe(at);
		expect(json?.nextStep).toContain('CPS reports the error "a: b"');
	},
);

const CHANGE = '/cps/v2/enrollments/7/changes/8';
const writes = () => service.received.filter(({ method }) => method !== 'GET');

/** A change in this state, that asks for these inputs, by the last segments of their paths. */
const change = (state: string, ...inputs: string[]) => ({
	statusInfo: { state, status: 'x' },
	allowedInput: inputs.map((input) => ({
		type: input,
		requiredToProceed: true,
		info: `${CHANGE}/input/info/${input}`,
	})),
});

test('errors that are texts stop a release as well', async () => {
	const validationResult = { errors: ['certificate expired'], warnings: [] };
	const { json } = await answering(
		({ url }) => ({
			body: url.includes('/input/info/')
				? { validationResultHash: 'abc', validationResult, pendingState: {} }
				: change('awaiting-input', 'change-management-info'),
		}),
		{ resource: 'change', operation: 'approveDeployment', hash: 'abc' },
	);
	expect(json).toMatchObject({
		error: expect.stringContaining('certificate expired'),
		details: { code: 'validation errors' },
	});
	expect(writes()).toEqual([]);
});

describe('a change is over by whatever word', () => {
	const cancel = { resource: 'change', operation: 'cancel' };

	test.each(['COMPLETED', 'complete'])('%s: there is nothing to cancel', async (state) => {
		const { json } = await answered(change(state), cancel);
		expect(json).toMatchObject({ details: { code: 'change over' } });
		expect(writes()).toEqual([]);
	});

	test.each(['CANCELLED', 'Canceled'])('%s: it was cancelled already', async (state) => {
		const { json } = await answered(change(state), cancel);
		expect(json).toMatchObject({ cancelled: true, changed: false });
		expect(writes()).toEqual([]);
	});

	test('Canceled: it was not released', async () => {
		const { json } = await answered(
			{ ...change('Canceled'), statusInfo: { state: 'Canceled', status: 'complete' } },
			{ resource: 'change', operation: 'approveDeployment', hash: 'abc' },
		);
		expect(json).toMatchObject({ details: { code: 'not asked for' } });
	});

	test('RUNNING: what does not ask yet may ask later', async () => {
		const { json } = await answered(change('RUNNING'), {
			resource: 'dvChallenge',
			operation: 'acknowledge',
		});
		expect(json).toMatchObject({ details: { code: 'not asked for', retryable: true } });
	});
});

test('the CSR of another name is not told as that of the enrollment', async () => {
	const csr = await newCsr('other.example.org');
	const { json } = await answering(
		({ url }) => ({
			body: url.includes('/input/info/')
				? { csrs: [{ csr, keyAlgorithm: 'ECDSA' }] }
				: url.includes('/changes/')
					? change('running')
					: { id: 7, csr: { cn: 'www.example.com' }, pendingChanges: [] },
		}),
		{ resource: 'change', operation: 'getCsr', keyAlgorithm: 'ECDSA' },
	);
	expect(json).toHaveProperty('error');
	expect(json).not.toHaveProperty('csr');
});
