import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { onAbort, signalOf } from '../time/stop';
import { after } from '../time/timer';
import { withStoreLock } from './storeLock';

/**
 * n8n keeps so many of a node and pushes the oldest out, whoever wrote them. Notes are taken back
 * when the outcome is known, so what fills it up are those that nobody came back for.
 */
const MOST_NOTES = 10_000;

/** Of one run at once; what is more has to wait, since others note at the same time. */
export const MOST_NOTES_OF_A_RUN = 2_500;

const OPTIONS = { mode: 'entries', maxEntries: MOST_NOTES } as const;

/** A store that does not answer must not stop ordering; longer than a lock is one's whose holder died. */
const PATIENCE_MS = 5_000;

/** What one call wants of the store: to note its keys, to know which are noted, to have them forgotten. */
interface Wish {
	is: 'note' | 'ask' | 'forget';
	keys: string[];
	/** With the keys that were noted before */
	done(before: string[]): void;
	failed(error: unknown): void;
}

/** By the node whose store it is. Who comes while it is visited goes along with the next visit. */
const waiting = new Map<string, Wish[]>();

/** Which of these were there before. */
async function taken(
	helpers: IExecuteFunctions['helpers'],
	keys: string[],
	maxEntries: number,
): Promise<Set<unknown>> {
	if (keys.length === 0) return new Set();
	const options = { ...OPTIONS, maxEntries };
	const { processed } = await helpers.checkProcessedAndRecord(keys, 'node', options);
	return new Set(processed);
}

/** In the order in which they came; a key that two note together is noted before for the second. */
async function visit({ helpers }: IExecuteFunctions, wishes: Wish[]): Promise<void> {
	const keysOf = (kind: Wish['is']) => [
		...new Set(wishes.filter(({ is }) => is === kind).flatMap(({ keys }) => keys)),
	];
	const [old, asked, fresh] = [keysOf('forget'), keysOf('ask'), keysOf('note')];
	if (old.length > 0) await helpers.removeProcessed(old, 'node', OPTIONS);
	// The store tells only of what it takes in; what is but asked for goes again, and pushes nothing out.
	const seen = await taken(helpers, asked, MOST_NOTES + asked.length);
	const transient = asked.filter((key) => !seen.has(key));
	if (transient.length > 0) await helpers.removeProcessed(transient, 'node', OPTIONS);
	const before = await taken(helpers, fresh, MOST_NOTES);
	const known = new Set([...seen, ...before]);
	for (const { is, keys, done } of wishes) {
		done(keys.filter((key) => known.has(key)));
		if (is === 'note') for (const key of keys) known.add(key);
	}
}

function waitingFor(store: string): Wish[] {
	const wishes = waiting.get(store) ?? [];
	waiting.set(store, []);
	return wishes;
}

async function inTime(work: Promise<void>): Promise<void> {
	let callOff = () => {};
	const late = new Promise<never>((_resolve, reject) => {
		const error = new UserError('The processed-data store does not answer');
		callOff = after(PATIENCE_MS, () => reject(error));
	});
	await Promise.race([work, late]).finally(() => callOff());
}

async function visitUntilNobodyWaits(ctx: IExecuteFunctions, store: string): Promise<void> {
	while (waiting.get(store)?.length) {
		let wishes: Wish[] = [];
		try {
			// Those, too, that come while the lock is another's.
			const work = async () => await visit(ctx, (wishes = waitingFor(store)));
			await inTime(withStoreLock(ctx, work));
		} catch (error) {
			for (const { failed } of wishes.length > 0 ? wishes : waitingFor(store)) failed(error);
		}
	}
	waiting.delete(store);
}

/** Among what is waiting, and done with the next visit to the store; Stop ends the wait only. */
async function atNextVisit(
	ctx: IExecuteFunctions,
	is: Wish['is'],
	keys: string[],
): Promise<string[]> {
	const store = `${ctx.getWorkflow().id} ${ctx.getNode().id}`;
	const outcome = new Promise<string[]>((done, failed) => {
		const others = waiting.get(store);
		waiting.set(store, [...(others ?? []), { is, keys, done, failed }]);
		if (!others) void visitUntilNobodyWaits(ctx, store);
	});
	outcome.catch(() => {});
	const abort = onAbort(signalOf(ctx));
	return await Promise.race([outcome, abort.promise]).finally(() => abort.done());
}

/**
 * Notes in n8n's processed-data store what is about to be sent, so that another worker, or the run
 * after a crash, knows that something may exist which no list shows yet. Gives what was noted
 * before. The store is a help, not a condition: where it cannot be had, sending goes on.
 */
export async function note(ctx: IExecuteFunctions, keys: string[]): Promise<string[]> {
	try {
		return await atNextVisit(ctx, 'note', keys);
	} catch {
		ctx.logger.debug('The processed-data store is not available; no key was noted');
		return [];
	}
}

/** Which of these are noted; none, where the store cannot be had. */
export const noted = async (ctx: IExecuteFunctions, keys: string[]): Promise<string[]> =>
	keys.length > 0 ? await atNextVisit(ctx, 'ask', keys).catch(() => []) : [];

/** Nobody needs to wait for these. It is carried out even if Stop comes meanwhile. */
export const forget = async (ctx: IExecuteFunctions, keys: string[]): Promise<void> => {
	await atNextVisit(ctx, 'forget', keys).catch(() => []);
};
