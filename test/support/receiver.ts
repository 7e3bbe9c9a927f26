/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request exactly as it came over the wire: nothing decoded, nothing parsed. */
export interface ReceivedRequest {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export interface Answer {
	status?: number;
	headers?: Record<string, string>;
	/** Objects are sent as JSON, text and bytes as they are. */
	body?: unknown;
}

/**
 * Answers a request. Returning nothing means that the handler answers through `response` itself
 * (to stall, to drip, to cut the connection).
 */
export type Handler = (
	request: ReceivedRequest,
	response: ServerResponse,
) => Answer | undefined | void | Promise<Answer | undefined | void>;

export interface Receiver {
	origin: string;
	host: string;
	received: ReceivedRequest[];
	answer(handler: Handler): void;
	close(): Promise<void>;
}

export const emptyJson: Handler = () => ({ body: {} });

function send(response: ServerResponse, { status = 200, headers = {}, body = '' }: Answer) {
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const payload = isRaw ? body : JSON.stringify(body);
	const mediaType: Record<string, string> = isRaw ? {} : { 'content-type': 'application/json' };
	response.writeHead(status, { ...mediaType, ...headers }).end(payload);
}

export async function startReceiver(handler: Handler = emptyJson): Promise<Receiver> {
	const received: ReceivedRequest[] = [];
	let current = handler;

	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const { method = '', url = '', headers } = request;
		const entry = { method, url, headers, body: Buffer.concat(chunks) };
		received.push(entry);
		const answer = await current(entry, response);
		if (answer) send(response, answer);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

	return {
		origin: `http://${host}`,
		host,
		received,
		answer: (next) => {
			current = next;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
