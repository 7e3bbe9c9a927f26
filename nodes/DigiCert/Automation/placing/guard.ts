import type { IDataObject } from 'n8n-workflow';

import { asNumber, asObject, asText } from '../../../shared/values';
import type { Automation } from '../../transport/automation';
import { isOpen } from '../automationStatus';
import { readDetails } from '../hosts/automatedIps';
import type { HostInput } from '../hosts/readHosts';
import type { Entry } from './place';
import { wasSent } from './sentHosts';

/** Why this host must not be sent again; undefined if it may be. */
export async function findReused<I extends HostInput>(
	automation: Automation,
	{ before, key, scope }: Entry<I>,
	windowMs: number,
): Promise<string | undefined> {
	const status = asText(before?.automationStatus);
	if (before && isOpen(status)) return `An automation is in progress (${status}).`;
	if (wasSent(key, windowMs, Date.now())) return recently(status);
	const automationId = asNumber(before?.automationId);
	if (!before || automationId === undefined || windowMs === 0) return undefined;
	const requestedOn = requestTime(before) ?? requestTime(await read());
	const age = Date.now() - (requestedOn ?? -Infinity);
	return age < windowMs ? recently(status) : undefined;

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

const recently = (status: string | undefined): string =>
	`It was requested within 'Duplicate Window'${status ? ` and is ${status}` : ''}.`;
