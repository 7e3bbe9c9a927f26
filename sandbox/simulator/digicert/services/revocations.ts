import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DigiCertBooks } from '../books';
import { isoTime } from '../dates';
import { notFound } from '../errors';
import { REVOKE } from '../orderSchema';
import { userView } from '../orderViews';
import type { RevokeBody } from '../revoke';
import { askToRevoke, certificateBy } from '../revoke';
import { checkedJson } from './json';
import { orderOf } from './orders';

/** 204: done. 201: an administrator has to approve the request. */
export function registerRevocations(app: FastifyInstance, books: DigiCertBooks): void {
	const answer = async (
		http: FastifyRequest,
		reply: FastifyReply,
		wanted: Parameters<typeof askToRevoke>[1],
	) => {
		const body = checkedJson<RevokeBody>(books, http, REVOKE);
		const request = askToRevoke(books, wanted, body);
		if (!request) return await reply.code(204).send();
		const { id, createdAt, type, status, comments } = request;
		return await reply.code(201).send({
			id,
			date: isoTime(createdAt),
			type,
			status,
			requester: userView(books),
			comments,
		});
	};

	app.put<{ Params: { id: string } }>('/order/certificate/:id/revoke', async (http, reply) => {
		return await answer(http, reply, { order: orderOf(books, http.params.id) });
	});

	app.put<{ Params: { id: string } }>('/certificate/:id/revoke', async (http, reply) => {
		const wanted = certificateBy(books, http.params.id);
		if (!wanted) throw notFound('certificate');
		return await answer(http, reply, wanted);
	});
}
