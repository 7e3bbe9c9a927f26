import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { X509Certificate, X509Certificates } from '@peculiar/x509';
import type { IssuedCertificate } from '../../ca';
import { strikeCall } from '../../faults-http';
import type { DigiCertBooks } from '../books';
import { strangerOf, x509Of } from '../certificates';
import { notFound, ServicesError } from '../errors';
import type { Certificate } from '../model';
import { activeOf } from '../orderLife';
import { zip } from './zip';

interface Format {
	type: string;
	extension: string;
	write: (issued: IssuedCertificate) => string | Buffer;
}

const pem = (from: number, to?: number): Format => ({
	type: 'application/x-pem-file',
	extension: 'pem',
	write: ({ chain }) =>
		chain
			.slice(from, to)
			.map((link) => link.pem)
			.join(''),
});

function p7bOf({ chain }: IssuedCertificate): string {
	const certificates = chain.map((link) => new X509Certificate(link.pem));
	const der = new X509Certificates(certificates).export('raw');
	const base64 = Buffer.from(der).toString('base64');
	const lines = base64.match(/.{1,64}/g) ?? [];
	return ['-----BEGIN PKCS7-----', ...lines, '-----END PKCS7-----', ''].join('\r\n');
}

const archive = (extension: string, count: number): Format => ({
	type: 'application/zip',
	extension: 'zip',
	write: ({ chain }) =>
		zip(
			chain.slice(0, count).map((link, at) => ({
				name: `${['certificate', 'intermediate', 'TrustedRoot'][at]}.${extension}`,
				content: Buffer.from(link.pem),
			})),
		),
});

const p7b = (extension: string): Format => ({
	type: 'application/x-pkcs7-certificates',
	extension,
	write: p7bOf,
});

/** The glossary's formats; `cer` is the same PKCS#7 as `p7b`. */
const FORMATS: Record<string, Format> = {
	default: archive('crt', 3),
	default_cer: archive('cer', 3),
	default_pem: archive('crt', 3),
	apache: archive('crt', 2),
	pem_all: pem(0),
	pem_noroot: pem(0, 2),
	pem_nointermediate: pem(0, 1),
	p7b: p7b('p7b'),
	cer: p7b('cer'),
};

export function registerDownloads(app: FastifyInstance, books: DigiCertBooks): void {
	const certificateOf = (id: string): Certificate => {
		const certificate = books.certificates.get(Number(id));
		// A pending certificate has an id, but there is nothing to download.
		if (certificate?.status !== 'issued') throw notFound('certificate');
		return certificate;
	};

	const activeOfOrder = (id: string): Certificate => {
		const order = books.orders.get(Number(id));
		if (!order) throw notFound('order');
		const active = activeOf(order);
		if (!active) throw notFound('certificate');
		return active;
	};

	const send = async (
		request: FastifyRequest,
		reply: FastifyReply,
		certificate: Certificate,
		name: string,
	) => {
		const format = FORMATS[name];
		if (!format) {
			throw new ServicesError(400, 'invalid_value:format', `There is no format "${name}".`);
		}
		const isMixedUp = strikeCall(books.world, 'wrongCertificate', request);
		const issued = await (isMixedUp ? strangerOf(books, certificate) : x509Of(books, certificate));
		return await reply
			.type(format.type)
			.header(
				'content-disposition',
				`attachment; filename="certificate_${certificate.id}.${format.extension}"`,
			)
			.send(format.write(issued));
	};

	app.get<{ Params: { id: string; format: string } }>(
		'/certificate/:id/download/format/:format',
		async (request, reply) =>
			await send(request, reply, certificateOf(request.params.id), request.params.format),
	);

	for (const path of [
		'/certificate/:id/download/platform',
		'/certificate/:id/download/platform/:platform',
	]) {
		app.get<{ Params: { id: string; platform?: string } }>(path, async (request, reply) => {
			// Platform 29 is pem_all, as seen in a public client.
			const name = request.params.platform === '29' ? 'pem_all' : 'default';
			return await send(request, reply, certificateOf(request.params.id), name);
		});
	}

	for (const path of [
		'/certificate/download/order/:id',
		'/certificate/download/order/:id/format/:format',
	]) {
		app.get<{ Params: { id: string; format?: string } }>(path, async (request, reply) => {
			const { id, format = 'default' } = request.params;
			return await send(request, reply, activeOfOrder(id), format);
		});
	}

	// Despite its name, `intermediates` starts with the end-entity certificate.
	app.get<{ Params: { id: string } }>('/certificate/:id/chain', async ({ params }) => ({
		intermediates: (await x509Of(books, certificateOf(params.id))).chain,
	}));
}
