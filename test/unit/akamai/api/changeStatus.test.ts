import { changeStatus, pastStatus } from '../../../../nodes/Akamai/api/changeStatus';

const input = (segment: string, requiredToProceed = true) => ({
	type: 'some-type',
	requiredToProceed,
	info: `/cps/v2/enrollments/1/changes/2/input/info/${segment}`,
	update: '/cps/v2/enrollments/1/changes/2/input/update/some-ack',
});

const status = (state: string, ...allowedInput: object[]) =>
	changeStatus({ statusInfo: { state, status: 'vendor-word' }, allowedInput });

describe('State of a change', () => {
	it.each([
		['new', 'inProgress'],
		['running', 'inProgress'],
		['awaiting-input', 'inProgress'],
		['error', 'failed'],
		['suspended', 'failed'],
		['cancelled', 'failed'],
		['completed', 'done'],
	])('%s without an input required is %s', (state, expected) => {
		expect(status(state, input('third-party-csr', false))).toMatchObject({
			state: expected,
			vendorStatus: 'vendor-word',
			retryable: false,
		});
	});

	it.each([
		['third-party-csr', 'certificate manager', 'Upload Certificate'],
		['pre-verification-warnings', 'certificate manager', 'safety checks'],
		['post-verification-warnings', 'certificate manager', 'warnings about the certificate'],
		['change-management-info', 'certificate manager', 'staging network'],
		['lets-encrypt-challenges', 'domain owner', 'tokens'],
		['something-new', 'certificate manager', 'Control Center'],
	])('awaiting-input that requires %s needs the %s', (segment, whoActs, words) => {
		expect(status('awaiting-input', input(segment))).toMatchObject({
			state: 'needsAction',
			whoActs,
			nextStep: expect.stringContaining(words),
		});
	});

	it('takes the first required input where several are open', () => {
		const open = [input('third-party-csr', false), input('post-verification-warnings')];
		expect(status('awaiting-input', ...open).nextStep).toContain('warnings about the certificate');
	});

	it('after an error says which input repairs it', () => {
		const { state, nextStep } = status('error', input('third-party-csr'));
		expect(state).toBe('failed');
		expect(nextStep).toContain('Upload Certificate');
	});

	it('takes an unknown state as in progress, and says so', () => {
		const { state, nextStep } = status('dreaming');
		expect(state).toBe('inProgress');
		expect(nextStep).toContain('unknown state "dreaming"');
	});

	it.each([
		['completed', 'done'],
		['cancelled', 'failed'],
		['incomplete', 'inProgress'],
		['odd', 'inProgress'],
	])('%s in the history is %s', (word, state) => {
		expect(pastStatus({ status: word })).toMatchObject({ state, vendorStatus: word });
	});
});
