import type { IDataObject } from 'n8n-workflow';

import { countOf } from '../../../../../nodes/DigiCert/Automation/submitting/told';
import {
	readBulk,
	readRetry,
	readSingle,
} from '../../../../../nodes/DigiCert/Automation/submitting/verdicts';

const problem = (errorCode: string, errorField: string, errorMessage: string) => ({
	errorCode,
	errorField,
	errorMessage,
});

const kinds = (verdicts: Map<string, { kind: string }>) =>
	Object.fromEntries([...verdicts].map(([socket, { kind }]) => [socket, kind]));

const bulk = (data: IDataObject, sockets: string[], errors = data.errors ?? []) =>
	readBulk({ data, errors: errors as ReturnType<typeof problem>[] }, sockets);

const retry = (data: IDataObject, sockets: string[]) => readRetry({ data, errors: [] }, sockets);

const initiated = (count: number) =>
	`Successfully initiated RENEW for ${count} IP/Port(s), progress will be updated against individual IP/Ports`;

describe('Count in a message', () => {
	it.each([
		[initiated(2), 2],
		['2 of 3 automations submitted for retry.', 2],
		['0 of 2 automations submitted for retry.', 0],
		['Successfully initiated DUPLICATE, progress will be updated', undefined],
		['', undefined],
	])('%s', (message, count) => expect(countOf(message)).toBe(count));
});

describe('Answer of Create in Bulk', () => {
	const [A, B] = ['192.0.2.1:443', '192.0.2.2:443'] as const;

	it('accepts all hosts when the count fits (sample of Create bulk automation)', () => {
		const data = { message: initiated(2), ineligibleIpPorts: [], errors: [], status: {} };
		expect(kinds(bulk(data, [A, B]))).toEqual({ [A]: 'accepted', [B]: 'accepted' });
	});

	it.each([
		['as text', '192.0.2.2:443'],
		['as object', { ip: '192.0.2.2', port: 443 }],
		['as object of the list', { automatedIp: '192.0.2.2', automatedPort: '443' }],
		['as object with one field', { ipPort: '192.0.2.2:443' }],
	])('rejects what it names as ineligible, %s', (_how, entry) => {
		const data = { message: initiated(1), ineligibleIpPorts: [entry] };
		expect(kinds(bulk(data, [A, B]))).toEqual({ [A]: 'accepted', [B]: 'rejected' });
	});

	it('rejects a host that an error names, and keeps its words', () => {
		const error = problem('2001', B, 'No matching profile');
		const verdicts = bulk({ message: initiated(1), errors: [error] }, [A, B]);
		expect(verdicts.get(B)).toEqual({ kind: 'rejected', errors: [error] });
		expect(verdicts.get(A)?.kind).toBe('accepted');
	});

	it.each([
		['counts too few', { message: initiated(1) }],
		['counts too many', { message: initiated(3) }],
		['counts nothing', { message: 'Accepted.' }],
		['says nothing', {}],
		[
			'names an ineligible host that nobody can read',
			{ message: initiated(1), ineligibleIpPorts: ['?'] },
		],
		['counts all, beside one such', { message: initiated(2), ineligibleIpPorts: [{}] }],
		['counts all, beside an empty one', { message: initiated(2), ineligibleIpPorts: [null] }],
		[
			'counts all, beside a host that was not sent',
			{ message: initiated(2), ineligibleIpPorts: ['192.0.2.9:443'] },
		],
		[
			'counts all, beside ineligible ones that are no list',
			{ message: initiated(2), ineligibleIpPorts: { '192.0.2.1:443': true } },
		],
		[
			'counts all, beside an error without words',
			{ message: initiated(2), errors: [problem('', '', '')] },
		],
		['counts all that failed', { message: 'Failed to initiate RENEW for 2 IP/Port(s)' }],
		['counts all that were cancelled', { message: `${initiated(2)}, then cancelled` }],
		['counts all, beside a status of failure', { message: initiated(2), status: 'FAILED' }],
		['counts all, beside hosts that failed', { message: initiated(2), failedIpPorts: [B] }],
		['counts all, without success', { message: 'Could not initiate RENEW for 2 IP/Port(s)' }],
	])('is unclear for the hosts it does not name when it %s', (_what, data) => {
		expect(kinds(bulk(data, [A, B]))).toEqual({ [A]: 'unclear', [B]: 'unclear' });
	});

	it('is unclear when errors that name no host stand beside a count', () => {
		const errors = [problem('9', '', 'Partly done')];
		expect(kinds(bulk({ message: initiated(2), errors }, [A, B]))).toEqual({
			[A]: 'unclear',
			[B]: 'unclear',
		});
	});

	it('is no refusal where errors stand beside words that nobody knows', () => {
		const errors = [problem('9', '', 'Partly done')];
		const data = { message: 'RENEW is on its way for 2 IP/Port(s)', errors };
		expect(kinds(bulk(data, [A, B]))).toEqual({ [A]: 'unclear', [B]: 'unclear' });
	});

	it('believes no rejection that the count contradicts', () => {
		const data = { message: initiated(2), ineligibleIpPorts: [B] };
		expect(kinds(bulk(data, [A, B]))).toEqual({ [A]: 'unclear', [B]: 'unclear' });
	});

	it('is unclear when errors that name no host stand beside the words of success', () => {
		const errors = [problem('9', '', 'Partly done')];
		const data = { message: 'Successfully initiated RENEW', errors };
		expect(kinds(bulk(data, [A, B]))).toEqual({ [A]: 'unclear', [B]: 'unclear' });
	});

	it('refuses the call when errors name no host and nothing was started', () => {
		const errors = [problem('1004', 'installationType', 'No installationType specified')];
		expect(() => bulk({ errors }, [A, B])).toThrow(
			'DigiCert refuses: No installationType specified (installationType)',
		);
	});

	it('knows IPv6 hosts in any spelling', () => {
		const data = { message: initiated(0), ineligibleIpPorts: ['2001:DB8:0::1:443'] };
		expect(kinds(bulk(data, ['2001:db8::1:443']))).toEqual({ '2001:db8::1:443': 'rejected' });
	});
});

