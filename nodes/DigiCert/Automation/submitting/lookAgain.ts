import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../../../shared/time/pause';
import { signalOf } from '../../../shared/time/stop';
import { Snapshot } from '../../api/automations';
import { hasChanged } from '../../api/hosts';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import { tellOthers } from './earlierRequests';
import type { HostRun, Submission } from './hostRun';

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
	entries: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<void> {
	let open = entries.filter(
		({ verdict, job }) =>
			verdict?.kind === 'unclear' || (verdict?.kind === 'accepted' && plan.resolves(job.input)),
	);
	const limitOf = ({ verdict, job }: HostRun<I>): number =>
		verdict?.kind === 'unclear' ? plan.visibleWithin(job.input) * 1000 : ACCEPTED_MS;
	let waited = 0;
	for (
		let next = 0;
		open.length > 0;
		next = Math.min(next * 3 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
	) {
		const ms = Math.min(next, Math.max(...open.map(limitOf)) - waited);
		waited += ms;
		try {
			await pause(ms, signalOf(ctx));
			await lookOnce(automation, open, plan);
		} catch {
			// What was sent is sent: the items say so, with or without automation IDs.
			return;
		}
		open = open.filter((entry) => entry.row === undefined && waited < limitOf(entry));
	}
}

async function lookOnce<I extends HostInput>(
	automation: Automation,
	open: Array<HostRun<I>>,
	plan: Submission<I>,
): Promise<void> {
	const snapshot = new Snapshot(automation);
	for (const entry of open) {
		const row = (await snapshot.table(entry.scope)).find(entry.job.input.host);
		if (!row || !hasChanged(entry.before, row)) continue;
		entry.row = row;
		if (entry.verdict?.kind !== 'unclear') continue;
		entry.verdict = { kind: 'accepted', message: '' };
		entry.recovered = true;
		if (plan.buys) tellOthers(entry);
	}
}
