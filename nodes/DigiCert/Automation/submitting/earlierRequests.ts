import { asFailure } from '../../../shared/failure';
import { onAbort } from '../../../shared/time/stop';
import type { Scope } from '../../api/account';
import type { AutomatedIp, Snapshot } from '../../api/automatedIps';
import { readDetails } from '../../api/automationDetails';
import { isOpen as isOpenStatus } from '../../api/automationStatus';
import type { Host } from '../../api/hosts';
import type { HostTable } from '../../api/hostTable';
import { isCoveredBy } from '../../api/hostTable';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import type { Earlier, HeldRun, HostRun, OpenRun } from './hostRun';
import { isHeld, standing } from './hostRun';
import type { Sending } from './sentHosts';

/** A status that is not told is no proof that the automation is over. */
const isUnderWay = ({ automationId, automationStatus }: AutomatedIp): boolean =>
	automationId !== undefined && (automationStatus === undefined || isOpenStatus(automationStatus));

/**
 * The row by which it is decided whether this host may be sent: one that is under way, else the
 * newest. On a shared socket a certificate can serve the host by another of its names than the
 * common name, which is all that the list shows; the details tell.
 */
export async function earlierRow(
	snapshot: Snapshot,
	table: HostTable<AutomatedIp>,
	scope: Scope,
	host: Host,
): Promise<AutomatedIp | undefined> {
	const served = table.neighbours(host).map(async (row) => {
		if (row.automationId === undefined) return [];
		const { names } = await snapshot.details(scope, row.automationId);
		return names.some((name) => isCoveredBy(host.domainName ?? '', name)) ? [row] : [];
	});
	const rows = [...table.all(host), ...(await Promise.all(served)).flat()];
	return rows.find(isUnderWay) ?? rows[0];
}

/** Undefined if the host may be sent. */
export async function findEarlier<I extends HostInput>(
	automation: Automation,
	{ before, memory, key, scope, since }: HostRun<I>,
	windowMs: number,
): Promise<Earlier | undefined> {
	const { automationId, automationStatus: status } = before ?? {};
	if (before && isUnderWay(before)) return { is: 'inProgress', status };
	const sending = memory.sent.sendingOf(key, since);
	if (sending && sending !== 'unclear') return earlierBy(sending, status);
	if (before && automationId !== undefined && windowMs > 0) {
		const requestedOn =
			before.requestedOn ?? (await readDetails(automation, scope, automationId)).requestedOn;
		if (requestedOn === undefined) return { is: 'undated', status };
		if (Date.now() - requestedOn < windowMs) return earlierBy('sent', status);
	}
	return sending && earlierBy(sending);
}

function earlierBy(sending: Sending, status?: string): Earlier {
	if (sending === 'underWay') return { is: 'underWay' };
	if (sending === 'unclear') return { is: 'lostBefore' };
	return { is: 'inWindow', status };
}

/** In the same tick as the call, so that no other execution can send the host as well. */
export function claim<I extends HostInput>(run: OpenRun<I>): OpenRun<I> | HeldRun<I> {
	const other = run.memory.sent.claim(run.key, run.since, Date.now());
	return other ? standing(run, { is: 'held', by: earlierBy(other) }) : run;
}

/** What other executions are to know of a host whose call has ended. */
export function tellOthers<I extends HostInput>({ memory, key, standing: now }: HostRun<I>): void {
	const kind = now.is === 'sent' ? now.verdict.kind : 'rejected';
	const sending = kind === 'rejected' ? undefined : kind === 'accepted' ? 'sent' : 'unclear';
	memory.sent.endCall(key, sending);
}

/**
 * Hosts that another execution was sending: what was refused there is open again, since nothing
 * was placed. Of the others it is known then what became of them.
 */
export async function awaitOthers<I extends HostInput>(
	runs: Array<HostRun<I>>,
	signal: AbortSignal | undefined,
): Promise<Array<HostRun<I>>> {
	const abort = onAbort(signal);
	try {
		return await Promise.all(
			runs.map(async (run) =>
				isHeld(run) && run.standing.by.is === 'underWay' ? await afterOther(run) : run,
			),
		);
	} finally {
		abort.done();
	}

	async function afterOther(run: HeldRun<I>): Promise<HostRun<I>> {
		try {
			const sending = await Promise.race([run.memory.sent.endOfCall(run.key), abort.promise]);
			if (!sending) return standing(run, { is: 'open' });
			const by: Earlier = { is: sending === 'unclear' ? 'lostBefore' : 'sentMeanwhile' };
			return standing(run, { is: 'held', by });
		} catch (error) {
			return standing(run, { is: 'notSent', failure: asFailure(error) });
		}
	}
}