describe('Answer of Retry in Bulk', () => {
	const notEligible = (socket: string) => ({
		errors: [problem('1028', socket, 'Automated IP/Port is not eligible for retry.')],
		status: {},
	});

	it('reads partial success (first sample of Bulk retry)', () => {
		const [A, B, C] = [
			'10.100.193.54:55084',
			'10.100.193.54:55085',
			'10.100.197.150:1900',
		] as const;
		const verdicts = retry(
			{
				retryMessages: {
					[A]: 'Successfully initiated retry.',
					[B]: 'Successfully initiated retry.',
				},
				failedRetries: { [C]: notEligible(C) },
				message: '2 of 3 automations submitted for retry.',
			},
			[B, A, C],
		);
		expect(kinds(verdicts)).toEqual({ [A]: 'accepted', [B]: 'accepted', [C]: 'rejected' });
		expect(verdicts.get(C)).toMatchObject({ errors: [{ errorCode: '1028' }] });
	});

	it('reads total success (second sample)', () => {
		const [A, B] = ['10.100.193.54:55084', '10.100.193.54:55085'] as const;
		const data = {
			retryMessages: { [A]: 'Successfully initiated retry.', [B]: 'Successfully initiated retry.' },
			failedRetries: {},
			message: '2 of 2 automations submitted for retry.',
		};
		expect(kinds(retry(data, [A, B]))).toEqual({ [A]: 'accepted', [B]: 'accepted' });
	});

	it('sees that all failed, though the answer is 200 without errors (third sample)', () => {
		const [A, B] = ['10.100.196.228:30005', '10.100.196.228:30013'] as const;
		const data = {
			retryMessages: {},
			failedRetries: { [B]: notEligible(B), [A]: notEligible(A) },
			message: '0 of 2 automations submitted for retry.',
		};
		expect(kinds(retry(data, [A, B]))).toEqual({ [A]: 'rejected', [B]: 'rejected' });
	});

	it('accepts an unnamed host only when the count covers it', () => {
		const [A, B] = ['192.0.2.1:443', '192.0.2.2:443'] as const;
		const retryMessages = { [A]: 'Successfully initiated retry.' };
		const covered = { retryMessages, message: '2 of 2 automations submitted for retry.' };
		const missed = { retryMessages, message: '1 of 2 automations submitted for retry.' };
		expect(kinds(retry(covered, [A, B]))).toEqual({ [A]: 'accepted', [B]: 'accepted' });
		expect(kinds(retry(missed, [A, B]))).toEqual({ [A]: 'accepted', [B]: 'unclear' });
	});
});

describe('A retry that failed', () => {
	const A = '192.0.2.1:443';
	const message = '0 of 1 automations submitted for retry.';
	const told = (failed: unknown) =>
		retry({ retryMessages: {}, failedRetries: { [A]: failed }, message } as IDataObject, [A]);

	it.each<[string, unknown, object]>([
		['a text', 'Agent offline', { errorMessage: 'Agent offline' }],
		['an error by itself', problem('1028', A, 'Not eligible'), { errorCode: '1028' }],
		['a list of errors', [problem('1028', A, 'Not eligible')], { errorCode: '1028' }],
		['errors that are none of a list', { errors: { errorCode: '1028' } }, { errorCode: '1028' }],
	])('tells why, as %s', (_form, failed, error) => {
		expect(told(failed).get(A)).toMatchObject({ kind: 'rejected', errors: [error] });
	});

	it('and is in progress is unclear', () => {
		expect(told({ status: 'In progress' }).get(A)).toMatchObject({ kind: 'unclear' });
	});

	it('and is in progress, as its last check is, tells why all the same', () => {
		const failed = { status: 'In progress', errors: [problem('1028', A, 'Not eligible')] };
		expect(told(failed).get(A)).toMatchObject({
			kind: 'rejected',
			errors: [{ errorCode: '1028' }],
		});
	});

	it('and is in progress may have been made, whatever is said of the call', () => {
		const failedRetries = { [A]: { status: 'IN_PROGRESS' } };
		const verdicts = readRetry(
			{ data: { failedRetries }, errors: [problem('e', '', 'Some could not be submitted')] },
			[A],
		);
		expect(verdicts.get(A)).toMatchObject({ kind: 'unclear' });
	});

	it('and is in progress leaves the others as they are told', () => {
		const [B, C] = ['192.0.2.2:443', '192.0.2.3:443'];
		const verdicts = retry(
			{
				message: '2 of 3 automations submitted for retry.',
				retryMessages: {
					[B]: 'Successfully initiated retry.',
					[C]: 'Successfully initiated retry.',
				},
				failedRetries: { [A]: { status: 'In progress' } },
			},
			[A, B, C],
		);
		expect([A, B, C].map((socket) => verdicts.get(socket)?.kind)).toEqual([
			'unclear',
			'accepted',
			'accepted',
		]);
	});
});

