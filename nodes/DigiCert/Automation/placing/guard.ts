import type { IDataObject } from 'n8n-workflow';

import { asFailure } from '../../../shared/failure';
import { onAbort } from '../../../shared/pause';
import { asNumber, asObject, asText } from '../../../shared/values';
import type { Automation } from '../../transport/automation';
import { isOpen } from '../automationStatus';
import { readDetails } from '../hosts/automatedIps';
import type { HostInput } from '../hosts/readHosts';
import type { Entry } from './place';
import type { Sending } from './sentHosts';
import { claimHost, endOfCall, sendingOf, settleHost } from './sentHosts';

/** Why a host is not sent again. */
export interface Reused {
	why: string;
	/** It is not known either whether the request before was carried out. */
	unclear?: true;
	/** By a call of another execution that began after the list was read */
	meanwhile?: true;
}

/** Undefined if the host may be sent. */
export async function findReused<I extends HostInput>(
	automation: Automation,
	{ before, key, scope, since }: Entry<I>,
	windowMs: number,
): Promise<Reused | undefined> {
	const status = asText(before?.automationStatus);
	if (before && isOpen(status)) return { why: `An automation is in progress (${status}).` };
	const sending = sendingOf(key, since);
	if (sending && sending !== 'unclear') return reusedBy(sending, status);
	const automationId = asNumber(before?.automationId);
	if (before && automationId !== undefined && windowMs > 0) {
		const requestedOn = requestTime(before) ?? requestTime(await read());
		if (Date.now() - (requestedOn ?? -Infinity) < windowMs) return reusedBy('sent', status);
	}
	return sending && reusedBy(sending);

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

function reusedBy(sending: Sending, status?: string): Reused {
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
export function claim<I extends HostInput>(entry: Entry<I>): boolean {
	const other = claimHost(entry.key, entry.since, Date.now());
	if (other) entry.reused = reusedBy(other);
	return other === undefined;
}

/** What other executions are to know of a host whose call has ended. */
export function conclude<I extends HostInput>({ key, verdict, failure }: Entry<I>): void {
	if (failure || verdict?.kind === 'rejected') settleHost(key, undefined);
	else settleHost(key, verdict?.kind === 'accepted' ? 'sent' : 'unclear');
}

/**
 * Hosts that another execution was sending and that were refused there: nothing was placed, so
 * they are free again. Of the others it is known then what became of them.
 */
export async function freeAgain<I extends HostInput>(
	entries: Array<Entry<I>>,
	signal: AbortSignal | undefined,
): Promise<Array<Entry<I>>> {
	const waiting = entries.filter(({ reused, verdict }) => reused?.meanwhile && !verdict);
	const abort = onAbort(signal);
	try {
		for (const entry of waiting) {
			const sending = await Promise.race([endOfCall(entry.key), abort.promise]);
			if (!sending) entry.reused = undefined;
			else if (sending === 'unclear') entry.reused = reusedBy(sending);
			else entry.verdict = { kind: 'accepted', message: '' };
		}
	} catch (error) {
		for (const entry of waiting) if (!entry.verdict) entry.failure = asFailure(error);
	} finally {
		abort.done();
	}
	return waiting.filter(({ reused, failure }) => !reused && !failure);
}
