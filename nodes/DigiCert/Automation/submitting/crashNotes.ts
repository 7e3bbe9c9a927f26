import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, note } from '../../../shared/once/notes';
import { identityOf } from '../../api/hosts';
import type { HostInput } from '../fields/hosts';
import { tellOthers } from './earlierRequests';
import type { HostRun, Submission } from './hostRun';

const noteOf = <I extends HostInput>({ scope, job }: HostRun<I>): string =>
	createHash('sha256')
		.update(`${scope.accountId} ${identityOf(job.input.host)}`)
		.digest('hex');

/**
 * Hosts that may be sent. A note that nobody took back is of a run that broke off, or ended
 * unclear: whether its call was carried out is not known, so the host is looked for instead of
 * being sent, and paid, again.
 */
export async function withoutNoted<I extends HostInput>(
	ctx: IExecuteFunctions,
	entries: Array<HostRun<I>>,
	{ windowHours }: Submission<I>,
): Promise<Array<HostRun<I>>> {
	const notes = entries.map(noteOf);
	const doubtful = new Set(entries.length > 0 ? await note(ctx, notes) : []);
	return entries.filter((entry, index) => {
		const isDoubtful = doubtful.has(notes[index] ?? '');
		if (!isDoubtful || windowHours(entry.job.input) === 0) return true;
		const message = 'A run before this one sent this host and its answer was lost.';
		entry.verdict = { kind: 'unclear', message };
		entry.noted = true;
		tellOthers(entry);
		return false;
	});
}

/** Hosts that were not sent, or refused: no run after this one has to doubt. */
export async function forgetUnsent<I extends HostInput>(
	ctx: IExecuteFunctions,
	entries: Array<HostRun<I>>,
): Promise<void> {
	await forgetAll(
		ctx,
		entries.filter(({ failure, verdict }) => failure || verdict?.kind === 'rejected'),
	);
}

/** What is unclear keeps its note for the next process; a note that was told has done its work. */
export async function forgetAnswered<I extends HostInput>(
	ctx: IExecuteFunctions,
	entries: Array<HostRun<I>>,
): Promise<void> {
	await forgetAll(
		ctx,
		entries.filter(({ verdict, noted: doubtful }) => doubtful || verdict?.kind === 'accepted'),
	);
}

async function forgetAll<I extends HostInput>(
	ctx: IExecuteFunctions,
	entries: Array<HostRun<I>>,
): Promise<void> {
	if (entries.length > 0) await forget(ctx, entries.map(noteOf));
}
