import { X509Certificate } from 'node:crypto';

import { akamaiCalls } from '../../../support/cps';
import { newChain, newCsr } from '../../../support/simulator';
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

	it('tells whether production serves what was issued', async () => {
		const made = await make('compared.example.com', { ...OV, changeManagement: false });
		const compared = async (certificate: string, environment = 'production') => {
			const compareWith = `={{ ${JSON.stringify([{ pem: certificate }])} }}`;
			const { outputs } = await getDeployment(made, {
				environment,
				additionalFields: { compareWith },
			});
			return outputs[0]?.[0]?.json;
		};
		const csr = await newCsr('compared.example.com');
		const other = await newChain(simulator, 'compared.example.com', csr);
		expect(await compared(other)).toMatchObject({ deployed: false, asExpected: false });
		await simulator.advance(3 * HOUR);
		const { outputs } = await getDeployment(made, { environment: 'production' });
		const { primaryCertificate, serialNumber } = outputs[0]?.[0]?.json ?? {};
		const { certificate } = primaryCertificate as { certificate: string };
		expect(serialNumber).toBe(new X509Certificate(certificate).serialNumber);
		expect(await compared(certificate)).toMatchObject({ asExpected: true });
		expect(await compared(certificate, 'both')).toMatchObject({ asExpected: true });
		expect(await compared(other)).toMatchObject({ deployed: true, asExpected: false });
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
