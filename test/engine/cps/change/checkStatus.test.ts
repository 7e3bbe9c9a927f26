import type { INodeParameters } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { AkamaiCps } from '../../../../nodes/Akamai/Cps/AkamaiCps.node';
import * as listSearch from '../../../../nodes/Akamai/listSearch/cps';
import {
	akamaiCalls,
	akamaiCps,
	akamaiCredential,
	byId,
	enrollmentParameters,
	seedAkamai,
} from '../../../support/cps';
import { loadOptionsContext } from '../../../support/engine';
import { useSimulator } from '../../../support/use';

const simulator = useSimulator();

const HOUR = 3600;
const DV = { certificateType: 'san', validationType: 'dv', ra: 'lets-encrypt' };
const OV = { certificateType: 'san', validationType: 'ov', ra: 'symantec' };

interface Made {
	enrollmentId: number;
	changeId: number;
}

async function make(commonName: string, more: INodeParameters = {}): Promise<Made> {
	const parameters = enrollmentParameters(simulator, more);
	const { outputs, error } = await akamaiCps(simulator, parameters, [{ commonName }]);
	if (error) throw error;
	return outputs[0]?.[0]?.json as unknown as Made;
}

const operation =
	(resource: string, name: string) =>
	async ({ enrollmentId, changeId }: Partial<Made>, more: INodeParameters = {}, options = {}) =>
		await akamaiCps(
			simulator,
			{
				resource,
				operation: name,
				enrollmentId: byId(enrollmentId ?? ''),
				...(resource === 'change' ? { changeId: byId(changeId ?? '') } : {}),
				...more,
			},
			[{ row: 1 }],
			options,
		);

