/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultName } from './faults';
import { bend, isWrite, jsonOf, OTHER_BODIES, REFUSALS, refusalOf } from './faults-body';
import type { World } from './world';

const PAGE = '<html><head><title>Error</title></head><body><h1>Bad gateway</h1></body></html>';
const DEFAULT_DELAY_MS = 500;

/** The statuses and bodies that replace the answer after the work was done. */
const REPLACED: Partial<Record<FaultName, { status?: number; type: string; body: string }>> = {
	badGateway: { status: 502, type: 'text/html', body: PAGE },
	gatewayTimeout: { status: 504, type: 'text/html', body: PAGE },
	internalError: { status: 500, type: 'text/html', body: PAGE },
	htmlBody: { type: 'text/html', body: PAGE },
	emptyBody: { type: 'application/json', body: '' },
};

const BODIES = Object.keys(OTHER_BODIES) as FaultName[];

const IN_FLIGHT: FaultName[] = ['truncatedJson', 'drippingAnswer', 'stalledAnswer'];

/**
 * By the global timer, so that a test with a faster clock has it here, too. An answer that is held
 * back keeps no process up: its connection does, as long as there is one.
 */
const pause = async (ms: number) =>
	await new Promise((resolve) => void setTimeout(resolve, ms).unref());

async function* drip(text: string, overMs: number) {
	const pieces = 10;
	const size = Math.ceil(text.length / pieces) || 1;
	for (let at = 0; at < text.length; at += size) {
		yield text.slice(at, at + size);
		await pause(overMs / pieces);
	}
}

/** Half of it, and the connection stays open. */
function stall(text: string): Readable {
	const stream = new Readable({ read() {} });
	stream.push(text.slice(0, Math.ceil(text.length / 2)));
	return stream;
}

/** Draws the fault for this call, or for one thing in it, and notes it in the call log. */
export function strikeCall(
	world: World,
	name: FaultName,
	{ call }: FastifyRequest,
	thing?: string,
): boolean {
	if (!call) return false;
	const { api, method, path, query } = call;
	const struck = world.faults.strike(name, { api, method, path: thing ?? path + query });
	if (struck) call.faults.push(name);
	return struck;
}

export function registerFaults(app: FastifyInstance, world: World): void {
	const { faults } = world;
	const strikes = (name: FaultName, request: FastifyRequest) => strikeCall(world, name, request);

	const delayOf = (name: FaultName) => faults.setting(name)?.delayMs ?? DEFAULT_DELAY_MS;

	const retryAfter = (request: FastifyRequest, reply: FastifyReply): void => {
		const now = Date.now();
		const trueSeconds = Math.ceil((request.retryAfterMs ?? 1000) / 1000);
		const forms: Array<[FaultName, (seconds: number) => string]> = [
			['retryAfterSeconds', (seconds) => String(seconds)],
			['retryAfterDate', (seconds) => new Date(now + seconds * 1000).toUTCString()],
			['retryAfterPast', () => new Date(now - 60_000).toUTCString()],
			['retryAfterAbsurd', () => '86400'],
		];
		const form = forms.find(([name]) => strikes(name, request));
		if (!form) return;
		const [name, write] = form;
		void reply.header('retry-after', write(faults.setting(name)?.seconds ?? trueSeconds));
	};

	/** The body under another status or in another shape; undefined where no such fault strikes. */
	const otherBody = (request: FastifyRequest, reply: FastifyReply, text: string) => {
		const { call } = request;
		if (!call || reply.statusCode >= 300) return undefined;
		if (isWrite(call) && strikes('refusedButDone', request)) {
			const setting = faults.setting('refusedButDone');
			const status = setting?.status ?? faults.draw('refusedButDone', REFUSALS);
			void reply.code(status).type('application/json');
			const made = strikes('refusalNamesIt', request) ? jsonOf(text) : undefined;
			return JSON.stringify({ ...made, ...refusalOf(call.api, status) });
		}
		if (!BODIES.some((name) => faults.setting(name))) return undefined;
		const json = jsonOf(text);
		if (json === undefined) return undefined;
		const bent = bend(json, call.method, (name) => strikes(name, request));
		return bent === json ? undefined : JSON.stringify(bent);
	};

	app.addHook('preHandler', async (request, reply) => {
		if (strikes('requestLost', request)) {
			world.atWork -= 1;
			request.raw.socket.destroy();
			return reply.hijack();
		}
		if (strikes('unavailable', request)) {
			return await reply.code(503).type('text/html').send(PAGE);
		}
		return undefined;
	});

	app.addHook('onSend', async (request, reply, payload) => {
		if (!request.call) return payload;
		world.atWork -= 1;
		// The answer is on its way: whatever becomes of the client, it gets no second one.
		reply.hijack();
		if (reply.statusCode === 429) retryAfter(request, reply);
		if (strikes('slowAnswer', request)) await pause(delayOf('slowAnswer'));
		if (strikes('connectionCut', request)) {
			// What the client never hears: the work was done with this status.
			request.call.status = reply.statusCode;
			request.raw.socket.destroy();
			return payload;
		}
		for (const [name, { status, type, body }] of Object.entries(REPLACED)) {
			if (!strikes(name as FaultName, request)) continue;
			void reply
				.code(status ?? reply.statusCode)
				.type(type)
				.removeHeader('content-length');
			return body;
		}
		const body = otherBody(request, reply, typeof payload === 'string' ? payload : '');
		if (body !== undefined) {
			void reply.removeHeader('content-length');
			return body;
		}
		if (!IN_FLIGHT.some((name) => faults.setting(name))) return payload;
		const text = typeof payload === 'string' ? payload : '';
		if (strikes('truncatedJson', request)) {
			void reply.removeHeader('content-length');
			return text.slice(0, Math.ceil(text.length / 2));
		}
		if (strikes('drippingAnswer', request)) {
			void reply.removeHeader('content-length');
			return Readable.from(drip(text, delayOf('drippingAnswer')));
		}
		if (strikes('stalledAnswer', request)) {
			void reply.removeHeader('content-length');
			return stall(text);
		}
		return payload;
	});
}
