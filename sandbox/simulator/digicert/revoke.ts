import type { DigiCertBooks } from './books';
import { ServicesError } from './errors';
import type { Certificate, Order, OrderRequest } from './model';
import { addRequest, currentOf, revoke, setStatus } from './orderLife';

export interface RevokeBody {
	revocation_reason?: string;
	comments?: string;
	skip_approval?: boolean;
}

/** One certificate, or all of an order where none is named. */
interface Wanted {
	order: Order;
	certificate?: Certificate;
}

const issuedOf = ({ order, certificate }: Wanted): Certificate[] =>
	(certificate ? [certificate] : order.certificates).filter(({ status }) => status === 'issued');

/** All of the order at once: it is revoked itself. */
export function carryOut({ order, certificate }: Wanted, at: number): void {
	for (const one of issuedOf({ order, certificate })) revoke(one, at);
	if (!certificate) setStatus(order, 'revoked', at);
}

/** Done at once where approval is skipped; its comment is not kept then. Else a request. */
export function askToRevoke(
	books: DigiCertBooks,
	wanted: Wanted,
	{ comments, skip_approval: isDone = false }: RevokeBody,
): OrderRequest | undefined {
	const { order, certificate } = wanted;
	if (order.status === 'reissue_pending') {
		throw new ServicesError(
			400,
			'pending_reissue',
			'A certificate with a pending reissue cannot be revoked.',
		);
	}
	if (issuedOf(wanted).length === 0) {
		throw new ServicesError(400, 'invalid_certificate_status', 'There is nothing to revoke.');
	}
	const request = addRequest(
		books,
		order,
		{
			type: 'revoke',
			status: isDone ? 'approved' : 'pending',
			comments: isDone ? undefined : comments,
			certificateId: certificate?.id,
		},
		books.now,
	);
	if (!isDone) return request;
	carryOut(wanted, books.now);
	return undefined;
}

/** A certificate by its ID or serial number, with its order. */
export function certificateBy(
	books: DigiCertBooks,
	reference: string,
): Required<Wanted> | undefined {
	const wanted = reference.toUpperCase();
	const certificate =
		books.certificates.get(Number(reference)) ??
		[...books.certificates.values()].find(({ serialNumber }) => serialNumber === wanted);
	const order = certificate && books.orders.get(certificate.orderId);
	return order && { order, certificate };
}

/** What a request is about, as its info shows it. */
export const certificateOf = (
	books: DigiCertBooks,
	{ certificateId }: OrderRequest,
	order: Order,
): Certificate =>
	(certificateId === undefined ? undefined : books.certificates.get(certificateId)) ??
	currentOf(order);
