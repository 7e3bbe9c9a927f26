import type { FastifyInstance } from 'fastify';
import type { DigiCertBooks } from '../books';
import { isoTime } from '../dates';
import { freshToken, hasTokens, isProven, lookFor, orderedNames } from '../dcv';
import { ServicesError } from '../errors';
import type { Order } from '../model';
import { currentOf, resumeWaiting } from '../orderLife';
import { DCV_METHOD } from '../orderSchema';
import type { Json } from '../orderViews';
import { statusOf } from '../orderViews';
import { checkedJson } from './json';
import { orderOf } from './orders';

function refuseUnlessPending({ status }: Order): void {
	if (['pending', 'reissue_pending', 'needs_approval'].includes(status)) return;
	throw new ServicesError(400, 'invalid_order_status', `An order in status ${status} has no DCV.`);
}

/** Each name for itself; a file that is missing refuses all, a record that is missing does not. */
function check(books: DigiCertBooks, order: Order): Json {
	refuseUnlessPending(order);
	const { dcv } = order;
	if (!dcv) throw new ServicesError(400, 'invalid_dns_method', 'This order is validated by email.');
	const names = orderedNames(order);
	for (const name of names) {
		const isFound = dcv.proven.includes(name) || lookFor(books, name, dcv.tokens) === 'found';
		if (isFound && !dcv.proven.includes(name)) dcv.proven.push(name);
		if (isFound || dcv.method !== 'http-token') continue;
		throw new ServicesError(400, 'file_random_value_not_found', `${name}: no file was found.`);
	}
	const isDone = isProven(order);
	if (isDone) resumeWaiting(books);
	return {
		order_status: statusOf(order, books.now),
		certificate_id: currentOf(order).id,
		dcv_status: isDone ? 'valid' : 'pending',
		dns_name_validations: names.map((name) => ({
			dns_name: name,
			status: dcv.proven.includes(name) ? 'validated' : 'unvalidated',
		})),
	};
}

/** DCV of a DV order. */
export function registerOrderDcv(app: FastifyInstance, books: DigiCertBooks): void {
	type ById = { Params: { id: string } };

	app.put<ById>('/order/certificate/:id/check-dcv', async ({ params }) =>
		check(books, orderOf(books, params.id)),
	);

	app.put<ById>('/order/certificate/:id/dcv-method', async (request, reply) => {
		const order = orderOf(books, request.params.id);
		refuseUnlessPending(order);
		const { dcv_method: method } = checkedJson<{ dcv_method: string }>(books, request, DCV_METHOD);
		order.sent.dcv_method = method;
		if (!hasTokens(method)) {
			order.dcv = undefined;
			return await reply.code(204).send();
		}
		const token = freshToken(method, books.now);
		order.dcv = { method, tokens: [token], proven: [] };
		return { dcv_random_value: token.token, expiration_date: isoTime(token.expires) };
	});
}
