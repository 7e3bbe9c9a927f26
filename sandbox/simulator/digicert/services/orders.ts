import type { FastifyInstance } from 'fastify';
import { strikeCall } from '../../faults-http';
import type { DigiCertBooks } from '../books';
import { x509Of } from '../certificates';
import { DAY, isoTime } from '../dates';
import { notFound, ServicesError } from '../errors';
import type { Order, OrderBody, Organization } from '../model';
import { CHANGES } from '../orderChange';
import { createOrder, productOf } from '../orderCreate';
import { currentOf, dropReissue, isFinal, primaryOf, setStatus } from '../orderLife';
import { filtersOf, listOrders, pageOf } from '../orderList';
import { ORDER_BY_HINT, ORDER_BY_PRODUCT, ORDER_DV, ORDER_STATUS } from '../orderSchema';
import type { Json } from '../orderViews';
import { orderInfo, orderRow } from '../orderViews';
import { statusChanges } from '../statusChanges';
import { toCsv } from './csv';
import { checkedJson, queryOf } from './json';
import { newToken } from './tokens';

const TOKEN_METHODS = ['dns-txt-token', 'dns-cname-token', 'http-token'];

/** By id, or by thumbprint or serial number of the primary certificate. */
export function orderOf(books: DigiCertBooks, reference: string): Order {
	const wanted = reference.toUpperCase();
	const order =
		books.orders.get(Number(reference)) ??
		books.ledger.find((candidate) => {
			const { thumbprint, serialNumber } = currentOf(candidate);
			return thumbprint === wanted || serialNumber === wanted;
		});
	if (!order) throw notFound('order');
	return order;
}

function dcvToken(method: string, token: string, dnsName: string, now: number): Json {
	return {
		token,
		status: 'pending',
		expiration_date: isoTime(now + 30 * DAY),
		verification_value: method === 'dns-cname-token' ? 'dcv.sandbox.test' : undefined,
		http_token_url:
			method === 'http-token'
				? `http://${dnsName}/.well-known/pki-validation/fileauth.txt`
				: undefined,
	};
}

/** The names as ordered, each with the domain that validates it. */
function domainViews(books: DigiCertBooks, order: Order, token: string | undefined): Json[] {
	const { commonName, dnsNames } = primaryOf(order);
	return [...new Set([commonName, ...dnsNames])].map((name) => {
		const domain = books.domainOf(name);
		return {
			id: domain?.id,
			name: domain?.name,
			dns_name: name,
			dcv_token: token && dcvToken(order.sent.dcv_method ?? '', token, name, books.now),
		};
	});
}

async function createdView(
	books: DigiCertBooks,
	order: Order,
	organization: Organization | undefined,
): Promise<Json> {
	const { dcv_method: method = '' } = order.sent;
	const token =
		order.dcv?.tokens.at(-1)?.token ?? (TOKEN_METHODS.includes(method) ? newToken() : undefined);
	const isApproved = order.requests.some(({ status }) => status === 'approved');
	const certificate = primaryOf(order);
	const isIssued = certificate.status === 'issued';
	return {
		id: order.id,
		organization: organization && { id: organization.id },
		requests: order.requests.map(({ id, status }) => ({ id, status })),
		certificate_id: isApproved ? certificate.id : undefined,
		domains: isApproved || token ? domainViews(books, order, token) : undefined,
		dcv_random_value: token,
		// Only when issued at once.
		certificate_chain: isIssued ? (await x509Of(books, certificate)).chain : undefined,
	};
}

