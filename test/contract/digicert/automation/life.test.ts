import { installSettings, useHosts } from './hosts';

const { simulator, books, call, view, started } = useHosts();

describe('the life of an automation', () => {
	it('walks from the schedule to the validated installation', async () => {
		const id = await started('succeedsOtherSpelling', { automationActionType: 'ENROLL' });
		const seen: Array<[string, string | undefined, string | undefined]> = [];
		for (let step = 0; step < 9; step += 1) {
			const { autoStatusResponse: status, autoOrderProgressResponse: progress } = await view(id);
			const last: (typeof seen)[number] = [
				status.automationStatus,
				progress.csrGenResponse.csrProgress,
				progress.certInstallResponse?.certInstallProgress,
			];
			if (JSON.stringify(last) !== JSON.stringify(seen[seen.length - 1])) seen.push(last);
			await simulator.advance(step < 3 ? 31 : 20);
		}
		const csr = 'CSR_GENERATION_SUCCEEDED';
		expect(seen).toEqual([
			['AUTOMATION_SCHEDULED', undefined, 'AUTOMATION_SCHEDULED'],
			['AUTOMATION_SCHEDULED', undefined, undefined],
			['AUTOMATION_SCHEDULED', csr, undefined],
			['AUTOMATION_SCHEDULED', csr, 'CERT_READY_TO_INSTALL'],
			['AUTOMATION_SCHEDULED', csr, 'INSTALL_IN_PROGRESS'],
			['AUTOMATION_SCHEDULED', csr, 'INSTALL_VALIDATION_IN_PROGRESS'],
			['CONFIGURED', csr, 'INSTALL_VALIDATED'],
		]);
	});

	it('spells the renewed state in two ways, by place and by script', async () => {
		const once = await started('succeedsOddStatus');
		const twice = await started('succeedsOtherSpelling');
		await simulator.advance(300);
		expect((await view(once)).autoStatusResponse.automationStatus).toBe('SUCCESFULLY_RENEWED');
		expect((await view(twice)).autoStatusResponse.automationStatus).toBe('SUCCESSFULLY_RENEWED');
		await simulator.seed({ settings: { automatedIps: 'all' } });
		const { data } = await call('/automatedips/list', {
			searchCriteriaList: [
				{ key: 'AUTOMATION_STATUS', operation: 'EQUALS', value: ['SUCCESSFULLY_RENEWED'] },
			],
		});
		expect(data.automatedIps).toHaveLength(2);
	});

	it('shows a word that nobody documented while it installs', async () => {
		const id = await started('succeedsOddStatus');
		await simulator.advance(110);
		const { certInstallResponse } = (await view(id)).autoOrderProgressResponse;
		expect(certInstallResponse.certInstallProgress).toBe('INSTALL_QUEUED_ON_SENSOR');
	});

	it('waits for the scheduled time', async () => {
		const scheduleTime = Date.now() + 3_600_000;
		const id = await started('succeedsOddStatus', {
			installSettings: {
				installationType: 'SCHEDULED_INSTALL',
				scheduleTime,
				scheduleTimeZone: '-8#pacifictime',
			},
		});
		await simulator.advance(3000);
		const { certInstallResponse } = (await view(id)).autoOrderProgressResponse;
		expect(certInstallResponse).toMatchObject({
			certInstallProgress: 'AUTOMATION_SCHEDULED',
			scheduleOn: String(scheduleTime),
		});
		expect((await books()).paidOrders).toBe(0);
		await simulator.advance(1000);
		expect((await books()).paidOrders).toBe(1);
	});

	it('goes on renewing where that is wished', async () => {
		const id = await started('succeedsOddStatus', {
			installSettings: {
				...installSettings,
				isAlwaysOn: true,
				autoRenewSettings: { daysBeforeExpiry: 20, isAutoReplace: false },
			},
		});
		await simulator.advance(300);
		const { autoStatusResponse: status } = await view(id);
		expect(status.automationStatus).toBe('AUTO_RENEW_SCHEDULED');
		expect(status.nextRenewalDate).toBeGreaterThan(Date.now());
	});

	it.each([
		['installFailsOnce', 'INSTALL_FAILED', true],
		['validationFailsOnce', 'INSTALL_VALIDATION_FAILED', true],
		['failsForever', 'INSTALL_VALIDATION_FAILED', true],
		['failsFinally', 'AUTOMATION_FAILED', false],
		['needsAction', 'ACTION_REQUIRED', false],
	])('%s: %s, may be retried: %s', async (script, status, isRetryApplicable) => {
		const id = await started(script);
		await simulator.advance(300);
		const details = await view(id);
		expect(details.autoStatusResponse.automationStatus).toBe(status);
		const { autoOrderProgressResponse: progress } = details;
		expect(progress.isRetryApplicable).toBe(isRetryApplicable);
		const { certInstallResponse = progress.csrGenResponse } = progress;
		expect(certInstallResponse.causeOfFailure).toEqual(expect.any(String));
		expect(certInstallResponse.solution).toEqual(expect.any(String));
	});

	it('shows unknown and misspelt states by fault', async () => {
		const id = await started('succeedsOddStatus');
		await simulator.advance(300);
		await simulator.fault('misspeltStatus', { remaining: 1 });
		expect((await view(id)).autoStatusResponse.automationStatus).toBe('SUCCESSFULLY_RENEWED');
		await simulator.fault('unknownStatus', { remaining: 1 });
		expect((await view(id)).autoStatusResponse.automationStatus).toBe('AUTOMATION_HELD_BY_POLICY');
	});

	it('says 200 with an error for an automation that does not exist', async () => {
		const answer = await call('/automation/viewAutomationDetails', {
			divisionId: simulator.keys.divisionId,
			automationId: 1,
		});
		expect(answer.data.errors[0].errorField).toBe('automationId');
	});
});
