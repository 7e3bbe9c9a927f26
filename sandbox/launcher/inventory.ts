import fastify from 'fastify';
import { atEnd } from './ending';
import type { Management } from './mainJob';
import { inputsOf } from './mainJob';

/** Answers as an admin's inventory would, so that the main job can be started by hand, too. */
export async function startInventory(management: Management): Promise<string> {
	const app = fastify();
	app.get('/certificate-hosts', async () => await inputsOf((await management.books()).hosts));
	const origin = await app.listen({ host: '127.0.0.1', port: 0 });
	atEnd(async () => await app.close());
	return `${origin}/certificate-hosts`;
}
