import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { onAbort } from '../../../shared/time/stop';
import { asNumber, asObject, asText } from '../../../shared/values';
import { isOpen as isOpenStatus } from '../../api/automationStatus';
import { readDetails } from '../../api/automations';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import type { Earlier, HeldRun, HostRun, OpenRun } from './hostRun';
import { isHeld, standing } from './hostRun';
import type { Sending } from './sentHosts';
import { claimHost, endCall, endOfCall, sendingOf } from './sentHosts';

/** Undefined if the host may be sent. */
export async function findEarlier<I extends HostInput>(
	automation: Automation,
	{ before, key, scope, since }: HostRun<I>,
	windowMs: number,
): Promise<Earlier | undefined> {
	const status = asText(before?.automationStatus);
	if (before && status !== undefined && isOpenStatus(status)) return { is: 'inProgress', status };
	const sending = sendingOf(key, since);
	if (sending && sending !== 'unclear') return earlierBy(sending, status);
	const automationId = asNumber(before?.automationId);
	if (before && automationId !== undefined && windowMs > 0) {
		const requestedOn = requestTime(before) ?? requestTime(await read());
		if (Date.now() - (requestedOn ?? -Infinity) < windowMs) return earlierBy('sent', status);
	}
	return sending && earlierBy(sending);

	async function read(): Promise<IDataObject> {
		const details = await readDetails(automation, scope, automationId ?? 0);
		return asObject(details.autoStatusResponse);
	}
}

/** Epoch milliseconds, typed integer and sent as text; what is out of range is none. */
export function requestTime({ requestedOn }: IDataObject): number | undefined {
	const time = asNumber(requestedOn);
	return time === undefined || Number.isNaN(new Date(time).getTime()) ? undefined : time;
}

function earlierBy(sending: Sending, status?: string): Earlier {
	if (sending === 'underWay') return { is: 'underWay' };
	if (sending === 'unclear') return { is: 'lostBefore' };
	return { is: 'inWindow', ...(status ? { status } : {}) };
}

/** In the same tick as the call, so that no other execution can send the host as well. */
export function claim<I extends HostInput>(run: OpenRun<I>): OpenRun<I> | HeldRun<I> {
	const other = claimHost(run.key, run.since, Date.now());
	return other ? standing(run, { is: 'held', by: earlierBy(other) }) : run;
}

/** What other executions are to know of a host whose call has ended. */
export function tellOthers<I extends HostInput>({ key, standing: now }: HostRun<I>): void {
	const kind = now.is === 'sent' ? now.verdict.kind : 'rejected';
	endCall(key, kind === 'rejected' ? undefined : kind === 'accepted' ? 'sent' : 'unclear');
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
			const sending = await Promise.race([endOfCall(run.key), abort.promise]);
			if (!sending) return standing(run, { is: 'open' });
			const by: Earlier = { is: sending === 'unclear' ? 'lostBefore' : 'sentMeanwhile' };
			return standing(run, { is: 'held', by });
		} catch (error) {
			return standing(run, { is: 'notSent', failure: asFailure(error) });
		}
	}
}
