import type { DigiCertBooks } from './books';
import { issue } from './certificates';
import { currentOf, primaryOf } from './current';
import { isCurrent, isProven } from './dcv';
import type { Certificate, Order, OrderRequest } from './model';
import type { OutcomeScript } from './outcomes';
import { OUTCOMES } from './outcomes';

type Draft = Omit<
	Order,
	| 'id'
	| 'status'
	| 'createdAt'
	| 'realCreatedAt'
	| 'orderedAs'
	| 'certificates'
	| 'requests'
	| 'history'
> & {
	certificate: Omit<Certificate, 'id' | 'orderId' | 'kind' | 'status' | 'createdAt'>;
};

const outcomeOf = (order: Order): OutcomeScript => OUTCOMES[order.outcome];

/** Nothing happens to these any more. */
const FINAL = ['rejected', 'denied', 'canceled', 'revoked'];

export const isFinal = ({ status }: Order) => FINAL.includes(status);

export function setStatus(order: Order, status: string, at: number): void {
	order.status = status;
	order.history.push({ at, status });
}

export { currentOf, primaryOf };

/** What download by order returns: the newest issued one that is no duplicate. */
export const activeOf = ({ certificates }: Order): Certificate | undefined =>
	certificates.filter(({ kind, status }) => kind !== 'duplicate' && status === 'issued').pop();

export const isUnvalidated = (order: Order, now: number) =>
	outcomeOf(order).unvalidated === true ||
	(order.dcv ? !isProven(order) : order.domains.some((domain) => !isCurrent(domain, now)));

export const needsApproval = (order: Order) => outcomeOf(order).needsApproval === true;

/** Names, product, key pair, organization, validity, renewal. */
function orderedAs({ certificate, validity, product, organizationId, renewalOfOrderId }: Draft) {
	const { commonName, dnsNames, spkiSha256 } = certificate;
	const names = [commonName, ...dnsNames].map((name) => name.toLowerCase());
	const [[kind, length] = []] = Object.entries(validity);
	return JSON.stringify([
		names[0],
		[...new Set(names)].sort(),
		product.nameId,
		spkiSha256,
		organizationId,
		// A date moves from day to day, the order stays the same.
		kind === 'custom_expiration_date' ? kind : [kind, length],
		renewalOfOrderId,
	]);
}

export function placeOrder(books: DigiCertBooks, draft: Draft, at: number): Order {
	const { certificate, ...rest } = draft;
	const id = books.nextId('order');
	const order: Order = {
		...rest,
		id,
		status: 'pending',
		createdAt: at,
		realCreatedAt: books.world.clock.realNow(),
		orderedAs: orderedAs(draft),
		certificates: [],
		requests: [],
		history: [{ at, status: 'pending' }],
	};
	addCertificate(books, order, 'primary', certificate, at);
	books.orders.set(id, order);
	books.ledger.push(order);
	return order;
}

export function addCertificate(
	books: DigiCertBooks,
	order: Order,
	kind: Certificate['kind'],
	certificate: Draft['certificate'],
	at: number,
): Certificate {
	const added: Certificate = {
		...certificate,
		id: books.nextId('certificate'),
		orderId: order.id,
		kind,
		status: 'pending',
		createdAt: at,
	};
	order.certificates.push(added);
	books.certificates.set(added.id, added);
	return added;
}

export function addRequest(
	books: DigiCertBooks,
	order: Order,
	request: Pick<OrderRequest, 'type' | 'status' | 'comments' | 'certificateId'>,
	at: number,
): OrderRequest {
	const id = books.nextId('request');
	const added: OrderRequest = { ...request, id, orderId: order.id, createdAt: at };
	if (request.status !== 'pending') added.processedAt = at;
	order.requests.push(added);
	books.requests.set(id, added);
	return added;
}

export function issueNow(order: Order, certificate: Certificate, at: number): void {
	issue(order, certificate, at);
	setStatus(order, 'issued', at);
}

/** Walks the order through the steps of its outcome, once nobody has to do anything any more. */
export function fulfil(books: DigiCertBooks, order: Order, at: number): void {
	if (order.isStarted || isUnvalidated(order, at)) return;
	order.isStarted = true;
	const certificate = primaryOf(order);
	for (const [share, status] of outcomeOf(order).steps) {
		const step = (due: number) => {
			if (isFinal(order)) return;
			if (status === 'issued') issueNow(order, certificate, due);
			else setStatus(order, status, due);
			if (isFinal(order)) certificate.status = 'rejected';
		};
		const due = at + share * books.settings.issueSeconds * 1000;
		if (due <= at) step(at);
		else books.agenda.add(due, () => step(due));
	}
}

const pendingReissue = ({ certificates }: Order): Certificate | undefined =>
	certificates.find(({ kind, status }) => kind === 'reissue' && status === 'pending');

/** Issues what is pending once its names are validated and somebody has approved it. */
export function fulfilReissue(books: DigiCertBooks, order: Order, at: number): void {
	const certificate = pendingReissue(order);
	const request = order.requests.find(({ certificateId }) => certificateId === certificate?.id);
	if (!certificate || request?.status !== 'approved' || isUnvalidated(order, at)) return;
	const step = (due: number) => {
		if (certificate.status !== 'pending') return;
		const earlier = order.certificates.filter(({ status }) => status === 'issued');
		issueNow(order, certificate, due);
		if (certificate.drops) revokeLater(books, earlier, due);
	};
	const due = order.outcome === 'instant' ? at : at + books.settings.issueSeconds * 1000;
	if (due <= at) step(at);
	else books.agenda.add(due, () => step(due));
}

/** DigiCert revokes what was issued before within 72 hours. */
const REVOKED_WITHIN = 72 * 60 * 60 * 1000;

function revokeLater(books: DigiCertBooks, certificates: Certificate[], at: number): void {
	const due = at + REVOKED_WITHIN;
	for (const certificate of certificates) {
		certificate.revokeAt = due;
		books.agenda.add(due, () => revoke(certificate, due));
	}
}

export function revoke(certificate: Certificate, at: number): void {
	if (certificate.status !== 'issued') return;
	certificate.status = 'revoked';
	certificate.revokedAt = at;
}

/** The reissue is gone, the order is as it was. */
export function dropReissue(order: Order, at: number): void {
	const certificate = pendingReissue(order);
	if (certificate) certificate.status = 'rejected';
	setStatus(order, 'issued', at);
}

/** Called when a domain or an organization has become valid, by POST /_sandbox/seed. */
export function resumeWaiting(books: DigiCertBooks): void {
	books.ledger
		.filter(({ requests }) => requests.some(({ status }) => status === 'approved'))
		.forEach((order) => {
			fulfil(books, order, books.now);
			fulfilReissue(books, order, books.now);
		});
}
