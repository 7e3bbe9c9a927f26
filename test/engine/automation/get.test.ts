import type { INodeParameters } from 'n8n-workflow';

import { automationNode, host, jsonOf, ranLongAgo } from '../../support/automation';
import { byId } from '../../support/certCentral';
import { useHosts } from './hosts';

const { fleet } = useHosts();

describe('Automation > Get', () => {
	const get = async (more: INodeParameters = {}) =>
		await automationNode(fleet, 'get', [{}], { automationId: byId('702'), ...more });
	beforeEach(
		async () =>
			await fleet.seed({
				hosts: [host(2, { script: 'validationFailsOnce', automation: ranLongAgo(702) })],
			}),
	);

	it('gives the fields that people decide by, flat', async () => {
		const { outputs } = await get();
		expect(jsonOf(outputs[0])[0]).toMatchObject({
			automationId: 702,
			accountId: fleet.keys.accountId,
			automationStatus: 'INSTALL_VALIDATION_FAILED',
			csrProgress: 'CSR_GENERATION_SUCCEEDED',
			certInstallProgress: 'INSTALL_VALIDATION_FAILED',
			causeOfFailure: expect.stringContaining('Post install validation'),
			solution: expect.stringContaining('Verify certificate manually'),
			isRetryApplicable: true,
			isRequestApproval: false,
			commonName: 'www-2.example.com',
		});
	});

	it('gives everything, in the words of the service, when not simplified', async () => {
		const { outputs } = await get({ simplify: false });
		const { data } = await fleet.automation.post('/automation/viewAutomationDetails', {
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			automationId: 702,
		});
		expect(jsonOf(outputs[0])[0]).toEqual({
			automationId: 702,
			accountId: fleet.keys.accountId,
			divisionId: fleet.keys.divisionId,
			...data.data,
		});
	});
});
