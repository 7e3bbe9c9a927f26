import { testCredential } from '../../support/credentialTest';
import { expectTrueSignature, secrets, useSigning } from './signing';

const { receiver, received } = useSigning();

beforeEach(() => {
	receiver.answer(() => ({ body: { ok: true } }));
});

describe('Akamai credential test', () => {
	const press = async () =>
		await testCredential('akamaiEdgeGridApi', { host: receiver.origin, ...secrets });
	const problem = (status: number, detail: string) => () => ({
		status,
		headers: { 'content-type': 'application/problem+json' },
		body: JSON.stringify({ type: '/-/pep-authn/deny', title: 'x', status, detail }),
	});

	test('is green for a working credential, by a call that needs no grant', async () => {
		receiver.answer(() => ({ body: { name: 'client', scope: 'https://example.com/-/scope/x' } }));
		expect(await press()).toMatchObject({ status: 'OK' });
		expect(received()).toMatchObject({
			method: 'GET',
			url: '/-/client-api/active-grants/implicit',
		});
		expectTrueSignature(received());
	});

	test.each([
		[400, 'Invalid timestamp', /clock/],
		[400, 'Invalid client token', /client token/],
		[401, 'Inactive client token', /disabled/],
		[401, 'The signature does not match', /Client Secret/],
		[403, 'The client does not have the grant needed for the request', /permission/],
	])('tells %i "%s" apart', async (status, detail, text) => {
		receiver.answer(problem(status, detail));
		expect(await press()).toEqual({ status: 'Error', message: expect.stringMatching(text) });
	});

	test.each([
		['a page of a proxy', { status: 200, body: '<html>Login</html>' }],
		['an unknown problem', { status: 500, body: { title: 'x' } }],
		['an empty answer', { status: 204 }],
		['a redirect', { status: 302, headers: { location: 'https://example.com/' } }],
	])('names %s an unexpected answer', async (_name, answer) => {
		receiver.answer(() => answer);
		expect(await press()).toEqual({
			status: 'Error',
			message: expect.stringContaining('not that of the Akamai API gateway'),
		});
	});
});
