import type { IExecuteFunctions } from 'n8n-workflow';

import { forget, MOST_NOTES_OF_A_RUN, note, noted } from '../../../shared/once/notes';
import { signalOf } from '../../../shared/time/stop';
import type { HostInput } from '../fields/hosts';
import { LARGEST_CALL } from './batches';
import { holdBack } from './earlierRequests';
import { markOf, noteOf, placedIn, placedNow } from './hostNotes';
import type { HeldRun, HostRun, OpenRun, SentRun, Submission } from './hostRun';
import { isSent, standing } from './hostRun';

/** Of refused hosts, whose notes outlive the run: more would push out what others noted. */
const MOST_REFUSED = 500;

/** Parts of Duplicate Window that are asked for first */
const LATELY = 2;

const MET = {
	lost: 'Another run sent this host, and its answer was lost.',
	underWay: 'Another process is sending this host, or ended while it did.',
};

interface Taken<I extends HostInput> {
	free: Array<OpenRun<I>>;
	/** DigiCert took them from another process within Duplicate Window. */
	placed: Array<HeldRun<I>>;
	/** To be looked for instead of being sent, and paid, again */
	doubtful: Array<SentRun<I>>;
	/** To be sent once the list had time to show them */
	waiting: Array<HeldRun<I>>;
}

/**
 * Notes of the hosts that a run sends, for other processes and for the one after a crash. A note
 * with no mark beside it is of a call under way, or of a process that ended during one.
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

	/** Notes these hosts, and tells what is known of those that were noted before, by whomever. */
	async take<I extends HostInput>(
		runs: Array<OpenRun<I>>,
		{ windowHours }: Submission<I>,
	): Promise<Taken<I>> {
		const before = new Set(runs.length > 0 ? await note(this.ctx, runs.map(noteOf)) : []);
		this.keep(runs.filter((run) => !before.has(noteOf(run))));
		const bound = runs.filter((run) => windowHours(run.job.input) > 0);
		const placed = await this.placed(bound, windowHours);
		const met = bound.filter((run) => before.has(noteOf(run)) && !placed.includes(run));
		const marks = new Set(
			await noted(
				this.ctx,
				met.flatMap((run) => [markOf(run, 'over'), markOf(run, 'lost')]),
			),
		);
		const isOver = (run: OpenRun<I>) => marks.has(markOf(run, 'over'));
		const waiting = met.filter(isOver).flatMap((run) => holdBack(run) ?? []);
		const doubtful = met.filter((run) => !isOver(run));
		const waitingFor = new Set(waiting.map(({ job }) => job));
		const due = met.filter((run) => isOver(run) && !waitingFor.has(run.job));
		// From now on their notes are of calls under way.
		await this.forget(due.flatMap((run) => [markOf(run, 'over'), markOf(run, 'lost')]));
		this.keep(due);
		await this.takeBack(placed);
		const held = new Set([...placed, ...doubtful, ...waiting].map(({ job }) => job));
		return {
			free: runs.filter(({ job }) => !held.has(job)),
			placed: placed.map((run) => standing(run, { is: 'held', by: { is: 'inWindow' } })),
			doubtful: doubtful.map((run) => {
				const message = marks.has(markOf(run, 'lost')) ? MET.lost : MET.underWay;
				return standing(run, { is: 'sent', verdict: { kind: 'unclear', message }, noted: true });
			}),
			waiting,
		};
	}

	/**
	 * After a call: of hosts that were not sent, or refused by name, no run after this one has to
	 * doubt; of lost answers it is to know.
	 */
	async callEnded<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		await this.takeBack(
			runs.filter(({ standing: now, lagMs }) =>
				now.is === 'sent' ? now.verdict.kind === 'rejected' : now.is !== 'refused' || lagMs === 0,
			),
		);
		const lost = runs.filter(
			(run) => this.isOwn(run) && isSent(run) && run.standing.verdict.kind === 'unclear',
		);
		await this.note(lost.map((run) => markOf(run, 'lost')));
	}

	/**
	 * Once the list was read again: until then it may not show accepted hosts. What DigiCert took is
	 * known from now on for Duplicate Window. What is unclear keeps its note; where a run has told so,
	 * and where the list does not show what was refused, the note is over, and whoever meets it looks
	 * for the host once more. Another's note stays: its call may be under way.
	 */
	async settle<I extends HostInput>(
		runs: Array<HostRun<I>>,
		{ windowHours }: Submission<I>,
	): Promise<void> {
		const isAccepted = ({ standing: now }: HostRun<I>) =>
			now.is === 'sent' && now.verdict.kind === 'accepted';
		const own = runs.filter((run) => this.isOwn(run));
		const others = runs.filter(({ standing: now }) => now.is === 'sent' && now.noted);
		const placed = [...own, ...others].filter(isAccepted);
		await this.note(placed.flatMap((run) => placedNow(run, windowHours(run.job.input))));
		const refused = own.filter(({ standing: now }) => now.is === 'notSent');
		const remembered = refused.slice(0, MOST_REFUSED - this.refused);
		this.refused += remembered.length;
		await this.takeBack([...own.filter(isAccepted), ...refused.slice(remembered.length)]);
		for (const run of remembered) this.kept.delete(noteOf(run));
		const isTold = !signalOf(this.ctx)?.aborted;
		const over = [...remembered, ...others.filter((run) => isTold || isAccepted(run))];
		await this.note(over.map((run) => markOf(run, 'over')));
	}

	/** Those that DigiCert took within Duplicate Window, from whichever process. */
	private async placed<I extends HostInput>(
		runs: Array<OpenRun<I>>,
		windowHours: Submission<I>['windowHours'],
	): Promise<Array<OpenRun<I>>> {
		const ever = new Set(
			await noted(
				this.ctx,
				runs.map((run) => markOf(run, 'placed')),
			),
		);
		const candidates = runs.filter((run) => ever.has(markOf(run, 'placed')));
		const slicesOf = (run: OpenRun<I>) => placedIn(run, windowHours(run.job.input));
		// Most were placed lately, and each key that is asked for costs the store time.
		const lately = await this.withNote(candidates, (run) => slicesOf(run).slice(0, LATELY));
		const others = candidates.filter((run) => !lately.has(run));
		const before = await this.withNote(others, (run) => slicesOf(run).slice(LATELY));
		const outlived = others.filter((run) => !before.has(run));
		await this.forget(outlived.map((run) => markOf(run, 'placed')));
		return candidates.filter((run) => !outlived.includes(run));
	}

	/** Those of which one of these keys is noted. */
	private async withNote<Run>(runs: Run[], keysOf: (run: Run) => string[]): Promise<Set<Run>> {
		const found = new Set(await noted(this.ctx, runs.flatMap(keysOf)));
		return new Set(runs.filter((run) => keysOf(run).some((key) => found.has(key))));
	}

	private readonly isOwn = <I extends HostInput>(run: HostRun<I>): boolean =>
		this.kept.has(noteOf(run));

	private keep<I extends HostInput>(runs: Array<HostRun<I>>): void {
		for (const run of runs) this.kept.add(noteOf(run));
	}

	private async takeBack<I extends HostInput>(runs: Array<HostRun<I>>): Promise<void> {
		const own = runs.filter((run) => this.kept.delete(noteOf(run)));
		await this.forget(
			own.flatMap((run) => [noteOf(run), markOf(run, 'over'), markOf(run, 'lost')]),
		);
	}

	private async note(keys: string[]): Promise<void> {
		if (keys.length > 0) await note(this.ctx, keys);
	}

	private async forget(keys: string[]): Promise<void> {
		if (keys.length > 0) await forget(this.ctx, keys);
	}
}
