import { newLicenseKey } from '../../../../sandbox/simulator/digicert/seed';
import { keyOf, refOf, useHosts } from './hosts';

const { simulator, books, hostBy, createBulk, view, retryRef, retry, started } = useHosts();

describe('bulkretryautomationtask', () => {
	it('lets a failed host go on where it broke, without another order', async () => {
		const host = await hostBy('installFailsOnce');
		const id = await started('installFailsOnce');
		await simulator.advance(300);
		const { data } = await retry([await retryRef(host)]);
		expect(data).toEqual({
			retryMessages: { [keyOf(host)]: 'Successfully initiated retry.' },
			failedRetries: {},
			message: '1 of 1 automations submitted for retry.',
			errors: [],
			status: {},
		});
		await simulator.advance(300);
		const { autoStatusResponse, autoOrderProgressResponse: progress } = await view(id);
		expect(autoStatusResponse.automationStatus).toBe('SUCCESFULLY_RENEWED');
		expect(progress.certInstallResponse.certInstallProgress).toBe('INSTALL_VALIDATED');
		expect((await books()).paidOrders).toBe(1);
	});

	it('refuses with 1028 what runs, what is done, what failed finally, and a wrong license key', async () => {
		const running = await hostBy('succeedsOddStatus');
		const final = await hostBy('failsFinally');
		const failed = await hostBy('installFailsOnce');
		await createBulk([refOf(final), refOf(failed)]);
		await simulator.advance(300);
		await createBulk([refOf(running)]);
		const wrongKey = { ...(await retryRef(failed)), agentLicenseKey: newLicenseKey() };
		const { data } = await retry([await retryRef(running), await retryRef(final), wrongKey]);
		expect(data.message).toBe('0 of 3 automations submitted for retry.');
		expect(data.errors).toEqual([]);
		expect(Object.keys(data.failedRetries)).toEqual([running, final, failed].map(keyOf));
		expect(data.failedRetries[keyOf(final)]).toEqual({
			errors: [
				{
					errorCode: '1028',
					errorField: keyOf(final),
					errorMessage: 'Automated IP/Port is not eligible for retry.',
				},
			],
			status: {},
		});
	});

	it('refuses by fault', async () => {
		const host = await hostBy('installFailsOnce');
		await started('installFailsOnce');
		await simulator.advance(300);
		await simulator.fault('retryNotEligible', { match: { path: keyOf(host) } });
		const { data } = await retry([await retryRef(host)]);
		expect(data.failedRetries[keyOf(host)].errors[0].errorCode).toBe('1028');
	});
});
