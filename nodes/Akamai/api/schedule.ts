import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import type { ChangeRef } from './inputs';
import { changePath, confirms } from './inputs';

/** When a change may be deployed, as ISO-8601; nothing where CPS decides. */
export interface Schedule {
	notBefore?: string;
	notAfter?: string;
	raw: IDataObject;
}

const schedulePath = (ref: ChangeRef): string => `${changePath(ref)}/deployment-schedule`;

/** Both are always there, and null where nothing is set. */
export function asSchedule(raw: unknown): Schedule | undefined {
	if (!isObject(raw) || !('notBefore' in raw) || !('notAfter' in raw)) return undefined;
	return { notBefore: asText(raw.notBefore), notAfter: asText(raw.notAfter), raw };
}

export const getSchedule = async (cps: Cps, ref: ChangeRef): Promise<Schedule> =>
	await cps.narrowed(
		{ method: 'GET', path: schedulePath(ref), accept: MEDIA_TYPE.deploymentSchedule },
		asSchedule,
	);

export async function putSchedule(
	cps: Cps,
	ref: ChangeRef,
	{ notBefore, notAfter }: Omit<Schedule, 'raw'>,
): Promise<void> {
	await cps.narrowed(
		{
			method: 'PUT',
			path: schedulePath(ref),
			accept: MEDIA_TYPE.changeId,
			contentType: MEDIA_TYPE.deploymentSchedule,
			body: { notBefore: notBefore ?? null, notAfter: notAfter ?? null },
		},
		(answer) => confirms(answer, ref),
	);
}
