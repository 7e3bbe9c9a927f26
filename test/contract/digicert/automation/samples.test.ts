import { useSimulator } from '../../../support/use';
import {
	SAMPLE_ACCOUNT,
	accountId,
	divisionId,
	agentLicenseKey,
	firstSensor,
	secondSensor,
} from './sampleAccount';

/** The sample calls of the vendor's own pages, against books that fit them. */
const simulator = useSimulator();

beforeEach(async () => await simulator.seed(SAMPLE_ACCOUNT));

const post = async (path: string, body: unknown) => {
	const { status, data } = await simulator.automation.post(path, body, {
		transformResponse: (text: string) => text,
	});
	return { status, text: data as string, json: JSON.parse(data) };
};

const retryTask = (fields: Record<string, unknown>) => ({
	accountId,
	divisionId,
	domainName: null,
	...fields,
});

const notEligible = (key: string) => ({
	errors: [
		{
			errorCode: '1028',
			errorField: key,
			errorMessage: 'Automated IP/Port is not eligible for retry.',
		},
	],
	status: {},
});

describe('sample answers of the automation pages', () => {
	it('View automation details', async () => {
		const { status, text, json } = await post('/automation/viewAutomationDetails', {
			accountId,
			automationId: 298577,
			divisionId,
		});
		expect(status).toBe(200);
		expect(text).toContain('"automationProfileId":741.0,');
		expect(json).toEqual({
			error: null,
			data: {
				autoStatusResponse: {
					automationStatus: 'INSTALL_VALIDATION_FAILED',
					requestedOn: '1599716536705',
					installSettings: {
						installationType: 'AUTO_INSTALL_AFTER_APPROVAL',
						isAlwaysOn: false,
					},
					userDetailsResponse: {
						firstName: 'CertCentral',
						lastName: 'Admin',
						container: { id: 677793, name: 'Cert Testing Inc.' },
					},
				},
				autoOrderProgressResponse: {
					csrGenResponse: { csrProgress: 'CSR_GENERATION_SUCCEEDED' },
					certInstallResponse: {
						certInstallProgress: 'INSTALL_VALIDATION_FAILED',
						causeOfFailure:
							'Post install validation is unsuccessful, could be due to installation failure / scan failure',
						solution:
							'Verify certificate manually on website and cancel this automation request if installed, otherwise retry. Contact customer support for additional help.',
					},
					isRetryApplicable: true,
				},
				certDetailsResponse: {
					commonName: 'cert-testing.com',
					signatureHash: '',
					orgDetails: {
						name: 'Cert Testing Inc.',
						address: '2801 N Thanksgiving Way',
						address2: 'Suite 500',
						city: 'Lehi',
						state: 'Utah',
						telephone: '801-701-9600',
					},
					sans: '',
					automationProfileName: '22jul2020 01',
					automationProfileId: 741.0,
					automationProfileStatus: 'ACTIVE',
					productType: 'SSL_SECURESITE_FLEX',
					validityPeriod: '1Y',
				},
				isRequestApproval: false,
			},
		});
	});

	it('Bulk retry: two of three, one of them a load balancer that is not eligible', async () => {
		const { status, json } = await post('/automation/bulkretryautomationtask', {
			retryAutomationTaskRequests: [
				retryTask({ ip: '10.100.193.54', port: 55085, agentLicenseKey }),
				retryTask({ ip: '10.100.193.54', port: 55084, agentLicenseKey }),
				retryTask({
					ip: '10.100.197.150',
					managementIp: '10.100.192.246',
					port: 1900,
					virtualServerName: '/Common/ManualDigi',
					sensorLicenseKey: secondSensor,
				}),
			],
			accountId,
		});
		expect(status).toBe(200);
		expect(json).toEqual({
			error: null,
			data: {
				retryMessages: {
					'10.100.193.54:55084': 'Successfully initiated retry.',
					'10.100.193.54:55085': 'Successfully initiated retry.',
				},
				failedRetries: { '10.100.197.150:1900': notEligible('10.100.197.150:1900') },
				message: '2 of 3 automations submitted for retry.',
				errors: [],
				status: {},
			},
		});
	});

	it('Bulk retry: none of two', async () => {
		const sensor = { ip: '10.100.196.228', managementIp: '10.100.192.227' };
		const sensorLicenseKey = firstSensor;
		const { json } = await post('/automation/bulkretryautomationtask', {
			retryAutomationTaskRequests: [
				retryTask({
					...sensor,
					port: 30005,
					virtualServerName: '/Zpartition/Per5',
					sensorLicenseKey,
				}),
				retryTask({
					...sensor,
					port: 30013,
					virtualServerName: '/partition1/per13',
					sensorLicenseKey,
				}),
			],
			accountId,
		});
		expect(json.data).toEqual({
			retryMessages: {},
			failedRetries: {
				'10.100.196.228:30013': notEligible('10.100.196.228:30013'),
				'10.100.196.228:30005': notEligible('10.100.196.228:30005'),
			},
			message: '0 of 2 automations submitted for retry.',
			errors: [],
			status: {},
		});
	});

	it('Create bulk automation: two started, and the missing installation type', async () => {
		const body = {
			accountId,
			divisionId,
			additionalEmails: 'cc.admin@cert-testing.com',
			sensorProfileName: '9thJuly',
			acmeProfileName: '22jul2020 01',
			automationActionType: 'RENEW',
			installSettings: { installationType: 'AUTO_INSTALL_AFTER_APPROVAL', isAlwaysOn: false },
			ipPortsToAutomate: [
				{
					domainName: 'SNIParent.winthecustomer.com',
					ip: '10.100.196.228',
					port: 900,
					managementIp: '10.100.192.227',
					virtualServerName: '/partition1/per18',
				},
				{
					domainName: 'SNIChild.cert-testing.com',
					ip: '10.100.196.228',
					port: 80,
					managementIp: '10.100.192.227',
					virtualServerName: '/partition1/per20',
				},
			],
		};
		expect((await post('/automation/createAutomation/bulk', body)).json).toEqual({
			error: null,
			data: {
				message:
					'Successfully initiated RENEW for 2 IP/Port(s), progress will be updated against individual IP/Ports',
				ineligibleIpPorts: [],
				errors: [],
				status: {},
			},
		});
		const without = { ...body, installSettings: undefined };
		const { status, json } = await post('/automation/createAutomation/bulk', without);
		expect(status).toBe(200);
		expect(json).toEqual({
			error: null,
			data: {
				errors: [
					{
						errorCode: '1004',
						errorField: 'installationType',
						errorMessage: 'No installationType specified for automation',
					},
				],
				status: {},
			},
		});
	});
});
