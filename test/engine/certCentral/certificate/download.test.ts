import { X509Certificate } from 'node:crypto';

import type { INodeParameters } from 'n8n-workflow';

import type { FaultName } from '../../../../sandbox/simulator/faults';
import { byId, callsOf, ordersOf, textOf } from '../../../support/certCentral';
import { hintsOf } from '../../../support/engine';
import { useAccount } from '../account';

const { simulator, call, place } = useAccount();

describe('Certificate > Download', () => {
	const download = async (id: number, format: string, more: INodeParameters = {}) =>
		await call('certificate', 'download', { orderId: byId(id), format, ...more });

	const certificates = (text: unknown) =>
		String(text)
			.split(/(?<=-----END CERTIFICATE-----)\n?/)
			.filter((pem) => pem.includes('BEGIN'))
			.map((pem) => new X509Certificate(pem));

	test.each([
		['pem_nointermediate', 1],
		['pem_noroot', 2],
		['pem_all', 3],
	])('%s is text with %s certificate(s), each signed by the next', async (format, count) => {
		const [id = 0] = await place('instant');
		const [order] = await ordersOf(simulator);
		const { outputs } = await download(id, format);
		const json = outputs[0]?.[0]?.json ?? {};
		expect(json).toMatchObject({ orderId: id, certificateId: order?.certificateId, format });
		expect(json.certificate).not.toContain('\r');
		const chain = certificates(json.certificate);
		expect(chain).toHaveLength(count);
		chain.slice(0, -1).forEach((link, at) => {
			expect(link.verify(chain[at + 1]?.publicKey ?? link.publicKey)).toBe(true);
		});
		const [leaf] = chain;
		expect(leaf?.checkHost('instant.example.com')).toBe('instant.example.com');
		expect(json.serialNumber).toBe(leaf?.serialNumber);
		expect(json.validTo).toBe(new Date(leaf?.validTo ?? '').toISOString());
		if (count === 3) expect(chain[2]?.verify(chain[2].publicKey)).toBe(true);
	});

	test.each([
		['pem_noroot', 'pem', 'application/x-pem-file'],
		['p7b', 'p7b', 'application/x-pkcs7-certificates'],
		['default_pem', 'zip', 'application/zip'],
		['apache', 'zip', 'application/zip'],
		['cer', 'cer', 'application/x-pkcs7-certificates'],
		['default', 'zip', 'application/zip'],
		['default_cer', 'zip', 'application/zip'],
	])('%s becomes a file where one is wanted', async (format, fileExtension, mimeType) => {
		const [id = 0] = await place('instant');
		const { outputs } = await download(id, format, { options: { binaryPropertyName: 'file' } });
		const file = outputs[0]?.[0]?.binary?.file;
		expect(file).toMatchObject({ fileExtension, mimeType });
		const bytes = Buffer.from(file?.data ?? '', 'base64').toString('latin1');
		expect(bytes).toContain(['p7b', 'cer'].includes(format) ? 'BEGIN PKCS7' : 'BEGIN CERTIFICATE');
	});

	test.each([
		['that of the order', '', /\/download\/platform$/, 'zip'],
		['nginx, by its ID', '45', /\/download\/platform\/45$/, 'zip'],
		['one that gets text', '29', /\/download\/platform\/29$/, 'pem'],
	])(
		'for a server platform, %s: a file of whatever kind comes',
		async (_title, platform, path, fileExtension) => {
			const [id = 0] = await place('instant');
			const form = { serverPlatformId: byId(platform), options: { binaryPropertyName: 'file' } };
			const { outputs } = await download(id, 'platform', form);
			expect(outputs[0]?.[0]?.binary?.file).toMatchObject({ fileExtension });
			expect('certificate' in (outputs[0]?.[0]?.json ?? {})).toBe(fileExtension === 'pem');
			expect(callsOf(simulator, 'GET', path)).toHaveLength(1);
		},
	);

	test('an archive is a file without being asked', async () => {
		const [id = 0] = await place('instant');
		const { outputs } = await download(id, 'default_pem');
		expect(outputs[0]?.[0]?.binary?.data).toBeDefined();
		expect(outputs[0]?.[0]?.json).not.toHaveProperty('certificate');
	});

	test('by certificate ID', async () => {
		await place('instant');
		const [order] = await ordersOf(simulator);
		const { outputs } = await call('certificate', 'download', {
			downloadBy: 'certificate',
			certificateId: String(order?.certificateId),
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ certificateId: order?.certificateId });
		expect(callsOf(simulator, 'GET', /order\/certificate\/\d/)).toEqual([]);
	});

	test('by certificate ID another certificate is refused, too: its chain tells the serial number', async () => {
		await place('instant');
		const [order] = await ordersOf(simulator);
		await simulator.fault('wrongCertificate');
		const run = await call('certificate', 'download', {
			downloadBy: 'certificate',
			certificateId: String(order?.certificateId),
		});
		expect(textOf(run)).toContain('DigiCert sent another certificate');
	});

	test('an expired certificate can still be had', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(500 * 86_400);
		const { error } = await download(id, 'pem_all');
		expect(error).toBeUndefined();
	});

	test('an order that is not issued is told before any download', async () => {
		const [id = 0] = await place('stuck');
		const run = await download(id, 'pem_all');
		expect(textOf(run)).toContain(`Order ${id} is "pending", so there is no certificate`);
		expect(callsOf(simulator, 'GET', /download/)).toEqual([]);
	});

	test.each(['rejected', 'denied'])(
		'of a %s order nothing will come: what to do instead is told, not to wait',
		async (name) => {
			const [id = 0] = await place(name);
			await simulator.advance(3600);
			const { outputs } = await call(
				'certificate',
				'download',
				{ orderId: byId(id), format: 'pem_all' },
				[{}],
				{ onError: 'continueRegularOutput' },
			);
			const { error, details } = outputs[0]?.[0]?.json ?? {};
			expect(error).toBe(`Order ${id} is "${name}", so there is no certificate to download`);
			expect(details).toMatchObject({ retryable: false, whoActs: 'certificate manager' });
			expect(details).not.toMatchObject({ nextStep: expect.stringContaining('until') });
		},
	);

	test('of an order that is over a certificate can be had, and a banner says not to install it', async () => {
		await simulator.advance(-500 * 86_400);
		const [id = 0] = await place('instant');
		await simulator.advance(500 * 86_400);
		const run = await download(id, 'pem_noroot');
		expect(run.outputs[0]).toHaveLength(1);
		expect(hintsOf(run).join()).toMatch(/"expired": do not install its certificate/);
	});

	test.each(['pem_noroot', 'p7b', 'default_pem', 'apache', 'platform'])(
		'another certificate than the expected one is refused as %s',
		async (format) => {
			const [id = 0] = await place('instant');
			await simulator.fault('wrongCertificate');
			const run = await download(id, format);
			expect(textOf(run)).toContain('DigiCert sent another certificate');
			expect(textOf(run)).toContain('do not install what came');
		},
	);

	test.each<[FaultName, string]>([
		['htmlBody', 'pem_all'],
		['htmlBody', 'default_pem'],
		['emptyBody', 'p7b'],
		['truncatedJson', 'pem_all'],
		['truncatedJson', 'p7b'],
		['truncatedJson', 'default_pem'],
		['htmlBody', 'platform'],
		['truncatedJson', 'platform'],
	])('%s under status 200 is no %s', async (fault, format) => {
		const [id = 0] = await place('instant');
		await simulator.fault(fault, { match: { path: 'download' } });
		const run = await download(id, format);
		expect(textOf(run)).toContain('is not a whole file of this format');
	});
});
