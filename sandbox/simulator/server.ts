/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fastify from 'fastify';
import { registerAkamai } from './akamai/index';
import type { Api, Call } from './calls';
import { shownHeaders } from './calls';
import { registerDigiCert } from './digicert/index';
import { registerFaults } from './faults-http';
import { registerManagement } from './management';
import type { SimulatorKeys, SimulatorOptions, World } from './world';
import { createWorld } from './world';

declare module 'fastify' {
	interface FastifyRequest {
		/** The bytes as they came; also in `body` */
		rawBody: Buffer;
		/** The log entry of this request; none for the management port */
		call: Call | null;
		/** Set by who answers 429: the true wait */
		retryAfterMs: number | null;
	}
}

export interface Simulator {
	port: number;
	origin: string;
	world: World;
	keys: SimulatorKeys;
	stop(): Promise<void>;
}

const BODY_LIMIT = 16 * 1024 * 1024;

const PREFIXES: Array<[string, Api]> = [
	['/services/', 'digicert.services'],
	['/automationws/', 'digicert.automation'],
];

function apiOf(path: string): Api | undefined {
	if (path.startsWith('/_sandbox')) return undefined;
	return PREFIXES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'akamai';
}

function logCall(request: FastifyRequest, world: World): void {
	const [path = '', query] = request.url.split('?', 2);
	const api = apiOf(path);
	if (!api) return;
	request.call = world.calls.add({
		identity: 'unknown',
		api,
		method: request.method,
		path,
		query: query ? `?${query}` : '',
		headers: shownHeaders(request.headers),
		body: '',
	});
}

/** Routes get the raw bytes: EdgeGrid signs bytes, and each vendor parses in its own way. */
function keepRawBodies(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
		request.rawBody = body as Buffer;
		if (request.call) request.call.body = request.rawBody.toString('utf8');
		done(null, body);
	});
}

function buildApp(world: World): FastifyInstance {
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		ajv: {
			customOptions: {
				coerceTypes: false,
				removeAdditional: false,
				useDefaults: false,
				strict: false,
			},
		},
	});
	app.decorateRequest('rawBody');
	app.decorateRequest('call', null);
	app.decorateRequest('retryAfterMs', null);
	app.addHook('onRequest', async (request) => {
		request.rawBody = Buffer.alloc(0);
		logCall(request, world);
		if (request.call) world.atWork += 1;
	});
	app.addHook('onResponse', async (request, reply) => {
		if (!request.call) return;
		request.call.status = reply.statusCode;
		request.call.tookMs = Date.now() - request.call.at;
	});
	keepRawBodies(app);
	registerFaults(app, world);
	return app;
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const world = await createWorld(options);
	const app = buildApp(world);
	const digicert = registerDigiCert(app, world);
	const akamai = registerAkamai(app, world);
	registerManagement(app, world, { digicert, akamai });
	await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
	const { port } = app.server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	world.keys.akamai.host ||= origin;
	return { port, origin, world, keys: world.keys, stop: async () => await app.close() };
}
