import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DigiCertBooks } from '../books';
import { x509Of } from '../certificates';
import { DAY, isoDay, isoTime } from '../dates';
import type { Certificate, Order } from '../model';
import type { Json } from '../orderViews';
import { REISSUE } from '../orderSchema';
import type { Reissued, ReissueBody } from '../reissue';
import { duplicate, namesOf, reissue } from '../reissue';
import { keySizeOf } from '../../csr';
import { checkedJson } from './json';
import { orderOf } from './orders';

async function certificateRow(books: DigiCertBooks, certificate: Certificate): Promise<Json> {
	const { data, now } = books;
	const { id, serialNumber, status, createdAt, issuedAt, validTill, csr = '' } = certificate;
	if (issuedAt !== undefined) await x509Of(books, certificate);
	return {
		id,
		thumbprint: certificate.thumbprint,
		serial_number: serialNumber,
		common_name: certificate.commonName,
		dns_names: namesOf(certificate),
		status: status === 'issued' ? 'approved' : status,
		date_created: isoTime(createdAt),
		date_issued: issuedAt && isoTime(issuedAt),
		valid_till: validTill && isoDay(validTill),
		days_remaining: validTill && Math.ceil((validTill - now) / DAY),
		csr,
		key_size: keySizeOf(csr),
		user_id: data.user.id,
		firstname: data.user.firstName,
		lastname: data.user.lastName,
		receipt_id: certificate.orderId + 1000,
		purchased_dns_names: certificate.addedNames?.length ?? 0,
	};
}

/** The certificate that was ordered stands among the reissues, too (seen by public clients). */
const reissuesOf = ({ certificates }: Order) =>
	certificates.some(({ kind }) => kind === 'reissue')
		? certificates.filter(({ kind }) => kind !== 'duplicate')
		: [];

const duplicatesOf = ({ certificates }: Order) =>
	certificates.filter(({ kind }) => kind === 'duplicate');

async function answerOf(
	books: DigiCertBooks,
	order: Order,
	{ certificate, request }: Reissued,
): Promise<Json> {
	const isIssued = certificate.issuedAt !== undefined;
	return {
		id: order.id,
		dcv_random_value: request.type === 'reissue' ? order.dcv?.tokens.at(-1)?.token : undefined,
		requests: [{ id: request.id, status: request.status }],
		certificate_id: isIssued ? certificate.id : undefined,
		certificate_chain: isIssued ? (await x509Of(books, certificate)).chain : undefined,
	};
}

/** Reissues and duplicates of an order. */
export function registerReplacements(app: FastifyInstance, books: DigiCertBooks): void {
	const routes = [
		{ path: 'reissue', make: reissue, listed: reissuesOf, archived: 0 },
		// A string in the service's own answers.
		{ path: 'duplicate', make: duplicate, listed: duplicatesOf, archived: '0' },
	];
	for (const { path, make, listed, archived } of routes) {
		const url = `/order/certificate/:id/${path}`;
		app.post<{ Params: { id: string } }>(url, async (request, reply) => {
			const order = orderOf(books, request.params.id);
			const body = checkedJson<ReissueBody>(books, request, REISSUE);
			const made = await make(books, order, body);
			return await reply.code(201).send(await answerOf(books, order, made));
		});
		app.get(url, async (request: FastifyRequest<{ Params: { id: string } }>) => {
			const order = orderOf(books, request.params.id);
			const rows = listed(order).map(async (one) => ({
				...(await certificateRow(books, one)),
				archived,
			}));
			return { certificates: await Promise.all(rows) };
		});
	}
}
