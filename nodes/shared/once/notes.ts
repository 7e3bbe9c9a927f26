import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep, UserError } from 'n8n-workflow';

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
const PATIENCE_MS = 15_000;

/**
 * So many keys keep the lock for moments, on a busy machine, too: to take one out again the store
 * looks through all that it holds.
 */
const MOST_KEYS_OF_A_VISIT = 500;

/** Between two visits others get as long as the first took, and no longer than this. */
const LONGEST_PAUSE_MS = 200;

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

const stores = new WeakMap<IExecuteFunctions, string>();

/** Whose store a run notes in: its node's. Kept, since n8n copies the whole node whenever it is asked. */
export function storeOf(ctx: IExecuteFunctions): string {
	const known = stores.get(ctx);
	if (known !== undefined) return known;
	const store = `${ctx.getWorkflow().id} ${ctx.getNode().id}`;
	stores.set(ctx, store);
	return store;
}

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
	const remove = async (keys: string[]) => {
		if (keys.length > 0) await helpers.removeProcessed(keys, 'node', OPTIONS);
	};
	const [old, asked, fresh] = [keysOf('forget'), keysOf('ask'), keysOf('note')];
	const touched = new Set([...asked, ...fresh]);
	await remove(old.filter((key) => !touched.has(key)));
	// The store tells only of what it takes in; what is but asked for goes again, and pushes nothing out.
	const seen = await taken(helpers, asked, MOST_NOTES + asked.length);
	await remove(asked.filter((key) => !seen.has(key)));
	const before = await taken(helpers, fresh, MOST_NOTES);
	const known = new Set([...seen, ...before]);
	for (const { is, keys, done } of wishes) {
		done(keys.filter((key) => known.has(key)));
		for (const key of keys) {
			if (is === 'note') known.add(key);
			if (is === 'forget') known.delete(key);
		}
	}
	await remove(old.filter((key) => touched.has(key) && !known.has(key)));
}

/** Those of the next visit; the others wait for the one after it. */
function nextOf(store: string): Wish[] {
	const wishes = waiting.get(store) ?? [];
	let keys = 0;
	const end = wishes.findIndex((wish) => (keys += wish.keys.length) > MOST_KEYS_OF_A_VISIT);
	const count = end < 0 ? wishes.length : Math.max(end, 1);
	waiting.set(store, wishes.slice(count));
	return wishes.slice(0, count);
}

async function inTime(work: Promise<void>): Promise<void> {
	let callOff = () => {};
	const late = new Promise<never>((_resolve, reject) => {
		callOff = after(PATIENCE_MS, () =>
			reject(new UserError('The processed-data store does not answer')),
		);
	});
	await Promise.race([work, late]).finally(() => callOff());
}

async function visitUntilNobodyWaits(ctx: IExecuteFunctions, store: string): Promise<void> {
	while (waiting.get(store)?.length) {
		let wishes: Wish[] = [];
		let began = performance.now();
		let isLate = false;
		const work = async () => {
			// Nobody waits for it any more, and what came since is the next visit's.
			if (isLate) return;
			began = performance.now();
			// Those, too, that came while the lock was another's.
			await visit(ctx, (wishes = nextOf(store)));
		};
		try {
			await inTime(withStoreLock(ctx, work));
		} catch (error) {
			isLate = true;
			for (const { failed } of wishes.length > 0 ? wishes : nextOf(store)) failed(error);
		}
		// Who took the lock again at once would not let others see it free, and look dead to them.
		if (waiting.get(store)?.length) {
			await sleep(Math.min(performance.now() - began, LONGEST_PAUSE_MS));
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
	const store = storeOf(ctx);
	const outcome = new Promise<string[]>((done, failed) => {
		const others = waiting.get(store);
		waiting.set(store, [...(others ?? []), { is, keys, done, failed }]);
		if (!others) void visitUntilNobodyWaits(ctx, store);
	});
	outcome.catch(() => {});
	const abort = onAbort(signalOf(ctx));
	return await Promise.race([outcome, abort.promise]).finally(() => abort.done());
}

/** As many visits as these keys need. */
async function inParts(
	ctx: IExecuteFunctions,
	is: Wish['is'],
	keys: string[],
): Promise<string[][]> {
	const count = Math.ceil(keys.length / MOST_KEYS_OF_A_VISIT);
	const parts = Array.from({ length: count }, (_, at) =>
		keys.slice(at * MOST_KEYS_OF_A_VISIT, (at + 1) * MOST_KEYS_OF_A_VISIT),
	);
	return await Promise.all(parts.map(async (part) => await atNextVisit(ctx, is, part)));
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
	(await inParts(ctx, 'ask', keys).catch(() => [])).flat();

/** Nobody needs to wait for these. It is carried out even if Stop comes meanwhile. */
export const forget = async (ctx: IExecuteFunctions, keys: string[]): Promise<void> => {
	await inParts(ctx, 'forget', keys).catch(() => []);
};
