import { expectTrueSignature, useSigning } from './signing';

const { receiver, send, received } = useSigning();

beforeEach(() => {
	receiver.answer(() => ({ body: { ok: true } }));
});

describe('Akamai host field', () => {
	test.each([
		(origin: string) => origin,
		(origin: string) => `${origin}/`,
		(origin: string) => `  ${origin.toUpperCase()}  `,
	])('accepts scheme, trailing slash, blanks and capitals (%#)', async (write) => {
		const { error } = await send(
			'url',
			{ path: '/x', method: 'GET' },
			{ host: write(receiver.origin) },
		);
		expect(error).toBeUndefined();
		expectTrueSignature(received());
	});

	test.each([
		['', 'The credential field "Host" is empty'],
		['http://host.example.com', 'must begin with https://'],
		['host.example.com/cps', 'must be a host name without a path'],
		['user:x@host.example.com', 'must not carry a user name'],
		['two words', 'is not a valid address'],
	])('refuses %j', async (host, text) => {
		const { error } = await send('url', { path: '/x', method: 'GET' }, { host });
		expect(error?.message).toContain(text);
		expect(receiver.received).toHaveLength(0);
	});
});
