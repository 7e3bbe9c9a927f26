import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { onAbort } from '../../../shared/time/stop';
import { asNumber, asObject, asText } from '../../../shared/values';
import { isOpen } from '../../api/automationStatus';
import { readDetails } from '../../api/automations';
import type { Automation } from '../../transport/automation';
import type { HostInput } from '../fields/hosts';
import type { Earlier, HostRun } from './hostRun';
import type { Sending } from './sentHosts';
import { claimHost, endCall, endOfCall, sendingOf } from './sentHosts';

/** Undefined if the host may be sent. */
export async function findEarlier<I extends HostInput>(
	automation: Automation,
	{ before, key, scope, since }: HostRun<I>,
	windowMs: number,
): Promise<Earlier | undefined> {
	const status = asText(before?.automationStatus);
	if (before && isOpen(status)) return { why: `An automation is in progress (${status}).` };
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
	if (sending === 'underWay') {
		return { why: 'Another execution sent this host at the same time.', meanwhile: true };
	}
	if (sending === 'sent') {
		return {
			why: `It was requested within 'Duplicate Window'${status ? ` and is ${status}` : ''}.`,
		};
	}
	return { why: "It was sent within 'Duplicate Window' and the answer was lost.", unclear: true };
}

/** In the same tick as the call, so that no other execution can send the host as well. */
export function claimHostRun<I extends HostInput>(entry: HostRun<I>): boolean {
	const other = claimHost(entry.key, entry.since, Date.now());
	if (other) entry.reused = earlierBy(other);
	return other === undefined;
}

/** What other executions are to know of a host whose call has ended. */
export function tellOthers<I extends HostInput>({ key, verdict, failure }: HostRun<I>): void {
	if (failure || verdict?.kind === 'rejected') endCall(key, undefined);
	else endCall(key, verdict?.kind === 'accepted' ? 'sent' : 'unclear');
}

/**
 * Hosts that another execution was sending and that were refused there: nothing was placed, so
 * they are free again. Of the others it is known then what became of them.
 */
export async function awaitOthers<I extends HostInput>(
	entries: Array<HostRun<I>>,
	signal: AbortSignal | undefined,
): Promise<Array<HostRun<I>>> {
	const waiting = entries.filter(({ reused, verdict }) => reused?.meanwhile && !verdict);
	const abort = onAbort(signal);
	try {
		for (const entry of waiting) {
			const sending = await Promise.race([endOfCall(entry.key), abort.promise]);
			if (!sending) entry.reused = undefined;
			else if (sending === 'unclear') entry.reused = earlierBy(sending);
			else entry.verdict = { kind: 'accepted', message: '' };
		}
	} catch (error) {
		for (const entry of waiting) if (!entry.verdict) entry.failure = asFailure(error);
	} finally {
		abort.done();
	}
	return waiting.filter(({ reused, failure }) => !reused && !failure);
}
