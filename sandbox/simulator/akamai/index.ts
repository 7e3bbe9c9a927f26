import type { FastifyInstance } from 'fastify';
import type { Books, World } from '../world';

export type AkamaiBooks = Books;

export function registerAkamai(_app: FastifyInstance, _world: World): AkamaiBooks {
	return { view: () => ({}), reset() {}, seed() {} };
}
