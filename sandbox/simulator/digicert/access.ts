import type { FastifyInstance, FastifyRequest } from 'fastify';
import { strikeCall } from '../faults-http';
import type { World } from '../world';
import { accessDenied, limitExceeded } from './errors';

interface Access {
	identity: string;
	isAllowed: (method: string, path: string) => boolean;
}

/** Role 100, Orders: orders, requests and certificates, and who one is oneself. */
const ORDERS_ONLY = /\/services\/v2\/(order|request|certificate|product|user\/me)(\/|$)/;

function accessOf(world: World, key: string): Access | undefined {
	const { keys } = world;
	const roles: Array<[string, Access]> = [
		[keys.digicertApiKey, { identity: 'digicert', isAllowed: () => true }],
		[
			keys.digicertViewOnlyKey,
			{ identity: 'digicert-view-only', isAllowed: (method) => method === 'GET' },
		],
		[
			keys.digicertOrdersOnlyKey,
			{ identity: 'digicert-orders-only', isAllowed: (_method, path) => ORDERS_ONLY.test(path) },
		],
	];
	return roles.find(([known]) => known === key)?.[1];
}

function refuseAboveLimit(world: World, request: FastifyRequest, identity: string): void {
	if (strikeCall(world, 'tooManyRequests', request)) throw limitExceeded();
	const take = world.limits.take(identity, 'digicert');
	if (take.ok) return;
	request.retryAfterMs = take.retryAfterMs;
	throw limitExceeded();
}

/** One key for both APIs, counted together; a wrong key is 403, not 401. */
export function guard(app: FastifyInstance, world: World): void {
	app.addHook('preHandler', async (request) => {
		const key = String(request.headers['x-dc-devkey'] ?? '');
		const access = accessOf(world, key);
		if (!access) throw accessDenied('access_denied_invalid_key');
		if (request.call) request.call.identity = access.identity;
		refuseAboveLimit(world, request, access.identity);
		const [path = ''] = request.url.split('?');
		if (!access.isAllowed(request.method, path)) throw accessDenied('missing_permission');
	});
}
