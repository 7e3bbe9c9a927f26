import { asChange } from '../../../../nodes/Akamai/api/changes';
import { changeStatus, pastStatus } from '../../../../nodes/Akamai/api/changeStatus';

const PATH = '/cps/v2/enrollments/1/changes/2';

const input = (segment: string, requiredToProceed = true) => ({
	type: 'some-type',
	requiredToProceed,
	info: `${PATH}/input/info/${segment}`,
	update: `${PATH}/input/update/some-ack`,
});

function statusOf(statusInfo: object, ...allowedInput: object[]) {
	const change = asChange({ statusInfo, allowedInput }, PATH);
	if (!change) throw new Error('no change');
	return changeStatus(change);
}

const status = (state: string, ...allowedInput: object[]) =>
	statusOf({ state, status: 'vendor-word' }, ...allowedInput);

const OPTIONAL = input('third-party-csr', false);

describe('State of a change', () => {
	it.each([
		['new', 'inProgress'],
		['running', 'inProgress'],
		['error', 'failed'],
		['cancelled', 'failed'],
		['completed', 'done'],
	])('%s is %s, whatever input may be given', (state, expected) => {
		for (const inputs of [[], [OPTIONAL]]) {
			expect(status(state, ...inputs)).toMatchObject({
				state: expected,
				vendorStatus: 'vendor-word',
				retryable: false,
			});
		}
	});

	it.each([
		['Running', 'inProgress'],
		['COMPLETED', 'done'],
		['Canceled', 'failed'],
		['CANCELLED', 'failed'],
		['failed', 'failed'],
		['ERROR', 'failed'],
		['Awaiting_Input', 'needsAction'],
		['AWAITING INPUT', 'needsAction'],
	])('%s is no other word: %s', (state, expected) => {
		const told = status(state, input('third-party-csr', expected === 'needsAction'));
		expect(told.state).toBe(expected);
		expect(told.nextStep).not.toContain('unknown');
	});

	it.each([
		['a list', [{ code: 'a', description: 'b' }, 'c', null], 'a: b; c'],
		['an empty list', [], undefined],
		['text', 'said', 'said'],
		['other members', { title: 'Denied', detail: 'by the CA' }, 'Denied by the CA'],
	])('tells an error given as %s', (_form, error, words) => {
		const { nextStep } = statusOf({ state: 'running', status: 'x', error });
		if (words) expect(nextStep).toContain(`CPS reports the error "${words}".`);
		else expect(nextStep).not.toContain('error');
	});

	it.each(['/', '?version=1', '/?version=1'])('knows an input whose path ends in %s', (end) => {
		const info = `${PATH}/input/info/third-party-csr${end}`;
		const change = asChange({ statusInfo: { state: 'running' }, allowedInput: [{ info }] }, PATH);
		expect(change?.inputs[0]?.segment).toBe('third-party-csr');
	});

	it.each(['CANCELED', 'Cancelled'])('the history says %s, too', (word) => {
		expect(pastStatus({ status: word, raw: {} }).state).toBe('failed');
	});

	it.each(['awaiting-input', 'suspended'])('%s without an input waits, and says so', (state) => {
		const { state: told, nextStep, whoActs } = status(state);
		expect(told).toBe('inProgress');
		expect(whoActs).toBe('nobody');
		expect(nextStep).toMatch(/no input|none yet/);
		expect(nextStep).toContain('Check again');
	});

	it.each(['awaiting-input', 'suspended'])('%s with an input that is not required', (state) => {
		const {
			state: told,
			nextStep,
			whoActs,
		} = status(state, input('lets-encrypt-challenges', false));
		expect(told).toBe('needsAction');
		expect(whoActs).toBe('domain owner');
		expect(nextStep).toContain('CPS does not require it');
	});

	it.each([
		['third-party-csr', 'certificate manager', 'upload certificate and chain'],
		['pre-verification-warnings', 'certificate manager', 'safety checks'],
		['post-verification-warnings', 'certificate manager', 'warnings about the certificate'],
		['change-management-info', 'certificate manager', 'staging network'],
		['lets-encrypt-challenges', 'domain owner', 'tokens'],
		['something-new', 'certificate manager', 'Control Center'],
	])('awaiting-input that requires %s needs the %s', (segment, whoActs, words) => {
		const told = status('awaiting-input', input(segment));
		expect(told).toMatchObject({ state: 'needsAction', whoActs });
		expect(told.nextStep).toContain(words);
		expect(told.nextStep).not.toContain('does not require');
	});

	it('takes the first required input where several are open', () => {
		const open = [OPTIONAL, input('post-verification-warnings')];
		expect(status('awaiting-input', ...open).nextStep).toContain('warnings about the certificate');
	});

	it('after an error says which input repairs it', () => {
		const { state, nextStep } = status('error', input('third-party-csr'));
		expect(state).toBe('failed');
		expect(nextStep).toContain('upload certificate and chain');
	});

	it.each(['running', 'awaiting-input', 'error'])(
		'tells the error of a change that is %s',
		(state) => {
			const error = { code: 'some-code', description: 'The words.', timestamp: null };
			expect(statusOf({ state, status: 'x', error }).nextStep).toContain('some-code: The words.');
		},
	);

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
		expect(pastStatus({ status: word, raw: {} })).toMatchObject({ state, vendorStatus: word });
	});

	it('without any change, pending or past, says so', () => {
		expect(pastStatus(undefined).nextStep).toContain('neither pending nor past');
	});
});

describe('What is a change', () => {
	const statusInfo = { state: 'running', status: 'x', error: null };

	it.each([
		['an empty object', {}],
		['null', null],
		['text', 'maintenance'],
		['a list', []],
		['a problem under status 200', { title: 'Odd', detail: 'No.' }],
		['no state', { statusInfo: { status: 'x' }, allowedInput: [] }],
		['no list of inputs', { statusInfo }],
		['null for the inputs', { statusInfo, allowedInput: null }],
		['an input that is none', { statusInfo, allowedInput: ['csr'] }],
		[
			'the inputs of another change',
			{ statusInfo, allowedInput: [{ info: '/cps/v2/enrollments/1/changes/3/input/info/x' }] },
		],
		[
			'the inputs of another enrollment',
			{ statusInfo, allowedInput: [{ info: '/cps-api/enrollments/9/changes/2/input/info/x' }] },
		],
	])('is not %s', (_name, raw) => {
		expect(asChange(raw, PATH)).toBeUndefined();
	});

	it('may hold more than is documented', () => {
		const raw = { statusInfo: { ...statusInfo, more: 1 }, allowedInput: [], extra: {} };
		expect(asChange(raw, PATH)).toMatchObject({ state: 'running', raw });
	});
});
