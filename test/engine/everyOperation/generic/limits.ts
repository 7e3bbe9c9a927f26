import type { OperationCase } from '../../../support/operations';
import type { ReceivedRequest } from '../../../support/receiver';
import { ONE_CALL, stopped } from './stop';
import type { World } from './world';

const INPUTS = 3;

/** Whatever is sent carries what the credential adds, so it went through limiter and credential. */
const CARRIES: Record<OperationCase['credential'], (request: ReceivedRequest) => boolean> = {
	digiCertApi: ({ headers }) => headers['x-dc-devkey'] !== undefined,
	akamaiEdgeGridApi: ({ headers }) => /^EG1-HMAC-SHA256 /.test(headers.authorization ?? ''),
};

/** With a limit of one call in an hour, for three items. */
export async function limitFaults(operation: OperationCase, world: World): Promise<string[]> {
	const turns = world.turnsFor(operation, INPUTS);
	const { received } = await stopped(operation, world, { turns, credential: ONE_CALL });
	const beside = received.filter((request) => !CARRIES[operation.credential](request));
	const say = ({ method, url }: ReceivedRequest) => `${method} ${url}`;
	return [
		...(received.length === 0 ? ['nothing was sent'] : []),
		...received.slice(1).map((request) => `beyond the limit: ${say(request)}`),
		...beside.map((request) => `without the credential: ${say(request)}`),
	];
}