function changeStatus(order: Order, status: string, note: string | undefined, now: number): void {
	if (status === 'canceled' && !note) {
		throw new ServicesError(400, 'missing_field:note', 'A note is required to cancel an order.');
	}
	if (status === 'canceled' && order.status === 'reissue_pending') {
		rejectPending(order, note, now);
		dropReissue(order, now);
		return;
	}
	const cancelable = ['pending', 'needs_approval', 'processing', 'waiting_pickup'];
	if (status !== 'canceled' || !cancelable.includes(order.status) || isFinal(order)) {
		throw new ServicesError(
			400,
			'invalid_order_status',
			`An order in status ${order.status} cannot be set to ${status}.`,
		);
	}
	setStatus(order, 'canceled', now);
	order.certificates.forEach((certificate) => (certificate.status = 'rejected'));
	rejectPending(order, note, now);
}

/** The reissue's request is rejected, too, if somebody has approved it already. */
function rejectPending({ requests, status }: Order, note: string | undefined, now: number): void {
	const reissue = requests.filter(({ type }) => type === 'reissue').pop();
	requests
		.filter((one) => one.status === 'pending' || (status === 'reissue_pending' && one === reissue))
		.forEach((request) =>
			Object.assign(request, { status: 'rejected', processedAt: now, processorComment: note }),
		);
}

/** Of other divisions: counted, and never shown. */
const HIDDEN_ROWS = 3;

export function registerOrders(app: FastifyInstance, books: DigiCertBooks): void {
	app.post<{ Params: { product: string } }>(
		'/order/certificate/:product',
		async (request, reply) => {
			const { product: nameId } = request.params;
			const known = books.data.products.find((product) => product.nameId === nameId);
			if (!known && nameId !== 'ssl') throw notFound('product');
			const byProduct = known?.validationType === 'dv' ? ORDER_DV : ORDER_BY_PRODUCT;
			const body = checkedJson<OrderBody>(
				books,
				request,
				nameId === 'ssl' ? ORDER_BY_HINT : byProduct,
			);
			const product = productOf(books, nameId, body);
			const { order, organization } = await createOrder(books, product, body);
			const answer = await createdView(books, order, organization);
			if (strikeCall(books.world, 'orderChanged', request)) {
				books.world.faults.draw('orderChanged', CHANGES)(books, order);
			}
			return await reply.code(201).send(answer);
		},
	);

	app.get('/order/certificate', async (request, reply) => {
		const query = queryOf(request);
		const isLagging = strikeCall(books.world, 'listLag', request);
		const lagMs = isLagging ? (books.world.faults.setting('listLag')?.delayMs ?? 60_000) : 0;
		const shown = pageOf(books, request, listOrders(books, query, lagMs));
		const isWhole = filtersOf(query).size === 0;
		const hidden = isWhole && strikeCall(books.world, 'hiddenRows', request) ? HIDDEN_ROWS : 0;
		const { items } = shown;
		const page = { ...shown.page, total: shown.page.total + hidden };
		const orders = items.map((order) => orderRow(books, order));
		if (/text\/csv/.test(request.headers.accept ?? '')) {
			return await reply.type('text/csv').send(toCsv(orders));
		}
		return { orders, page };
	});

	app.get('/order/certificate/status-changes', async (request) =>
		statusChanges(books, queryOf(request)),
	);

	app.get<{ Params: { id: string } }>('/order/certificate/:id', async (request) => {
		const order = orderOf(books, request.params.id);
		const { clock, faults } = books.world;
		const age = clock.realNow() - order.realCreatedAt;
		const lagMs = faults.setting('infoLag')?.delayMs ?? 60_000;
		if (age < lagMs && strikeCall(books.world, 'infoLag', request)) throw notFound('order');
		const info = await orderInfo(books, order);
		return strikeCall(books.world, 'keyHidden', request)
			? { ...info, alternative_order_id: undefined }
			: info;
	});

	app.put<{ Params: { id: string } }>('/order/certificate/:id/status', async (request, reply) => {
		const order = orderOf(books, request.params.id);
		const { status, note } = checkedJson<{ status: string; note?: string }>(
			books,
			request,
			ORDER_STATUS,
		);
		changeStatus(order, status, note, books.now);
		return await reply.code(204).send();
	});
}
