import { saysSuccess, speaksOfSuccess } from '../../../../nodes/DigiCert/transport/success';
import { speaksAgainstEmpty, speaksOfFailure } from '../../../../nodes/shared/http/beside';

const BULK = 'Successfully initiated RENEW for 2 IP/Port(s)';

describe('A message says success', () => {
	it.each([
		`${BULK}, progress will be updated against individual IP/Ports`,
		BULK,
		'Successfully initiated DUPLICATE, progress will be updated against the IP/Port',
		'Successfully triggered certificate automation ENROLL for IP: 2001:db8::1 and Port: 443',
		'Successfully initiated retry.',
		'2 of 3 automations submitted for retry.',
		`${BULK}. No action required.`,
		`${BULK}. 0 errors.`,
		`${BULK}. Notification could take up to 5 minutes`,
	])('as a documented sentence: %s', (message) => expect(saysSuccess(message)).toBe(true));

	it.each([
		'',
		"RENEW wasn't initiated for 2 IP/Port(s)",
		'RENEW hasn’t been initiated for 2 IP/Port(s)',
		"RENEW isn't scheduled for 2 IP/Port(s)",
		'RENEW never started for 2 IP/Port(s)',
		'Nothing was initiated for 2 IP/Port(s)',
		'RENEW scheduled for 2 IP/Port(s) was cancelled: insufficient funds',
		'RENEW submitted for 2 IP/Port(s) was skipped',
		'RENEW scheduled for 2 IP/Port(s) timed out',
		'RENEW is blocked: license exceeded; initiated for 2 IP/Port(s)',
		'Successfully stopped RENEW for 2 IP/Port(s)',
		'Successfully initiated rollback for 2 IP/Port(s)',
		`${BULK}, then cancelled`,
		`${BULK}. Insufficient funds`,
		`${BULK}. 3 errors`,
		`${BULK}\nInsufficient funds`,
		`${BULK} of 5`,
		'Nothing: 0 of 2 automations submitted for retry.',
		`${BULK}${'. 0 errors'.repeat(200)}`,
	])('and in no other words: %s', (message) => expect(saysSuccess(message)).toBe(false));
});

describe('A message about an action', () => {
	it.each([
		[BULK, 'RENEW', true],
		[BULK, 'TRANSFER', false],
		[BULK, 'RETRY', false],
		['Successfully initiated ADD_SNI_DUPLICATE', 'ADD_SNI_DUPLICATE', true],
		['Successfully initiated ADD_SNI_DUPLICATE', 'ADD_SNI', false],
		['1 of 1 automations submitted for retry.', 'RETRY', true],
		['1 of 1 automations submitted for retry.', 'ENROLL', false],
	])('"%s" is a success of %s: %s', (message, asked, isOne) =>
		expect(saysSuccess(message, asked)).toBe(isOne),
	);
});

describe('Members beside an error', () => {
	it.each([
		{ message: BULK },
		{ message: 'RENEW is on its way' },
		{ status: 'SUCCESS' },
		{ success: true },
		{ result: { status: 'Accepted' } },
	])('%j speaks of success', (members) => expect(speaksOfSuccess(members)).toBe(true));

	it.each([
		{},
		{ status: 200, code: 0, requestId: 'x1' },
		{ status: 'FAILED', success: false },
		{ message: 'Bad request' },
		{ message: 'RENEW was not initiated' },
	])('%j does not', (members) => expect(speaksOfSuccess(members)).toBe(false));
});

describe('Members beside the documented ones', () => {
	it.each([
		{ success: false },
		{ status: 'FAILED' },
		{ status: { code: 503 } },
		{ failedIpPorts: ['192.0.2.2:443'] },
		{ rejectedCount: 1 },
		{ reason: 'Insufficient funds' },
		{ successCount: 0 },
		{ success_count: '0' },
		{ successful: 0 },
	])('%j speaks of failure', (members) => expect(speaksOfFailure(members)).toBe(true));

	it.each([
		{},
		{ status: {} },
		{ status: 'In progress', success: true },
		{ failedIpPorts: [], failed: 0, hasErrors: false, requestId: 'x1' },
		{ successCount: 2, successCode: 0, resultCode: 0 },
	])('%j does not', (members) => expect(speaksOfFailure(members)).toBe(false));

	it.each([
		{ message: 'Try again later' },
		{ total: 5 },
		{ totalElements: '5' },
		{ hasMore: true },
		{ status: 'maintenance' },
		{ partial: true },
		{ truncated: true },
		{ timedOut: true },
		{ complete: false },
		{ available: false },
		{ numberOfRecords: 4 },
		{ page: { total: 3 } },
		{ pagination: { totalCount: 3 } },
		{ totalPages: 3 },
		{ automatedIPs: [{ automationId: 1 }] },
		{ title: 'Gateway Timeout' },
	])('%j speaks against an empty list', (members) =>
		expect(speaksAgainstEmpty(members)).toBe(true),
	);

	it.each([
		{ addedSince: { revision: 1, notes: [] } },
		{ archived: false, locale: 'en' },
		{},
		{ total: 0, totalPages: 1, pageSize: 50, hasMore: false },
		{ message: 'No records found.', status: 'SUCCESS', requestId: 'x1' },
		{ page: { total: 0, limit: 50, offset: 0 }, errors: [], partial: false, numberOfRecords: 0 },
	])('%j does not', (members) => expect(speaksAgainstEmpty(members)).toBe(false));
});
