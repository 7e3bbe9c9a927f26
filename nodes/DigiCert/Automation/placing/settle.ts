import type { IExecuteFunctions } from 'n8n-workflow';

import { pause, signalOf } from '../../../shared/pause';
import type { Automation } from '../../transport/automation';
import { Snapshot } from '../hosts/automatedIps';
import { hasChanged } from '../hosts/host';
import type { HostInput } from '../hosts/readHosts';
import type { Entry, Plan } from './place';
import { conclude } from './guard';

/** Pauses before each look: a new automation can take a moment to show. */
const LOOKS_MS = [0, 300, 1000];

/**
 * Reads the automated-IP list again: for the automation IDs of accepted hosts, and to see what
 * became of unclear ones. A host counts as taken only if its automation is new or has changed.
 */
export async function settle<I extends HostInput>(
	ctx: IExecuteFunctions,
	automation: Automation,
	entries: Array<Entry<I>>,
	plan: Plan<I>,
): Promise<void> {
	let open = entries.filter(
		({ verdict, job }) =>
			verdict?.kind === 'unclear' || (verdict?.kind === 'accepted' && plan.resolves(job.input)),
	);
	for (const ms of LOOKS_MS) {
		if (open.length === 0) return;
		try {
			await pause(ms, signalOf(ctx));
			await lookAgain(automation, open, plan);
		} catch {
			// What was sent is sent: the items say so, with or without automation IDs.
			return;
		}
		open = open.filter(({ row }) => row === undefined);
	}
}

async function lookAgain<I extends HostInput>(
	automation: Automation,
	open: Array<Entry<I>>,
	plan: Plan<I>,
): Promise<void> {
	const snapshot = new Snapshot(automation);
	for (const entry of open) {
		const row = (await snapshot.table(entry.scope)).find(entry.job.input.host);
		if (!row || !hasChanged(entry.before, row)) continue;
		entry.row = row;
		if (entry.verdict?.kind !== 'unclear') continue;
		entry.verdict = { kind: 'accepted', message: '' };
		entry.recovered = true;
		if (plan.guarded) conclude(entry);
	}
}
