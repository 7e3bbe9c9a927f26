import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, note } from '../../../shared/once/notes';
import { identityOf } from '../../api/hosts';
import type { HostInput } from '../fields/hosts';
import type { HostRun, OpenRun, SentRun, Submission } from './hostRun';
import { isSent, standing } from './hostRun';

const noteOf = <I extends HostInput>({ scope, job }: HostRun<I>): string =>
	createHash('sha256').update(identityOf(scope, job.input.host)).digest('hex');

/**
 * Notes that these hosts are about to be sent. A note that nobody took back is of a run that broke
 * off, or ended unclear: whether its call was carried out is not known, so that host is looked for
 * instead of being sent, and paid, again.
 */
export async function noteAll<I extends HostInput>(
	ctx: IExecuteFunctions,
	runs: Array<OpenRun<I>>,
	{ windowHours }: Submission<I>,
): Promise<{ free: Array<OpenRun<I>>; doubtful: Array<SentRun<I>> }> {
	const before = new Set(runs.length > 0 ? await note(ctx, runs.map(noteOf)) : []);
	const isDoubtful = (run: OpenRun<I>) => before.has(noteOf(run)) && windowHours(run.job.input) > 0;
	const message = 'A run before this one sent this host and its answer was lost.';
	return {
		free: runs.filter((run) => !isDoubtful(run)),
		doubtful: runs
			.filter(isDoubtful)
			.map((run) =>
				standing(run, { is: 'sent', verdict: { kind: 'unclear', message }, noted: true }),
			),
	};
}

/** Hosts that were not sent, or refused: no run after this one has to doubt. */
export async function forgetUnsent<I extends HostInput>(
	ctx: IExecuteFunctions,
	runs: Array<HostRun<I>>,
): Promise<void> {
	await forgetAll(
		ctx,
		runs.filter((run) => !isSent(run) || run.standing.verdict.kind === 'rejected'),
	);
}

/** What is unclear keeps its note for the next process; a note that was told has done its work. */
export async function forgetAnswered<I extends HostInput>(
	ctx: IExecuteFunctions,
	runs: Array<HostRun<I>>,
): Promise<void> {
	await forgetAll(
		ctx,
		runs.filter(
			(run) => isSent(run) && (run.standing.noted || run.standing.verdict.kind === 'accepted'),
		),
	);
}

async function forgetAll<I extends HostInput>(
	ctx: IExecuteFunctions,
	runs: Array<HostRun<I>>,
): Promise<void> {
	if (runs.length > 0) await forget(ctx, runs.map(noteOf));
}
