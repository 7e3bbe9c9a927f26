import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, MOST_NOTES_OF_A_RUN, note } from '../../../shared/once/notes';
import { identityOf } from '../../api/hosts';
import type { HostInput } from '../fields/hosts';
import { LARGEST_CALL } from './batches';
import type { HostRun, OpenRun, SentRun, Submission } from './hostRun';
import { isSent, standing } from './hostRun';

const noteOf = <I extends HostInput>({ scope, job }: HostRun<I>): string =>
	createHash('sha256').update(identityOf(scope, job.input.host)).digest('hex');

/**
 * Notes of the hosts that a run is about to send, for the process after a crash. One that nobody
 * took back is of a run that broke off, or ended unclear.
 */
export class CrashNotes {
	private readonly kept = new Set<string>();

	constructor(private readonly ctx: IExecuteFunctions) {}

	/** Whether the hosts of one more call can be noted, so that no earlier note is pushed out. */
	hasRoom(): boolean {
		return this.kept.size + LARGEST_CALL <= MOST_NOTES_OF_A_RUN;
	}

	/**
	 * Notes these hosts. Whether the call of an earlier note was carried out is not known, so that
	 * host is looked for instead of being sent, and paid, again.
	 */
	async take<I extends HostInput>(
		runs: Array<OpenRun<I>>,
		{ windowHours }: Submission<I>,
	): Promise<{ free: Array<OpenRun<I>>; doubtful: Array<SentRun<I>> }> {
		const notes = runs.map(noteOf);
		for (const one of notes) this.kept.add(one);
		const before = new Set(runs.length > 0 ? await note(this.ctx, notes) : []);
		const isDoubtful = (run: OpenRun<I>) =>
			before.has(noteOf(run)) && windowHours(run.job.input) > 0;
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
	async takeBackUnsent<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		await this.takeBack(
			runs.filter((run) => !isSent(run) || run.standing.verdict.kind === 'rejected'),
		);
	}

	/**
	 * Accepted hosts, once the list was read again: until then it may not show them. What is unclear
	 * keeps its note for the next process; a note that was told has done its work.
	 */
	async takeBackAnswered<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		await this.takeBack(
			runs.filter(
				(run) => isSent(run) && (run.standing.noted || run.standing.verdict.kind === 'accepted'),
			),
		);
	}

	private async takeBack<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		const notes = runs.map(noteOf).filter((one) => this.kept.delete(one));
		if (notes.length > 0) await forget(this.ctx, notes);
	}
}
