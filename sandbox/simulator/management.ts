import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Testimony } from './invariants/evidence';
import { report } from './invariants/report';
import type { FaultName, FaultSetting } from './faults';
import { FAULTS } from './faults';
import type { Books, World } from './world';

function jsonOf(request: FastifyRequest): Record<string, unknown> {
	const text = request.rawBody.toString('utf8').trim();
	return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}

/** The sandbox's own port: not a vendor's, no key, loopback only. */
export function registerManagement(
	app: FastifyInstance,
	world: World,
	books: Record<string, Books>,
): void {
	const { clock, faults, calls, limits } = world;

	const seed = (input: Record<string, unknown>) => {
		for (const [name, part] of Object.entries(input)) {
			const book = books[name];
			if (!book) throw new Error(`There are no books "${name}"`);
			book.seed(part);
		}
	};

	const time = () => ({ now: clock.now(), realNow: clock.realNow(), scale: clock.scale });

	void app.register(
		async (port) => {
			port.setErrorHandler(async (error: Error, _request, reply) => {
				await reply.code(400).send({ message: error.message });
			});
			port.get('/health', async () => ({ ok: true, ...time() }));
			port.get('/time', async () => time());
			port.post('/time', async (request) => {
				const { scale, advanceMs } = jsonOf(request);
				if (typeof scale === 'number') clock.scale = scale;
				if (typeof advanceMs === 'number') clock.advance(advanceMs);
				return time();
			});
			port.get('/books', async () =>
				Object.fromEntries(Object.entries(books).map(([name, book]) => [name, book.view()])),
			);
			port.get<{ Querystring: { since?: string } }>('/calls', async ({ query }) => ({
				calls: calls.all().filter(({ seq }) => seq > Number(query.since ?? 0)),
			}));
			port.get('/invariants', async () => report(world, books));
			port.post('/invariants', async (request) =>
				report(world, books, jsonOf(request) as Testimony),
			);
			port.get('/ca', async () => ({
				rootPem: world.ca.rootPem,
				intermediatePem: world.ca.intermediatePem,
			}));
			port.get('/faults', async () => ({ active: faults.list(), known: FAULTS }));
			port.put<{ Params: { name: FaultName } }>('/faults/:name', async (request) => {
				const setting = jsonOf(request);
				if (typeof setting.rate !== 'number') throw new Error('A fault needs a rate');
				faults.set(request.params.name, setting as object as FaultSetting);
				return { active: faults.list() };
			});
			port.delete<{ Params: { name: string } }>('/faults/:name', async ({ params }) => {
				faults.clear(params.name);
				return { active: faults.list() };
			});
			port.delete('/faults', async () => {
				faults.off();
				return { active: {} };
			});
			port.post('/seed', async (request) => {
				seed(jsonOf(request));
				return { ok: true };
			});
			port.post('/reset', async () => {
				clock.reset(world.options.timeScale ?? 1);
				faults.reset();
				calls.reset();
				limits.reset();
				Object.values(books).forEach((book) => book.reset());
				seed(world.options.seed ?? {});
				return { ok: true };
			});
		},
		{ prefix: '/_sandbox' },
	);
	seed(world.options.seed ?? {});
}
