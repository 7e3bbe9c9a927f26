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
/** A lock holds a random number of entries, so that others see when it has changed hands. */
const MOST_ENTRIES = 64;

const LOOK_EVERY_MS = 20;
/** It is held for a few milliseconds. */
const HOLDER_DIED_MS = 3_000;
/** So often an INSERT may fail although nobody is seen: the row is kept in a mode that is not counted. */
const MOST_FAILURES = 10;

/** Workflows without a lock, since their row is a Remove Duplicates node's; until when that is believed. */
const withoutLock = new Map<string, number>();
const BELIEVED_MS = 600_000;

type Attempt = { is: 'mine'; marks: string[] } | { is: 'failed' } | { is: 'held'; entries: number };

async function attempt({ helpers }: IExecuteFunctions): Promise<Attempt> {
	const entries = await helpers.getProcessedDataCount(SCOPE, OPTIONS);
	if (entries > 0) return { is: 'held', entries };
	const wanted = Math.ceil(Math.random() * MOST_ENTRIES);
	const marks = Array.from({ length: wanted }, (_, at) => (at === 0 ? MARK : `${MARK} ${at}`));
	try {
		const { processed } = await helpers.checkProcessedAndRecord(marks, SCOPE, OPTIONS);
		if (processed.length > 0) return { is: 'held', entries: processed.length };
		return { is: 'mine', marks };
	} catch {
		return { is: 'failed' };
	}
}

/** Whose row it is that has not changed for so long. Ours goes, another's stays as it is. */
async function takeOver({ helpers }: IExecuteFunctions): Promise<boolean> {
	const { processed } = await helpers.checkProcessedAndRecord([MARK], SCOPE, OPTIONS);
	if (processed.length === 0) await helpers.removeProcessed([MARK], SCOPE, OPTIONS);
	else await helpers.clearAllProcessedItems(SCOPE, OPTIONS);
	return processed.length > 0;
}

/** What the lock that is held now consists of; undefined where none can be had. */
async function acquire(ctx: IExecuteFunctions): Promise<string[] | undefined> {
	let failures = 0;
	let last = 0;
	let since = performance.now();
	while (failures < MOST_FAILURES) {
		const now = await attempt(ctx);
		if (now.is === 'mine') return now.marks;
		if (now.is === 'failed') failures++;
		else if (now.entries !== last) {
			[last, since, failures] = [now.entries, performance.now(), 0];
		} else if (performance.now() - since > HOLDER_DIED_MS && !(await takeOver(ctx))) {
			return undefined;
		}
		await sleep(LOOK_EVERY_MS * (0.5 + Math.random()));
	}
	return undefined;
}

/** A Remove Duplicates node may have written into it meanwhile. */
async function release({ helpers }: IExecuteFunctions, marks: string[]): Promise<void> {
	const isAlone = (await helpers.getProcessedDataCount(SCOPE, OPTIONS)) === marks.length;
	if (isAlone) await helpers.clearAllProcessedItems(SCOPE, OPTIONS);
	else await helpers.removeProcessed(marks, SCOPE, OPTIONS);
}

/** Does the work while no other process does any for this workflow. The store's own errors pass. */
export async function withStoreLock<T>(ctx: IExecuteFunctions, work: () => Promise<T>): Promise<T> {
	const workflow = ctx.getWorkflow().id ?? '';
	if ((withoutLock.get(workflow) ?? 0) > performance.now()) return await work();
	const marks = await acquire(ctx);
	if (!marks) {
		withoutLock.set(workflow, performance.now() + BELIEVED_MS);
		return await work();
	}
	withoutLock.delete(workflow);
	try {
		return await work();
	} finally {
		await release(ctx, marks);
	}
}