const check = operation('change', 'checkStatus');
const getChange = operation('change', 'get');
const getEnrollment = operation('enrollment', 'get');
const getDeployment = operation('deployment', 'get');

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
			nextStep: expect.stringContaining('Upload Certificate'),
			allowedInput: [{ type: 'third-party-certificate', requiredToProceed: true }],
		});
	});

	it('Needs Action by the domain owner for DV, whatever the spelling of the status', async () => {
		const made = await make('dv.example.com', DV);
		await simulator.advance(HOUR);
		const { outputs } = await check(made);
		expect(outputs[NEEDS_ACTION]?.[0]?.json).toMatchObject({
			vendorStatus: 'coodinate-domain-validation',
			whoActs: 'domain owner',
		});
	});

	it('Needs Action when change management wants an acknowledgement', async () => {
		const made = await make('staged.example.com', OV);
		await simulator.advance(2 * HOUR);
		const { outputs } = await check(made);
		expect(outputs[NEEDS_ACTION]?.[0]?.json).toMatchObject({
			vendorStatus: 'wait-ack-change-management',
			nextStep: expect.stringContaining('Deployment > Get'),
		});
	});

	it('Done when the change is complete', async () => {
		const made = await make('done.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const { outputs } = await check(made);
		expect(outputs[DONE]?.[0]?.json).toMatchObject({
			state: 'done',
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

describe('Change > Get', () => {
	it('gives the change in the words of the service, with both ids', async () => {
		const made = await make('raw.example.com');
		const { outputs } = await getChange(made);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId: made.enrollmentId,
			changeId: made.changeId,
			pending: true,
			statusInfo: { state: 'running', error: null },
			allowedInput: [],
		});
	});
});

describe('Enrollment > Get and Get Many', () => {
	it('simplifies, or gives everything', async () => {
		const { enrollmentId, changeId } = await make('read.example.com');
		const simple = await getEnrollment({ enrollmentId });
		expect(simple.outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId,
			changeId,
			commonName: 'read.example.com',
			certificateType: 'third-party',
			secureNetwork: 'enhanced-tls',
			pendingChanges: [{ changeId, changeType: 'new-certificate' }],
		});
		const raw = await getEnrollment({ enrollmentId }, { simplify: false });
		expect(raw.outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId,
			csr: { cn: 'read.example.com' },
			networkConfiguration: { geography: 'core' },
		});
		expect(raw.outputs[0]?.[0]?.json.networkConfiguration).not.toHaveProperty('fipsMode');
	});

	it('reads FIPS mode with the newer version', async () => {
		const { enrollmentId } = await make('fips.example.com');
		const options = { includeFipsMode: true };
		const { outputs } = await getEnrollment({ enrollmentId }, { simplify: false, options });
		expect(outputs[0]?.[0]?.json.networkConfiguration).toHaveProperty('fipsMode');
	});

	it('lists the enrollments of a contract up to the limit, linked to the input', async () => {
		await make('a.example.com');
		await make('b.example.com');
		await make('c.example.com', { contractId: byId('K-0N7RAK71') });
		const getMany = async (more: INodeParameters) =>
			await akamaiCps(simulator, { resource: 'enrollment', operation: 'getAll', ...more });
		const contractId = byId(simulator.keys.contractId);
		const names = async (more: INodeParameters) =>
			(await getMany(more)).outputs[0]?.map(({ json }) => json.commonName);
		expect(await names({ contractId, returnAll: true })).toEqual([
			'a.example.com',
			'b.example.com',
		]);
		expect(await names({ contractId, limit: 1 })).toEqual(['a.example.com']);
		expect(await names({ returnAll: true })).toHaveLength(3);
		const { outputs } = await getMany({ contractId, returnAll: true });
		expect(outputs[0]?.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
	});
});

describe('Deployment > Get', () => {
	it('gives what is deployed on one network, or both', async () => {
		const made = await make('deployed.example.com', { ...OV, changeManagement: false });
		await simulator.advance(3 * HOUR);
		const one = await getDeployment(made, { environment: 'production' });
		expect(one.outputs[0]?.[0]?.json).toMatchObject({
			enrollmentId: made.enrollmentId,
			environment: 'production',
			deployed: true,
			primaryCertificate: { certificate: expect.stringContaining('BEGIN CERTIFICATE') },
			networkConfiguration: { dnsNames: ['deployed.example.com'] },
		});
		const both = await getDeployment(made, { environment: 'both' });
		expect(both.outputs[0]?.[0]?.json).toMatchObject({
			production: { primaryCertificate: {} },
			staging: { primaryCertificate: {} },
		});
	});

	it('tells "not deployed" from an unknown enrollment', async () => {
		const made = await make('absent.example.com');
		const { outputs } = await getDeployment(made, { environment: 'staging' });
		expect(outputs[0]?.[0]?.json).toEqual({
			enrollmentId: made.enrollmentId,
			environment: 'staging',
			deployed: false,
		});
		const { error } = await getDeployment({ enrollmentId: 99_999 });
		expect(error?.message).toContain('CPS does not find');
	});

	it('refuses an environment that does not exist, before any call', async () => {
		const environment = '={{ "moon" }}';
		const { error } = await getDeployment({ enrollmentId: 1 }, { environment });
		expect(error?.message).toContain("'Environment' must be one of");
		expect(await akamaiCalls(simulator)).toEqual([]);
	});
});

describe('Lists in the form', () => {
	const form = (parameters: INodeParameters) =>
		loadOptionsContext({
			node: new AkamaiCps(),
			parameters,
			credentials: { akamaiEdgeGridApi: akamaiCredential(simulator) },
		});
	const ofEnrollment = { resource: 'enrollment', operation: 'get' };

	it('contracts, without the prefix, filtered by what is typed', async () => {
		const context = form({ resource: 'enrollment', operation: 'create' });
		const { results } = await listSearch.searchContracts.call(context);
		expect(results.map(({ value }) => value)).toEqual([simulator.keys.contractId, 'K-0N7RAK71']);
		const some = await listSearch.searchContracts.call(context, 'k-0n');
		expect(some.results).toEqual([{ name: 'K-0N7RAK71', value: 'K-0N7RAK71' }]);
	});

	it('contracts, when the right is missing: says which one, and that By ID works', async () => {
		await seedAkamai(simulator, { grants: { cps: 'READ-WRITE', contracts: false } });
		const context = form({ resource: 'enrollment', operation: 'create' });
		await expect(listSearch.searchContracts.call(context)).rejects.toThrow(
			/may not list contracts.*Contracts-API_Contracts.*By ID works/,
		);
		await make('byid.example.com');
	});

	it.each(['searchContracts', 'searchEnrollments', 'searchChanges'] as const)(
		'%s says that By ID works when the credential cannot be used, too',
		async (search) => {
			const context = loadOptionsContext({
				node: new AkamaiCps(),
				parameters: { resource: 'change', operation: 'get', enrollmentId: byId(1) },
				credentials: { akamaiEdgeGridApi: { ...akamaiCredential(simulator), host: '' } },
			});
			await expect(listSearch[search].call(context)).rejects.toThrow(
				/"Host" is empty.*Correct the Akamai credential.*By ID works/,
			);
		},
	);

	it('contracts of the account that the form names', async () => {
		const context = form({
			resource: 'enrollment',
			operation: 'create',
			additionalFields: { accountSwitchKey: '1-5C0YLB:1-8BYUX' },
		});
		const { results } = await listSearch.searchContracts.call(context);
		expect(results.map(({ value }) => value)).toEqual(['1-1TJZH5']);
	});

	it('enrollments by common name, page by page', async () => {
		const { enrollmentId } = await make('listed.example.com');
		const { results } = await listSearch.searchEnrollments.call(form(ofEnrollment), 'LISTED');
		expect(results).toEqual([
			{ name: `listed.example.com (${enrollmentId})`, value: enrollmentId },
		]);
	});

	it('pending changes of the chosen enrollment', async () => {
		const { enrollmentId, changeId } = await make('changes.example.com');
		const context = form({
			resource: 'change',
			operation: 'get',
			enrollmentId: byId(enrollmentId),
		});
		const { results } = await listSearch.searchChanges.call(context);
		expect(results).toEqual([{ name: `new-certificate (${changeId})`, value: changeId }]);
	});
});
