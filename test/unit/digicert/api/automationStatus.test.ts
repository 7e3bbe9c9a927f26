import type { IDataObject } from 'n8n-workflow';

import { automationDetails } from '../../../../nodes/DigiCert/api/automationDetails';
import {
	isOpen,
	judge,
	listDecides,
	statusOf,
} from '../../../../nodes/DigiCert/api/automationStatus';

const judged = (raw: IDataObject) => {
	const details = automationDetails(raw, 1);
	if (!details) throw new Error('These are no details');
	return statusOf(details);
};

describe('State of an automation', () => {
	it.each([
		['SUCCESFULLY_RENEWED', undefined, 'done'],
		['SUCCESSFULLY_RENEWED', undefined, 'done'],
		['AUTO_RENEW_SCHEDULED', undefined, 'done'],
		['INSTALL_VALIDATED', undefined, 'done'],
		['CONFIGURED', 'INSTALL_SUCCEEDED', 'done'],
		['CONFIGURED', 'INSTALL_VALIDATED', 'done'],
		['SUCCESFULLY_RENEWED', 'INSTALL_VALIDATED', 'done'],
		['CONFIGURED', undefined, 'inProgress'],
		['AUTOMATION_SCHEDULED', undefined, 'inProgress'],
		['AUTOMATION_SCHEDULED', 'INSTALL_SUCCEEDED', 'inProgress'],
		[undefined, undefined, 'inProgress'],
		['ACTION_REQUIRED', undefined, 'needsAction'],
		['AUTOMATION_FAILED', undefined, 'failed'],
		['INSTALL_FAILED', undefined, 'failed'],
		['INSTALL_VALIDATION_FAILED', 'INSTALL_VALIDATION_FAILED', 'failed'],
		['ERROR', undefined, 'failed'],
		[undefined, 'AUTOMATION_FAILED', 'failed'],
	])('%s with progress %s is %s', (automationStatus, certInstallProgress, state) => {
		expect(judge({ automationStatus, certInstallProgress }).state).toBe(state);
	});

	describe('where the two fields disagree', () => {
		it.each([
			['failed beats everything', 'SUCCESFULLY_RENEWED', 'INSTALL_FAILED', 'failed'],
			['failed beats action', 'ACTION_REQUIRED', 'INSTALL_VALIDATION_FAILED', 'failed'],
			['action beats running', 'ACTION_REQUIRED', 'INSTALL_IN_PROGRESS', 'needsAction'],
			['running beats done', 'SUCCESFULLY_RENEWED', 'INSTALL_IN_PROGRESS', 'inProgress'],
			['running beats done', 'AUTO_RENEW_SCHEDULED', 'AUTOMATION_SCHEDULED', 'inProgress'],
			['running beats done', 'CONFIGURED', 'INSTALL_VALIDATION_IN_PROGRESS', 'inProgress'],
			['running beats done', 'SUCCESSFULLY_RENEWED', 'CERT_READY_TO_INSTALL', 'inProgress'],
		])('%s: %s, %s', (_rule, automationStatus, certInstallProgress, state) => {
			expect(judge({ automationStatus, certInstallProgress }).state).toBe(state);
		});
	});

	it('takes an unknown status as in progress and says so', () => {
		const status = judged({
			autoStatusResponse: { automationStatus: 'HELD_BY_POLICY' },
			autoOrderProgressResponse: {},
		});
		expect(status.state).toBe('inProgress');
		expect(status.vendorStatus).toBe('HELD_BY_POLICY');
		expect(status.nextStep).toContain('"HELD_BY_POLICY" is unknown to this node');
	});

	it('does not take an unknown progress as done, whatever the status says', () => {
		expect(
			judge({ automationStatus: 'SUCCESFULLY_RENEWED', certInstallProgress: 'QUEUED' }),
		).toEqual({ state: 'inProgress', vendorStatus: 'QUEUED', unknown: true });
	});

	it('says that a failed automation may be retried, with the advice of the service', () => {
		const status = judged({
			autoStatusResponse: { automationStatus: 'INSTALL_FAILED' },
			autoOrderProgressResponse: {
				certInstallResponse: {
					certInstallProgress: 'INSTALL_FAILED',
					solution: 'Restart the web server',
				},
				isRetryApplicable: true,
			},
		});
		expect(status).toEqual({
			state: 'failed',
			vendorStatus: 'INSTALL_FAILED',
			retryable: true,
			whoActs: 'nobody',
			nextStep: 'Restart the web server. Retry it with Retry in Bulk.',
		});
	});

	it('is retryable only while it is failed', () => {
		const autoOrderProgressResponse = { isRetryApplicable: true };
		const running = { automationStatus: 'AUTOMATION_SCHEDULED' };
		const failed = { automationStatus: 'INSTALL_FAILED' };
		const retryable = (autoStatusResponse: { automationStatus: string }) =>
			judged({ autoStatusResponse, autoOrderProgressResponse }).retryable;
		expect([retryable(running), retryable(failed)]).toEqual([false, true]);
	});

	it('reads details from which any part is missing', () => {
		expect(judged({ certDetailsResponse: {} }).state).toBe('inProgress');
	});
});

describe('A status of the automated-IP list', () => {
	it.each([
		['AUTOMATION_SCHEDULED', true],
		['ACTION_REQUIRED', true],
		['SOMETHING_NEW', true],
		['NOT_CONFIGURED', false],
		['CONFIGURED', false],
		['AUTOMATION_FAILED', false],
		['SUCCESSFULLY_RENEWED', false],
		[undefined, false],
	])('%s counts as open: %s', (status, open) => {
		expect(isOpen(status)).toBe(open);
	});

	it.each([
		['SUCCESSFULLY_RENEWED', true],
		['AUTOMATION_SCHEDULED', true],
		['CONFIGURED', false],
		['INSTALL_FAILED', false],
		['ACTION_REQUIRED', false],
	])('%s decides without the details: %s', (automationStatus, decides) => {
		expect(listDecides(judge({ automationStatus }))).toBe(decides);
	});
});
