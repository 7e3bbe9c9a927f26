import { isCoveredBy } from '../../../shared/certificate/names';
import { asFailure } from '../../../shared/failure';
import { pause } from '../../../shared/time/pause';
import { onAbort } from '../../../shared/time/stop';
import { compareIds } from '../../../shared/values';
import type { Scope } from '../../api/account';
import type { AutomatedIp, Snapshot } from '../../api/automatedIps';
import { readDetails } from '../../api/automationDetails';
import { isOpen as isOpenStatus } from '../../api/automationStatus';
import type { Host } from '../../api/hosts';
import type { HostTable } from '../../api/hostTable';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import type { Earlier, HeldRun, HostRun, OpenRun, Standing } from './hostRun';
import { isHeld, standing, withChanged } from './hostRun';
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
	const shown = [...table.all(host), ...(await Promise.all(served)).flat()];
	const told = async (row: AutomatedIp) => await withStatus(snapshot, scope, row);
	const rows = await Promise.all(shown.map(told));
	const covering = await Promise.all(table.covering(host).map(told));
	return [...rows, ...covering].find(isUnderWay) ?? newest([...rows.slice(0, 1), ...covering]);
}

const newest = (rows: AutomatedIp[]): AutomatedIp | undefined =>
	[...rows].sort((a, b) => compareIds(b.automationId ?? 0, a.automationId ?? 0))[0];

/** The details tell what a row leaves out. */
async function withStatus(
	snapshot: Snapshot,
	scope: Scope,
	row: AutomatedIp,
): Promise<AutomatedIp> {
	if (row.automationId === undefined || row.automationStatus !== undefined) return row;
	const { automationStatus } = await snapshot.details(scope, row.automationId);
	return automationStatus === undefined ? row : { ...row, automationStatus };
}

/** Undefined if the host may be sent. */
export async function findEarlier<I extends HostInput>(
	automation: Automation,
	run: HostRun<I>,
	windowMs: number,
): Promise<Earlier | undefined> {
	const { before, memory, scope, since } = run;
	const { automationId, automationStatus: status } = before ?? {};
	if (before && isUnderWay(before)) return { is: 'inProgress', status };
	const sending = memory.sent.sendingOf(run, since);
	if (sending && sending !== 'unclear') return earlierBy(sending, status);
	const refused = justRefused(run);
	if (refused) return refused;
	if (before && automationId !== undefined && windowMs > 0) {
		const requestedOn =
			before.requestedOn ?? (await readDetails(automation, scope, automationId)).requestedOn;
		if (requestedOn === undefined) return { is: 'undated', status };
		if (Date.now() - requestedOn < windowMs) return earlierBy('sent', status);
	}
	return sending && earlierBy(sending);
}

function earlierBy(sending: Exclude<Sending, 'refused'>, status?: string): Earlier {
	if (sending === 'underWay') return { is: 'underWay' };
	if (sending === 'unclear') return { is: 'lostBefore' };
	return { is: 'inWindow', status };
}

/**
 * A refusal may be none, and the list may show late what was done: it is sent again only after a
 * list that is read then.
 */
export function justRefused<I extends HostInput>(
	run: HostRun<I>,
): Extract<Earlier, { is: 'justRefused' }> | undefined {
	const until = (run.memory.sent.refusedAt(run) ?? -Infinity) + run.lagMs;
	return until > performance.now() ? { is: 'justRefused', until } : undefined;
}

/** Where another process was refused, this one knows of it from now on. */
export function holdBack<I extends HostInput>(run: OpenRun<I>): HeldRun<I> | undefined {
	const { memory, key, lagMs } = run;
	const refusedAt = memory.sent.refusedAt(run) ?? performance.now();
	const until = refusedAt + lagMs;
	if (until <= performance.now()) return undefined;
	memory.sent.endCall(key, 'refused', refusedAt);
	return standing(run, { is: 'held', by: { is: 'justRefused', until } });
}

/** In the same tick as the call, so that no other execution can send the host as well. */
export function claim<I extends HostInput>(run: OpenRun<I>): OpenRun<I> | HeldRun<I> {
	const refused = justRefused(run);
	const other = refused ? undefined : run.memory.sent.claim(run, run.since, Date.now());
	const by = refused ?? (other && earlierBy(other));
	return by ? standing(run, { is: 'held', by }) : run;
}

/** What other executions are to know of a host whose call has ended. */
export function tellOthers<I extends HostInput>({ memory, key, standing: now }: HostRun<I>): void {
	memory.sent.endCall(key, sendingAfter(now));
}

function sendingAfter(now: Standing): Sending | undefined {
	if (now.is === 'refused') return 'refused';
	// Of another process's call its note tells.
	if (now.is !== 'sent' || now.noted || now.verdict.kind === 'rejected') return undefined;
	return now.verdict.kind === 'accepted' ? 'sent' : 'unclear';
}

/**
 * Hosts that another execution was sending, of which it is known then what became of them; and
 * those that were just refused. Of which nothing is known to be placed is open again.
 */
export async function awaitOthers<I extends HostInput>(
	runs: Array<HostRun<I>>,
	signal: AbortSignal | undefined,
): Promise<Array<HostRun<I>>> {
	const abort = onAbort(signal);
	const afterOther = async (run: HeldRun<I>): Promise<HostRun<I>> => {
		try {
			const sending = await Promise.race([run.memory.sent.endOfCall(run), abort.promise]);
			const by = sending === 'refused' ? justRefused(run) : sending && afterCall(sending);
			return by ? standing(run, { is: 'held', by }) : standing(run, { is: 'open' });
		} catch (error) {
			return standing(run, { is: 'notSent', failure: asFailure(error) });
		}
	};
	try {
		const ended = await Promise.all(
			runs.map(async (run) =>
				isHeld(run) && run.standing.by.is === 'underWay' ? await afterOther(run) : run,
			),
		);
		return withChanged(ended, await afterRefusals(ended, signal));
	} finally {
		abort.done();
	}
}

const afterCall = (sending: Exclude<Sending, 'refused'>): Earlier => ({
	is: sending === 'unclear' ? 'lostBefore' : 'sentMeanwhile',
});

/** All of them wait at once for the last of them. */
async function afterRefusals<I extends HostInput>(
	runs: Array<HostRun<I>>,
	signal: AbortSignal | undefined,
): Promise<Array<HostRun<I>>> {
	const moments = runs.flatMap((run) =>
		isHeld(run) && run.standing.by.is === 'justRefused'
			? [{ run, until: run.standing.by.until }]
			: [],
	);
	if (moments.length === 0) return [];
	const latest = moments.reduce((last, { until }) => Math.max(last, until), 0);
	try {
		await pause(latest - performance.now(), signal);
		return moments.map(({ run }) => standing(run, { is: 'open' }));
	} catch (error) {
		const failure = asFailure(error);
		return moments.map(({ run }) => standing(run, { is: 'notSent', failure }));
	}
}
