import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { OperationCase } from '../../../support/operations';
import type { ReceivedRequest } from '../../../support/receiver';
import { isWriteRequest } from '../../../support/writeRequests';
import { writesOnly } from './errors';
import { isFailed, run } from './run';
import type { Strike, World } from './world';

/** Ways to lose the answer of a write that arrived. */
const LOST: Record<string, Strike> = {
	'a cut connection': 'cut',
	'a success of another shape': { status: 200, body: {} },
	'a bad gateway': { status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' },
};

/** One item whose write arrives and is never answered. */
export async function writeFaults(operation: OperationCase, world: World): Promise<string[]> {
	const faults = await Promise.all([
		honest(operation, world),
		...Object.entries(LOST).map(async ([name, strike]) => {
			const way = await world.open(writesOnly(() => strike));
			const turns = world.turnsFor(operation, 1);
			const { returned = [] } = await run(operation, {
				way,
				turns,
				known: world.known,
				onError: 'continueRegularOutput',
			});
			await way.close();
			const [form = {}] = await Promise.all(
				turns.map(async (turn) => await operation.parameters(turn, world.known)),
			);
			const failed = returned.flat().filter(isFailed);
			const faults = [...repeats(way.received), ...unseen(way.received), ...nameless(failed, form)];
			return faults.map((fault) => `after ${name} ${fault}`);
		}),
	]);
	return faults.flat();
}

/** What writes says so: else nobody would know that it must not be repeated. */
async function honest(operation: OperationCase, world: World): Promise<string[]> {
	const way = await world.open();
	const turns = world.turnsFor({ writes: true }, 1);
	await run(operation, { way, turns, known: world.known, onError: 'continueRegularOutput' });
	await way.close();
	const written = way.received.filter(isWriteRequest);
	if (written.length > 0 === operation.writes) return [];
	return operation.writes
		? ['it is irreversible, but it sends no write: its form is not filled in as it should be']
		: [
				`it is not irreversible, but it sends ${written.map(({ method, url }) => `${method} ${url}`).join()}. Where a repeat does no harm, add the reason to REPEATABLE_WRITES in test/support/operationValues.ts`,
			];
}

/** Writes that followed an equal one without a read between them. */
function repeats(received: ReceivedRequest[]): string[] {
	const sinceRead = new Set<string>();
	return received.flatMap((request) => {
		if (!isWriteRequest(request)) {
			sinceRead.clear();
			return [];
		}
		const sent = `${request.method} ${request.url} ${request.body.toString('utf8')}`;
		const isRepeat = sinceRead.has(sent);
		sinceRead.add(sent);
		return isRepeat ? [`sent again without a look: ${sent.slice(0, 120)}`] : [];
	});
}

/** Whether it was carried out shows only to who looks. */
function unseen(received: ReceivedRequest[]): string[] {
	const last = received.at(-1);
	return last && isWriteRequest(last)
		? [`nobody looked what became of ${last.method} ${last.url}`]
		: [];
}

/** What nobody knows to be done says of which thing, by something that its form says, too. */
const nameless = (failed: INodeExecutionData[], form: INodeParameters): string[] =>
	failed.flatMap(({ json }) => {
		const { ids } = json.details as Record<string, unknown>;
		const given = new Set(leavesOf(form));
		return leavesOf(ids).some((value) => given.has(value))
			? []
			: [`it names nothing of what it is about: ${JSON.stringify(json)}`];
	});

const leavesOf = (value: unknown): string[] =>
	typeof value === 'object' && value !== null
		? Object.values(value).flatMap(leavesOf)
		: [String(value)];
