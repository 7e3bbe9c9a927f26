import { readEnvelope, withoutSecrets } from '../../../../nodes/DigiCert/transport/automation';
import { Failure } from '../../../../nodes/shared/failure';

const ok = (body: unknown) => ({ status: 200, text: JSON.stringify(body) });

function failureOf(read: () => unknown): Failure {
	let thrown: unknown;
	try {
		read();
	} catch (error) {
		thrown = error;
	}
	expect(thrown).toBeInstanceOf(Failure);
	return thrown as Failure;
}

describe('Envelope of the Automation API', () => {
	it('gives the data of an answer, be it object, list or text', () => {
		for (const data of [{ message: 'done' }, [{ id: 1 }], 'Agent updated successfully']) {
			expect(readEnvelope(ok({ error: null, data }), 'read')).toEqual({
				data,
				errors: [],
				beside: {},
			});
		}
	});

	it('finds the failure inside a 200 answer (sample of Create bulk automation)', () => {
		const data = {
			errors: [
				{
					errorCode: '1004',
					errorField: 'installationType',
					errorMessage: 'No installationType specified for automation',
				},
			],
			status: {},
		};
		expect(readEnvelope(ok({ error: null, data }), 'write').errors).toEqual(data.errors);
	});

	it.each([
		['a text', ['IP is not eligible'], 'IP is not eligible'],
		['an object without words', [{ errorCode: null }], 'DigiCert gives no reason'],
	])('an error inside a 200 answer may be %s', (_how, errors, errorMessage) => {
		const found = readEnvelope(ok({ error: null, data: { errors } }), 'write').errors;
		expect(found).toEqual([{ errorCode: '', errorField: '', errorMessage }]);
	});

	it('refuses an overall error, as object and as text', () => {
		const error = { errorCode: '1004', errorField: 'ip or port', errorMessage: 'No ip' };
		const refused = failureOf(() => readEnvelope(ok({ error, data: null }), 'write'));
		expect(refused).toMatchObject({
			class: 'fixRequest',
			code: '1004',
			message: 'DigiCert refuses: No ip (ip or port)',
		});
		expect(failureOf(() => readEnvelope(ok({ error: 'Down' }), 'write')).message).toContain('Down');
	});

	it.each([
		['', { message: 'Successfully initiated RENEW for 1 IP/Port(s)' }],
		[{}, { message: 'Successfully initiated RENEW for 1 IP/Port(s)' }],
		[{}, null],
		['', { automatedIps: [] }],
		[{ errorMessage: 'Down' }, { message: 'Successfully initiated RENEW for 1 IP/Port(s)' }],
		['Down', { automatedIps: [{}] }],
		[{ errorMessage: 'Down' }, { message: 'RENEW is on its way' }],
	])('error %j beside the data %j proves neither success nor refusal', (error, data) => {
		const read = (meaning: 'read' | 'write') =>
			failureOf(() => readEnvelope(ok({ error, data }), meaning)).class;
		expect([read('write'), read('read')]).toEqual(['unclear', 'settle']);
	});

	it.each([
		{ status: 500 },
		{ status: 'FAILED' },
		{ success: false },
		{ failedHosts: ['192.0.2.1'] },
		{ result: { code: 'DENIED' } },
	])('%j beside data proves neither success nor absence', (beside) => {
		const read = (meaning: 'read' | 'write') =>
			failureOf(() => readEnvelope(ok({ error: null, data: {}, ...beside }), meaning)).class;
		expect([read('write'), read('read')]).toEqual(['unclear', 'settle']);
	});

	it.each([
		{ status: 200, success: true, requestId: 'a1' },
		{ status: 'SUCCESS', failedHosts: [], errorCount: 0 },
	])('%j beside data passes', (beside) => {
		expect(readEnvelope(ok({ error: null, data: {}, ...beside }), 'write').beside).toEqual(beside);
	});

	it.each([
		['', 'empty'],
		['<html>', 'a web page'],
		['{"error":null,"da', 'cut'],
		['[]', 'a list'],
	])('a body of %j (%s) is unclear for a write and unsettled for a read', (text) => {
		const read = (meaning: 'read' | 'write') =>
			failureOf(() => readEnvelope({ status: 200, text }, meaning)).class;
		expect([read('write'), read('read')]).toEqual(['unclear', 'settle']);
	});

	it.each([500, 502, 503, 504, 408])('HTTP %s does not prove that nothing was done', (status) => {
		const read = (meaning: 'read' | 'write') =>
			failureOf(() => readEnvelope({ status, text: '' }, meaning)).class;
		expect([read('write'), read('read')]).toEqual(['unclear', 'wait']);
	});

	it('tells a wrong key from a missing right, both 403', () => {
		const refused = (code: string) =>
			failureOf(() =>
				readEnvelope(
					{ status: 403, text: JSON.stringify({ errors: [{ code, message: 'Denied' }] }) },
					'write',
				),
			);
		const wrongKey = refused('access_denied|access_denied_invalid_key');
		const noRight = refused('access_denied|missing_permission');
		expect(wrongKey.message).toContain('does not know this API key');
		expect(noRight.message).toContain('lacks the right');
		expect([wrongKey.everybody, noRight.everybody]).toEqual([true, true]);
	});

	it('drops license keys wherever they are, unless they are looked up', () => {
		const row = {
			agentName: 'a',
			agentLicense: 'K1',
			sensorLicenseKey: 'K2',
			nested: [{ licenceKey: 'K3' }],
		};
		const answer = ok({ error: null, data: { agentList: [row] } });
		expect(JSON.stringify(readEnvelope(answer, 'read'))).not.toMatch(/K[123]/);
		expect(JSON.stringify(readEnvelope(answer, 'read', true))).toMatch(/K1.*K2.*K3/);
	});
});

it('takes license keys out of an answer, but not what is too short to be one', () => {
	const text = '{"key":"AB-12-CD","socket":"192.0.2.1:443"}';
	expect(withoutSecrets(text, ['AB-12-CD', '443'], '[license key]')).toBe(
		'{"key":"[license key]","socket":"192.0.2.1:443"}',
	);
});
