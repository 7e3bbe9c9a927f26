import { akamaiCalls } from '../../../support/cps';
import { HOUR, OV, useEnrollments } from '../enrollments';

const { simulator, make, operation } = useEnrollments();

const getDeployment = operation('deployment', 'get');

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
