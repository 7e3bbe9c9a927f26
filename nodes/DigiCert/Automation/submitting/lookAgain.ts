import type { IExecuteFunctions } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { pause } from '../../../shared/time/pause';
import { isStop, signalOf } from '../../../shared/time/stop';
import type { AutomatedIp } from '../../api/automatedIps';
import { hasChanged, Snapshot } from '../../api/automatedIps';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import { tellOthers } from './earlierRequests';
import type { HostRun, Submission } from './hostRun';
import { isSent, standing, withChanged } from './hostRun';

/** A new automation can take a moment to show; an accepted host only lacks its ID until then. */
const ACCEPTED_MS = 1200;
const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 15_000;

/**
 * Reads the automated-IP list again: for the automation IDs of accepted hosts, and to see what
 * became of unclear ones. A host counts as taken only if its automation is new or has changed.
 */
export async function lookAgain<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	runs: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<Array<HostRun<I>>> {
	const limitOf = (run: HostRun<I>) => lookedForMs(run, plan);
	const start = performance.now();
	let seen = runs;
	let open = runs.filter((run) => limitOf(run) >= 0);
	for (
		let wait = 0;
		open.length > 0;
		wait = Math.min(wait * 3 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
	) {
		const left = Math.max(...open.map(limitOf)) - (performance.now() - start);
		let began = 0;
		try {
			await pause(Math.min(wait, Math.max(left, 0)), signalOf(ctx));
			began = performance.now() - start;
			seen = withChanged(seen, await lookOnce(automation, open, plan));
		} catch (error) {
			// What was sent is sent: the items say so, with or without automation IDs. A list that
			// cannot be read once is read again, as long as there is time.
			if (isStop(asFailure(error))) return seen;
		}
		open = seen.filter((run) => began < limitOf(run));
	}
	return seen;
}

/** For how long a host is looked for; below zero for one that need not be looked for. */
function lookedForMs<I extends HostInput>(
	{ standing: now, job }: HostRun<I>,
	plan: Submission<I>,
): number {
	const unseen = -1;
	switch (now.is) {
		case 'open':
		case 'notSent':
			return unseen;
		case 'held':
			if (now.row || now.by.is !== 'sentMeanwhile') return unseen;
			return plan.resolves(job.input) ? ACCEPTED_MS : unseen;
		case 'sent':
			if (now.row || now.verdict.kind === 'rejected') return unseen;
			if (now.verdict.kind === 'unclear') return plan.visibleWithin(job.input) * 1000;
			return plan.resolves(job.input) ? ACCEPTED_MS : unseen;
	}
}

async function lookOnce<I extends HostInput>(
	automation: Automation,
	runs: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<Array<HostRun<I>>> {
	const snapshot = new Snapshot(automation);
	return await Promise.all(
		runs.map(async (run) => {
			const row = (await snapshot.table(run.scope)).find(run.job.input.host);
			if (!row || !hasChanged(run.before, row)) return run;
			run.memory.seen.see(run.key, row.automationId);
			const shown = shownBy(run, row);
			if (plan.buys && isSent(shown)) tellOthers(shown);
			return shown;
		}),
	);
}

function shownBy<I extends HostInput>(run: HostRun<I>, row: AutomatedIp): HostRun<I> {
	const { standing: now } = run;
	if (now.is !== 'sent') return now.is === 'held' ? standing(run, { ...now, row }) : run;
	return now.verdict.kind === 'unclear'
		? standing(run, { ...now, row, verdict: { kind: 'accepted', message: '' }, recovered: true })
		: standing(run, { ...now, row });
}
