import type { FastifyInstance } from 'fastify';
import type { World } from '../world';
import { guard } from './access';
import { AutomationError } from './automation/answers';
import { registerAutomation } from './automation/routes';
import { DigiCertAccount } from './account';
import type { DigiCertBooks } from './books';
import { notFound, ServicesError } from './errors';
import { registerAccount } from './services/account';
import { registerDownloads } from './services/download';
import { registerDomains } from './services/domains';
import { registerOrderDcv } from './services/orderDcv';
import { registerOrders } from './services/orders';
import { registerReplacements } from './services/replacements';
import { registerRequests } from './services/requests';
import { registerRevocations } from './services/revocations';

/** What both of DigiCert's APIs have in common. */
function registerApi(
	app: FastifyInstance,
	books: DigiCertBooks,
	prefix: string,
	registerRoutes: (app: FastifyInstance, books: DigiCertBooks) => void,
): void {
	void app.register(
		async (api) => {
			guard(api, books.world);
			api.addHook('preHandler', async () => books.settle());
			// Without a charset, as in all recorded traffic.
			api.addHook('onSend', async (_request, reply) => {
				const type = String(reply.getHeader('content-type') ?? '');
				if (/^application\/json;/.test(type)) void reply.header('content-type', 'application/json');
			});
			api.setErrorHandler(async (error: Error, _request, reply) => {
				if (!(error instanceof ServicesError || error instanceof AutomationError)) throw error;
				await reply.code(error.status).send(error.body);
			});
			api.setNotFoundHandler(async () => {
				throw notFound('route');
			});
			registerRoutes(api, books);
		},
		{ prefix },
	);
}

export function registerDigiCert(app: FastifyInstance, world: World): DigiCertAccount {
	const account = new DigiCertAccount(world);
	const { books } = account;
	registerApi(app, books, '/services/v2', (api) => {
		registerAccount(api, books);
		registerDomains(api, books);
		registerOrders(api, books);
		registerOrderDcv(api, books);
		registerReplacements(api, books);
		registerRevocations(api, books);
		registerRequests(api, books);
		registerDownloads(api, books);
	});
	registerApi(app, books, '/automationws/v1', registerAutomation);
	return account;
}
