import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

/**
 * n8n's store reads, changes and writes back a whole row, so of two processes that write at once one
 * loses. Only the INSERT of a row that is not there yet is atomic, by its primary key: the row of
 * the workflow's scope, which these nodes use for nothing else, is the lock of those of its nodes.
 */
const SCOPE = 'workflow';
const OPTIONS = { mode: 'entries' } as const;

const MARK = 'certificate-lifecycle lock';
const LOOK_EVERY_MS = 20;
/**
 * It is held for moments, and free between two visits of one process (`notes.ts`): who has not found
 * it free for so long waits for nobody.
 */
const HOLDER_DIED_MS = 6_000;
/** So often an INSERT may fail although nobody is seen: the row is kept in a mode that is not counted. */
const MOST_FAILURES = 10;

/** Workflows without a lock, since their row is a Remove Duplicates node's; until when that is believed. */
const withoutLock = new Map<string, number>();
const BELIEVED_MS = 600_000;

/**
 * `mine`: the INSERT was this one's. `failed`: it was another's, in the same moment. Who finds a row
 * instead writes the same single entry, so that it does no harm.
 */
async function attempt({ helpers }: IExecuteFunctions): Promise<'mine' | 'failed' | 'held'> {
	if ((await helpers.getProcessedDataCount(SCOPE, OPTIONS)) > 0) return 'held';
	try {
		const { processed } = await helpers.checkProcessedAndRecord([MARK], SCOPE, OPTIONS);
		return processed.length > 0 ? 'held' : 'mine';
	} catch {
		return 'failed';
	}
}

/** Whose row it is that has not changed for so long. Ours goes, another's stays as it is. */
async function takeOver({ helpers }: IExecuteFunctions): Promise<boolean> {
	const { processed } = await helpers.checkProcessedAndRecord([MARK], SCOPE, OPTIONS);
	if (processed.length === 0) await helpers.removeProcessed([MARK], SCOPE, OPTIONS);
	else await helpers.clearAllProcessedItems(SCOPE, OPTIONS);
	return processed.length > 0;
}

/** Whether the lock is held now; false where none can be had. */
async function acquire(ctx: IExecuteFunctions): Promise<boolean> {
	let failures = 0;
	let since = performance.now();
	while (failures < MOST_FAILURES) {
		const now = await attempt(ctx);
		if (now === 'mine') return true;
		const isOver = now === 'held' && performance.now() - since > HOLDER_DIED_MS;
		if (isOver && !(await takeOver(ctx))) return false;
		if (isOver || now === 'failed') since = performance.now();
		failures = now === 'failed' ? failures + 1 : 0;
		await sleep(LOOK_EVERY_MS * (0.5 + Math.random()));
	}
	return false;
}

/** A Remove Duplicates node may have written into it meanwhile. */
async function release({ helpers }: IExecuteFunctions): Promise<void> {
	const isAlone = (await helpers.getProcessedDataCount(SCOPE, OPTIONS)) <= 1;
	if (isAlone) await helpers.clearAllProcessedItems(SCOPE, OPTIONS);
	else await helpers.removeProcessed([MARK], SCOPE, OPTIONS);
}

/** Does the work while no other process does any for this workflow. The store's own errors pass. */
export async function withStoreLock<T>(ctx: IExecuteFunctions, work: () => Promise<T>): Promise<T> {
	const workflow = ctx.getWorkflow().id ?? '';
	if ((withoutLock.get(workflow) ?? 0) > performance.now()) return await work();
	if (!(await acquire(ctx))) {
		withoutLock.set(workflow, performance.now() + BELIEVED_MS);
		return await work();
	}
	withoutLock.delete(workflow);
	try {
		return await work();
	} finally {
		await release(ctx);
	}
}
