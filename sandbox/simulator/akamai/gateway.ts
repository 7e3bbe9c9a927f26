/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultName } from '../faults';
import type { Bucket } from '../limits';
import type { World } from '../world';
import { EdgeGridVerifier } from './edgegrid';
import { CpsProblem, GatewayProblem } from './problems';
import type { AkamaiSettings } from './settings';

const BURST = 'WAF deny rule IPBLOCK-BURST4-54013';
const NO_GRANT = 'The client does not have the grant needed for the request';

/** A fault that this part acts out itself, noted in the call log. */
export function strikes(world: World, request: FastifyRequest, name: FaultName): boolean {
	const { call } = request;
	if (!call) return false;
	const { api, method, path, query } = call;
	const struck = world.faults.strike(name, { api, method, path: path + query });
	if (struck) call.faults.push(name);
	return struck;
}

export function accountOf(request: FastifyRequest): string {
	const { accountSwitchKey = '' } = request.query as { accountSwitchKey?: string };
	return accountSwitchKey;
}

const hostOf = ({ headers }: FastifyRequest) => headers.host ?? '';

/** Stock clients speak https only and sign it: a proxy in front says so. Only loopback gets here. */
const schemeOf = ({ headers }: FastifyRequest) =>
	headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';

async function problemAnswer(reply: FastifyReply, status: number, body: object) {
	return await reply.code(status).type('application/problem+json').send(body);
}

/** The gateway in front of all Akamai APIs: signature, clock, account, grants, limits, errors. */
export class Gateway {
	private readonly verifier: EdgeGridVerifier;

	constructor(
		private readonly world: World,
		private readonly settings: AkamaiSettings,
	) {
		this.verifier = new EdgeGridVerifier(() => [{ ...world.keys.akamai, active: settings.active }]);
	}

	/** In front of every route of `scope`. */
	guard(scope: FastifyInstance, granted: (method: string) => boolean): void {
		scope.setErrorHandler(async (error: Error, request, reply) => {
			await this.refuse(error, request, reply);
		});
		scope.addHook('preHandler', async (request) => {
			const { method, headers, raw, rawBody } = request;
			const skewed = strikes(this.world, request, 'clockSkew');
			const skew = skewed ? (this.world.faults.setting('clockSkew')?.delayMs ?? 60_000) : 0;
			const now = this.world.clock.realNow() + skew;
			const refusal = this.verifier.verify(
				{
					method,
					scheme: schemeOf(request),
					host: hostOf(request),
					url: raw.url ?? '',
					authorization: headers.authorization,
					body: rawBody,
				},
				now,
			);
			if (refusal) throw new GatewayProblem(refusal.status, refusal.detail, now);
			if (strikes(this.world, request, 'cpsBurst')) throw new GatewayProblem(400, BURST, now);
			const account = accountOf(request);
			if (request.call) request.call.identity = `akamai:${account || 'own'}`;
			if (account && !this.settings.accounts[account]) throw new GatewayProblem(403, NO_GRANT, now);
			if (!granted(method)) throw new GatewayProblem(403, NO_GRANT, now);
		});
	}

	/** Limits are counted per account, over all of its clients, in real time. */
	limit(scope: FastifyInstance, bucket: Bucket): void {
		scope.addHook('preHandler', async (request, reply) => {
			const forced = strikes(this.world, request, 'tooManyRequests');
			const taken = this.world.limits.take(`akamai ${accountOf(request)}`, bucket);
			if (taken.ok && !forced) return undefined;
			const waitMs = taken.ok ? 1000 : taken.retryAfterMs;
			request.retryAfterMs = waitMs;
			const seconds = Math.ceil(waitMs / 1000);
			const next = new Date(Date.now() + waitMs).toISOString();
			if (strikes(this.world, request, 'cpsLimitInWords')) {
				return await problemAnswer(reply, 429, {
					type: '429 Too Many Requests',
					title: 'HTTP 429 - Too many requests',
					detail: `This operation has reached the limit for your account. Please try after ${next}`,
				});
			}
			void reply.header('retry-after', String(seconds)).header('x-ratelimit-next', next);
			return await problemAnswer(reply, 429, {
				type: '429 Too Many Requests',
				title: 'Too Many Requests',
				detail: `You have exhausted your API Request Quota. Retry after: ${seconds} seconds.`,
			});
		});
	}

	private async refuse(error: Error, request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const host = hostOf(request);
		const problem =
			error instanceof CpsProblem || error instanceof GatewayProblem
				? error
				: new GatewayProblem(500);
		const body =
			problem instanceof CpsProblem
				? problem.body(host)
				: problem.body({ method: request.method, host, url: request.url, client: request.ip });
		// An unexpected error is a fault of the simulator itself and must be seen.
		if (problem !== error) process.emitWarning(error);
		await problemAnswer(reply, problem.status, body);
	}
}
