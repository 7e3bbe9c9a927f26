import type { FastifyInstance } from 'fastify';
import type { DigiCertBooks } from '../books';
import { isoTime } from '../dates';
import { isCurrent } from '../dcv';
import { notFound, ServicesError } from '../errors';
import type { Order, OrderRequest } from '../model';
import { dropReissue, fulfil, fulfilReissue, primaryOf, setStatus } from '../orderLife';
import { carryOut, certificateOf } from '../revoke';
import { issue } from '../certificates';
import { filtersOf, pageOf } from '../orderList';
import { REQUEST_STATUS } from '../orderSchema';
import type { Json } from '../orderViews';
import {
	certificateShort,
	containerView,
	organizationShort,
	productShort,
	userView,
} from '../orderViews';
import { checkedJson, queryOf } from './json';

interface Decision {
	status: OrderRequest['status'];
	processor_comment?: string;
}

function requestOf(books: DigiCertBooks, id: string): { request: OrderRequest; order: Order } {
	const request = books.requests.get(Number(id));
	const order = request && books.orders.get(request.orderId);
	if (!request || !order) throw notFound('request');
	return { request, order };
}

function requestRow(books: DigiCertBooks, request: OrderRequest): Json {
	const order = books.orders.get(request.orderId);
	return {
		id: request.id,
		date: isoTime(request.createdAt),
		type: request.type,
		status: request.status,
		date_processed: request.processedAt && isoTime(request.processedAt),
		requester: userView(books),
		comments: request.comments,
		processor_comment: request.processorComment,
		order: order && {
			id: order.id,
			certificate: certificateShort(order, books.now, certificateOf(books, request, order)),
			organization: organizationShort(books, order.organizationId),
			container: containerView(books, order.containerId),
			product: productShort(order.product),
		},
	};
}

function requestInfo(books: DigiCertBooks, request: OrderRequest, order: Order): Json {
	const row = requestRow(books, request);
	return {
		...row,
		reviewer: request.processedAt && userView(books),
		processor: request.processedAt && userView(books),
		order: {
			...(row.order as Json),
			unsubmitted_domains: order.domains
				.filter((domain) => !isCurrent(domain, books.now))
				.map(({ id, name }) => ({ id, name })),
		},
	};
}

function decide(
	books: DigiCertBooks,
	request: OrderRequest,
	order: Order,
	decision: Decision,
): void {
	const { now } = books;
	if (request.status !== 'pending' && request.status !== 'submitted') {
		throw new ServicesError(
			400,
			'invalid_request_status',
			`A request in status ${request.status} cannot be changed.`,
		);
	}
	request.status = decision.status;
	request.processorComment = decision.processor_comment;
	if (decision.status !== 'rejected' && decision.status !== 'approved') return;
	request.processedAt = now;
	AFTER[request.type][decision.status](books, order, request);
}

type Effect = (books: DigiCertBooks, order: Order, request: OrderRequest) => void;

/** What becomes of an order when a request is decided. */
const AFTER: Record<OrderRequest['type'], Record<'approved' | 'rejected', Effect>> = {
	new_request: {
		approved: (books, order) => {
			setStatus(order, 'pending', books.now);
			fulfil(books, order, books.now);
		},
		rejected: ({ now }, order) => {
			setStatus(order, 'rejected', now);
			primaryOf(order).status = 'rejected';
		},
	},
	reissue: {
		approved: (books, order) => fulfilReissue(books, order, books.now),
		rejected: ({ now }, order) => dropReissue(order, now),
	},
	duplicate: {
		approved: (books, order, request) =>
			issue(order, certificateOf(books, request, order), books.now),
		rejected: (books, order, request) => {
			certificateOf(books, request, order).status = 'rejected';
		},
	},
	revoke: {
		approved: (books, order, request) => {
			const { certificateId } = request;
			const certificate =
				certificateId === undefined ? undefined : books.certificates.get(certificateId);
			carryOut({ order, certificate }, books.now);
		},
		rejected: () => {},
	},
};

export function registerRequests(app: FastifyInstance, books: DigiCertBooks): void {
	app.get('/request', async (http) => {
		const query = queryOf(http);
		const wanted = query.get('status') ?? filtersOf(query).get('status')?.[0];
		const all = [...books.requests.values()]
			.filter(({ status }) => !wanted || status === wanted)
			.reverse();
		const { items, page } = pageOf(books, http, all);
		return { requests: items.map((request) => requestRow(books, request)), page };
	});

	app.get<{ Params: { id: string } }>('/request/:id', async ({ params }) => {
		const { request, order } = requestOf(books, params.id);
		return requestInfo(books, request, order);
	});

	app.put<{ Params: { id: string } }>('/request/:id/status', async (http, reply) => {
		const { request, order } = requestOf(books, http.params.id);
		decide(books, request, order, checkedJson<Decision>(books, http, REQUEST_STATUS));
		return await reply.code(204).send();
	});
}
