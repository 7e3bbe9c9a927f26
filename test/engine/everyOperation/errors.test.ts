import { CROWDED, PROBLEMS } from '../../../nodes/Akamai/transport/errors';
import { AUTOMATION_ERRORS, SERVICES_ERRORS } from '../../../nodes/DigiCert/transport/errors';
import type { FailureClass } from '../../../nodes/shared/failure';
import { FAILURE_CLASSES } from '../../../nodes/shared/failure';
import type { Answer } from '../../support/receiver';
import { SAID, useCall } from './call';

/**
 * Promise 4: a failure says who must do what. For every entry of the error catalogue a service
 * answers with its code, and the item says what the catalogue says; then codes and statuses that
 * nobody knows.
 */

const { CALLS, call } = useCall();

interface Entry {
	class: FailureClass;
	retryable?: boolean;
	whoActs?: string;
	nextStep?: string;
}

const occurred = new Set<FailureClass>();

/** What the catalogue says to the user: the entry's own words, else those of its class. */
function detailsOf(entry: Entry, code: string) {
	occurred.add(entry.class);
	const { retryable, whoActs, nextStep } = FAILURE_CLASSES[entry.class];
	return {
		ids: {},
		code,
		retryable: entry.retryable ?? retryable,
		whoActs: entry.whoActs ?? whoActs,
		nextStep: entry.nextStep ?? nextStep,
	};
}

const statusOf = (failureClass: FailureClass): number =>
	({ fixRights: 403, notEligible: 409, settle: 409, wait: 503 })[failureClass as string] ?? 400;

describe('DigiCert Services API', () => {
	const answer = (code: string, status: number): Answer => ({
		status,
		body: { errors: [{ code, message: SAID }] },
	});

	test.each(SERVICES_ERRORS)('$code: $class', async (entry) => {
		const status = entry.code.startsWith('not_found') ? 404 : 400;
		const { error, details } = await call('services', answer(entry.code, status));
		expect(error).toBe(`${entry.words} (${SAID})`);
		expect(details).toEqual(detailsOf(entry, entry.code));
	});

	test('a code with a field or a qualifier means what the code means', async () => {
		const known = SERVICES_ERRORS.find(({ code }) => code === 'invalid_value');
		const code = 'invalid_value:dns_names|too_long';
		const { error, details } = await call('services', answer(code, 400));
		expect(error).toBe(`${known?.words} (${SAID})`);
		expect(details).toEqual(detailsOf(known ?? { class: 'unclear' }, code));
	});

	test('a known code proves nothing where the server is at fault', async () => {
		const { error, details } = await call('services', answer('invalid_value', 500), 'write');
		expect(error).toBe(SAID);
		expect(details).toEqual(detailsOf({ class: 'unclear' }, 'invalid_value'));
	});

	test.each<[number, FailureClass]>([
		[400, 'fixRequest'],
		[401, 'fixRights'],
		[403, 'fixRights'],
		[422, 'fixRequest'],
	])('an unknown code with HTTP %s keeps its words: %s', async (status, failureClass) => {
		const { error, details } = await call('services', answer('never_heard_of', status));
		expect(error).toBe(SAID);
		expect(details).toEqual(detailsOf({ class: failureClass }, 'never_heard_of'));
	});
});

describe('DigiCert Automation API', () => {
	const inside200 = (errorCode: string): Answer => ({
		body: {
			error: null,
			data: { errors: [{ errorCode, errorField: 'ip', errorMessage: SAID }] },
		},
	});

	test.each(AUTOMATION_ERRORS)('$code inside a 200 answer: $class', async (entry) => {
		const { error, details } = await call('automation', inside200(entry.code));
		expect(error).toBe(`DigiCert refuses: ${SAID} (ip)`);
		expect(details).toEqual(detailsOf(entry, entry.code));
	});

	test('an unknown code inside a 200 answer keeps its words', async () => {
		const { error, details } = await call('automation', inside200('9999'));
		expect(error).toBe(`DigiCert refuses: ${SAID} (ip)`);
		expect(details).toEqual(detailsOf({ class: 'fixWorld' }, '9999'));
	});

	const gateway = (code: string, status: number): Answer => ({
		status,
		body: { errors: [{ code, message: SAID }] },
	});

	test.each(SERVICES_ERRORS.filter(({ class: own }) => own === 'fixRights'))(
		'$code of the gateway before it: $class',
		async (entry) => {
			const { error, details } = await call('automation', gateway(entry.code, 403));
			expect(error).toBe(`${entry.words} (${SAID})`);
			expect(details).toEqual(detailsOf(entry, entry.code));
		},
	);

	test('an unknown code of the gateway keeps its words', async () => {
		const { error, details } = await call('automation', gateway('never_heard_of', 400));
		expect(error).toBe(SAID);
		expect(details).toEqual(detailsOf({ class: 'fixRequest' }, 'never_heard_of'));
	});
});

