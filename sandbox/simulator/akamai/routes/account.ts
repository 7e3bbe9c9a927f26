import type { FastifyInstance } from 'fastify';
import { accountOf } from '../gateway';
import type { Context } from './context';

const SINCE = '2026-01-01T00:00:00Z';
const SCOPES = 'https://luna.akamaiapis.net/-/scope';

/** What the API client may do; needs no grant itself, so credential tests use it. */
export function grantRoutes(scope: FastifyInstance, { settings }: Context): void {
	scope.get('/-/client-api/active-grants/implicit', async () => {
		const { cps, contracts } = settings.grants;
		const scopes = [
			...(cps === 'NONE' ? [] : [`${SCOPES}/cps/-/${cps.toLowerCase()}`]),
			...(contracts ? [`${SCOPES}/contract-api/-/read-only`] : []),
		];
		return {
			name: 'sandbox',
			created: SINCE,
			createdBy: 'sandbox',
			updated: SINCE,
			updatedBy: 'sandbox',
			activated: SINCE,
			activatedBy: 'sandbox',
			scope: scopes.join(' '),
		};
	});
}

export function contractRoutes(scope: FastifyInstance, context: Context): void {
	scope.get('/contract-api/v1/contracts/identifiers', async (request) =>
		context.contractsOf(accountOf(request)),
	);
}
