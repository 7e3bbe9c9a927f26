import { X509Certificate } from 'node:crypto';

import { refusalOf, useOrders } from './orders';

const { simulator, order, info } = useOrders();

describe('downloads', () => {
	const issued = async () => (await order({}, { common_name: 'instant.example.com' })).data;
	const download = async (path: string) =>
		await simulator.services.get(path, { responseType: 'arraybuffer' });
	const blocks = (data: Buffer) => data.toString().match(/-----BEGIN CERTIFICATE-----/g)?.length;

	it.each([
		['pem_all', 3],
		['pem_noroot', 2],
		['pem_nointermediate', 1],
	])('%s has %i certificates', async (format, count) => {
		const { certificate_id: id } = await issued();
		const { status, headers, data } = await download(
			`/certificate/${id}/download/format/${format}`,
		);
		expect([status, headers['content-type']]).toEqual([200, 'application/x-pem-file']);
		expect(blocks(Buffer.from(data))).toBe(count);
	});

	it('gives a zip archive by default, PKCS#7 for p7b', async () => {
		const { certificate_id: id } = await issued();
		const archive = await download(`/certificate/${id}/download/platform`);
		expect(Buffer.from(archive.data).subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
		const p7b = await download(`/certificate/${id}/download/format/p7b`);
		expect(Buffer.from(p7b.data).toString()).toMatch(/^-----BEGIN PKCS7-----/);
		const unknown = await simulator.services.get(`/certificate/${id}/download/format/jks`);
		expect(unknown.status).toBe(400);
	});

	it('is the certificate that order info tells of, every time', async () => {
		const { id, certificate_id: certificateId } = await issued();
		const { certificate } = await info(id);
		for (const path of [
			`/certificate/${certificateId}/download/format/pem_nointermediate`,
			`/certificate/download/order/${id}/format/pem_nointermediate`,
		]) {
			const { data } = await simulator.services.get(path);
			expect(new X509Certificate(data).serialNumber).toBe(certificate.serial_number);
		}
		const { data } = await simulator.services.get(`/certificate/${certificateId}/chain`);
		expect(data.intermediates[0].subject_common_name).toBe('instant.example.com');
		expect(new X509Certificate(data.intermediates[0].pem).serialNumber).toBe(
			certificate.serial_number,
		);
	});

	it('is not there while the order is pending', async () => {
		const { data } = await order();
		const path = `/certificate/${data.certificate_id}/download/format/pem_all`;
		expect(refusalOf(await simulator.services.get(path))).toEqual([404, 'not_found|certificate']);
		const byOrder = `/certificate/download/order/${data.id}/format/pem_all`;
		expect(refusalOf(await simulator.services.get(byOrder))).toEqual([
			404,
			'not_found|certificate',
		]);
	});

	it('can be another certificate of the same order, by fault', async () => {
		const { id, certificate_id: certificateId } = await issued();
		await simulator.fault('wrongCertificate');
		const { data } = await simulator.services.get(
			`/certificate/${certificateId}/download/format/pem_nointermediate`,
		);
		const stranger = new X509Certificate(data);
		expect(stranger.subject).toContain('instant.example.com');
		expect(stranger.serialNumber).not.toBe((await info(id)).certificate.serial_number);
	});
});