describe('Answer of Retry in Bulk that contradicts itself', () => {
	const [A, B] = ['192.0.2.1:443', '192.0.2.2:443'] as const;
	const done = 'Successfully initiated retry.';
	const failed = { errors: [problem('1028', A, 'Not eligible')] };

	it.each([
		[
			'a host that failed and did not',
			{ retryMessages: { [A]: done }, failedRetries: { [A]: failed } },
			A,
		],
		[
			'a status of failure',
			{
				retryMessages: { [A]: done },
				message: '1 of 2 automations submitted for retry.',
				success: false,
			},
			A,
		],
		['words of failure among the successes', { retryMessages: { [A]: 'Failed to retry.' } }, A],
		[
			'fewer than it names',
			{
				retryMessages: { [A]: done, [B]: done },
				message: '0 of 2 automations submitted for retry.',
			},
			A,
		],
		[
			'all, though it names one that failed',
			{ failedRetries: { [A]: failed }, message: '2 of 2 automations submitted for retry.' },
			A,
		],
		[
			'more than were sent',
			{ retryMessages: { [A]: done }, message: '1 of 3 automations submitted for retry.' },
			A,
		],
		[
			'more than were sent, one of which failed',
			{ failedRetries: { [A]: failed }, message: '2 of 3 automations submitted for retry.' },
			A,
		],
		[
			'what a host says of another action',
			{ retryMessages: { [A]: 'Successfully initiated RENEW' } },
			A,
		],
		[
			'no successes at all',
			{ message: '2 of 2 automations submitted for retry.', successful: 0 },
			B,
		],
		[
			'all, beside failures that are no map',
			{ failedRetries: ['?'], message: '2 of 2 automations submitted for retry.' },
			B,
		],
	])('by %s is unclear', (_how, data, socket) => {
		expect(retry(data as IDataObject, [A, B]).get(socket)?.kind).toBe('unclear');
	});
});

describe('Answer of Create', () => {
	it('is about the one host', () => {
		const answer = { data: { message: 'Successfully initiated DUPLICATE' }, errors: [] };
		expect(kinds(readSingle(answer, ['192.0.2.1:443']))).toEqual({ '192.0.2.1:443': 'accepted' });
	});

	it('refuses with any error', () => {
		const errors = [problem('1004', 'profileName', 'No profileName specified')];
		expect(() => readSingle({ data: {}, errors }, ['192.0.2.1:443'])).toThrow('profileName');
	});

	it.each([
		{},
		{ message: '' },
		null,
		{ message: 'Failed to trigger certificate automation ENROLL for IP: 192.0.2.1 and Port: 443' },
		{ message: 'Successfully triggered ENROLL for IP: 192.0.2.9 and Port: 443' },
		{ message: 'Successfully triggered ENROLL', ineligibleIpPorts: ['192.0.2.1:443'] },
		{ message: 'Successfully triggered ENROLL', status: 'FAILED' },
		{ message: 'ENROLL triggered for IP: 192.0.2.1 and Port: 443, then cancelled' },
	])('%j is unclear: no error, and no words of success for this host', (data) => {
		const socket = '192.0.2.1:443';
		expect(kinds(readSingle({ data, errors: [] }, [socket]))).toEqual({ [socket]: 'unclear' });
	});

	it('is accepted when it names the host (sample of Create automation)', () => {
		const message =
			'Successfully triggered certificate automation ENROLL for IP: 192.0.2.1 and Port: 443';
		const verdicts = readSingle({ data: { message }, errors: [] }, ['192.0.2.1:443']);
		expect(kinds(verdicts)).toEqual({ '192.0.2.1:443': 'accepted' });
	});

	it('is unclear with an error beside the words of success', () => {
		const errors = [problem('1004', 'profileName', 'No profileName specified')];
		const data = { message: 'Successfully triggered ENROLL' };
		expect(kinds(readSingle({ data, errors }, ['192.0.2.1:443']))).toEqual({
			'192.0.2.1:443': 'unclear',
		});
	});
});