describe('Akamai', () => {
	/** Codes of the gateway and of CPS are the ends of types, all others are statuses. */
	const answerOf = (code: string, failureClass: FailureClass, detail: string): Answer => {
		const status = /^\d{3}$/.test(code) ? Number(code) : statusOf(failureClass);
		const place = code.includes('/') ? '-' : 'error-types';
		const type = String(status) === code ? 'about:blank' : `https://example.test/${place}/${code}`;
		return {
			status,
			headers: { 'content-type': 'application/problem+json' },
			body: JSON.stringify({ type, title: 'Title', detail }),
		};
	};

	// A limit is waited for, and told as one in the end.
	const problems = PROBLEMS.filter((entry) => entry.code !== '429' && entry !== CROWDED);
	const answered = problems.map((entry) => ({
		...entry,
		on: entry.path ?? 'any path',
		saying: entry.says ?? SAID,
	}));

	test.each(answered)('$code "$saying" on $on: $class', async (entry) => {
		const path = `/cps/v2/enrollments/1${entry.path ?? ''}`;
		const answer = answerOf(entry.code, entry.class, entry.saying);
		const { error, details } = (await CALLS.akamai?.(answer, 'read', path)) ?? {};
		expect(error).toContain(`${entry.words}: Title: ${entry.saying}`);
		expect(details).toEqual(detailsOf(entry, entry.code));
	});

	test('an unknown problem with a known status means what the status means', async () => {
		const known = PROBLEMS.find(({ code, says }) => code === '400' && !says);
		const { error, details } = await call('akamai', answerOf('never-heard-of', 'fixRequest', SAID));
		expect(error).toBe(`${known?.words}: Title: ${SAID}`);
		expect(details).toEqual(detailsOf(known ?? { class: 'unclear' }, 'never-heard-of'));
	});

	test('an unknown status keeps the words of the service', async () => {
		const { error, details } = await call('akamai', answerOf('418', 'fixWorld', SAID));
		expect(error).toBe(`Akamai answered HTTP 418: Title: ${SAID}`);
		expect(details).toEqual(detailsOf({ class: 'fixWorld' }, '418'));
	});
});

describe.each(Object.keys(CALLS))('Every API (%s)', (api) => {
	const page = '<html><body>Bad gateway</body></html>';

	test('a fault of the server after a read: nothing was done', async () => {
		const { details } = await call(api, { status: 599, body: page });
		expect(details).toEqual(detailsOf({ class: 'wait' }, '599'));
	});

	test('a fault of the server after a write: nobody knows what was done', async () => {
		const { details } = await call(api, { status: 599, body: page }, 'write');
		expect(details).toEqual(detailsOf({ class: 'unclear' }, '599'));
	});

	test('a page in place of JSON after a read: the service is not there yet', async () => {
		const { details } = await call(api, { status: 200, body: page });
		expect(details).toEqual(detailsOf({ class: 'settle' }, 'unreadable answer'));
	});

	test('a page in place of JSON after a write: nobody knows what was done', async () => {
		const { details } = await call(api, { status: 200, body: page }, 'write');
		expect(details).toEqual(detailsOf({ class: 'unclear' }, 'unreadable answer'));
	});

	test('429 with an absurd Retry-After is told, not waited for', async () => {
		const { error, details } = await call(api, {
			status: 429,
			headers: { 'retry-after': '86400' },
			body: { errors: [{ code: 'request_limit_exceeded', message: SAID }] },
		});
		expect(error).toContain('it asks to wait 86400 s');
		expect(details).toEqual(detailsOf({ class: 'wait' }, '429'));
	});
});

test('All classes of failure occur', () => {
	expect([...occurred].sort()).toEqual(Object.keys(FAILURE_CLASSES).sort());
});
