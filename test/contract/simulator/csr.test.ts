import { checkCsr } from '../../../sandbox/simulator/csr';
import { newCsr } from '../../support/simulator';

describe('CSR check', () => {
	it('reads names and key of a request', async () => {
		const check = await checkCsr(await newCsr('www.example.com', ['example.com'], 'RSA-2048'));
		expect(check).toMatchObject({
			ok: true,
			commonName: 'www.example.com',
			dnsNames: ['example.com'],
			keyAlgorithm: 'RSA',
			keySize: 2048,
		});
	});

	it.each(['P-256', 'P-384', 'P-521'] as const)('accepts the curve %s', async (kind) => {
		expect(await checkCsr(await newCsr('www.example.com', [], kind))).toMatchObject({ ok: true });
	});

	it('takes the request without line breaks, as some clients send it', async () => {
		const oneLine = (await newCsr('www.example.com')).replace(/\r?\n/g, '');
		expect(await checkCsr(oneLine)).toMatchObject({ ok: true });
	});

	it('refuses a key of 1024 bits', async () => {
		const check = await checkCsr(await newCsr('www.example.com', [], 'RSA-1024'));
		expect(check).toEqual({ ok: false, reason: expect.stringContaining('too weak') });
	});

	it('refuses a request whose signature does not fit', async () => {
		const pem = await newCsr('www.example.com');
		const bytes = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
		const at = bytes.indexOf('www.example.com');
		bytes.write('xxx', at);
		const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
		expect(await checkCsr(forged)).toEqual({
			ok: false,
			reason: expect.stringContaining('signature'),
		});
	});

	it('refuses two requests, other PEM kinds and plain text', async () => {
		const pem = await newCsr('www.example.com');
		for (const text of [`${pem}${pem}`, pem.replace(/CERTIFICATE REQUEST/g, 'CERTIFICATE'), 'x']) {
			expect(await checkCsr(text)).toMatchObject({ ok: false });
		}
	});
});
