import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, MOST_NOTES_OF_A_RUN, note, noted } from '../../../shared/once/notes';
import { signalOf } from '../../../shared/time/stop';
import { identityOf } from '../../api/hosts';
import type { HostInput } from '../fields/hosts';
import { LARGEST_CALL } from './batches';
import { holdBack } from './earlierRequests';
import type { HeldRun, HostRun, OpenRun, SentRun, Submission } from './hostRun';
import { standing } from './hostRun';

/** Of refused hosts, whose notes outlive the run: more would push out what others noted. */
const MOST_REFUSED = 500;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const noteOf = <I extends HostInput>({ scope, job }: HostRun<I>): string =>
	hash(identityOf(scope, job.input.host));

/** Stands beside a note whose host was refused, or of which a run has told: then that is over. */
const overOf = <I extends HostInput>(run: HostRun<I>): string => hash(`${noteOf(run)} over`);

const MET = 'Another run noted this host: it is sending it, or its answer was lost.';

interface Taken<I extends HostInput> {
	free: Array<OpenRun<I>>;
	/** To be looked for instead of being sent, and paid, again */
	doubtful: Array<SentRun<I>>;
	/** To be sent once the list had time to show them */
	waiting: Array<HeldRun<I>>;
}

/**
 * Notes of the hosts that a run is about to send, for other processes and for the one after a
 * crash. A note that stands alone is of a call under way, or of an answer that was lost.
 */
export class CrashNotes {
	/** Made by this run, and to be taken back by it */
	private readonly kept = new Set<string>();

	private refused = 0;

	constructor(private readonly ctx: IExecuteFunctions) {}

	/** Whether the hosts of one more call can be noted, so that no earlier note is pushed out. */
	hasRoom(): boolean {
		return this.kept.size + LARGEST_CALL <= MOST_NOTES_OF_A_RUN;
	}

	/** Notes these hosts, and tells which of them were noted before, by whomever. */
	async take<I extends HostInput>(
		runs: Array<OpenRun<I>>,
		{ windowHours }: Submission<I>,
	): Promise<Taken<I>> {
		const before = new Set(runs.length > 0 ? await note(this.ctx, runs.map(noteOf)) : []);
		this.keep(runs.filter((run) => !before.has(noteOf(run))));
		const met = runs.filter((run) => before.has(noteOf(run)) && windowHours(run.job.input) > 0);
		const over = new Set(met.length > 0 ? await noted(this.ctx, met.map(overOf)) : []);
		const isOver = (run: OpenRun<I>) => over.has(overOf(run));
		const doubtful = met.filter((run) => !isOver(run));
		const waiting = met.filter(isOver).flatMap((run) => holdBack(run) ?? []);
		const waitingFor = new Set(waiting.map(({ job }) => job));
		const due = met.filter((run) => isOver(run) && !waitingFor.has(run.job));
		// From now on their notes are of calls under way.
		if (due.length > 0) await forget(this.ctx, due.map(overOf));
		this.keep(due);
		const held = new Set([...doubtful, ...waiting].map(({ job }) => job));
		return {
			free: runs.filter(({ job }) => !held.has(job)),
			doubtful: doubtful.map((run) =>
				standing(run, { is: 'sent', verdict: { kind: 'unclear', message: MET }, noted: true }),
			),
			waiting,
		};
	}

	/** Hosts that were not sent, or refused by name: no run after this one has to doubt. */
	async takeBackUnsent<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		await this.takeBack(
			runs.filter(({ standing: now, lagMs }) =>
				now.is === 'sent' ? now.verdict.kind === 'rejected' : now.is !== 'refused' || lagMs === 0,
			),
		);
	}

	/**
	 * Once the list was read again: until then it may not show accepted hosts. What is unclear keeps
	 * its note; where a run has told so, and where the list does not show what was refused, the note
	 * is over, and whoever meets it looks for the host once more.
	 */
	async settle<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		const isAccepted = ({ standing: now }: HostRun<I>) =>
			now.is === 'sent' && now.verdict.kind === 'accepted';
		const own = runs.filter((run) => this.kept.has(noteOf(run)));
		const others = runs.filter(({ standing: now }) => now.is === 'sent' && now.noted);
		const refused = own.filter(({ standing: now }) => now.is === 'notSent');
		const remembered = refused.slice(0, MOST_REFUSED - this.refused);
		this.refused += remembered.length;
		await this.takeBack([...own.filter(isAccepted), ...refused.slice(remembered.length)]);
		await this.forget(others.filter(isAccepted));
		for (const run of remembered) this.kept.delete(noteOf(run));
		const isTold = !signalOf(this.ctx)?.aborted;
		const over = [...remembered, ...others.filter((run) => isTold && !isAccepted(run))];
		if (over.length > 0) await note(this.ctx, over.map(overOf));
	}

	private keep<I extends HostInput>(runs: Array<HostRun<I>>): void {
		for (const run of runs) this.kept.add(noteOf(run));
	}

	private async takeBack<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		await this.forget(runs.filter((run) => this.kept.delete(noteOf(run))));
	}

	private async forget<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		const notes = runs.flatMap((run) => [noteOf(run), overOf(run)]);
		if (notes.length > 0) await forget(this.ctx, notes);
	}
}
