import type { IDataObject } from 'n8n-workflow';

import { asObjects, asText } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { commonNameOf, ENROLLMENTS, getEnrollment, newestPending } from './enrollments';

export interface FoundChange {
	enrollmentId: number;
	/** Absent in the history, which prints no IDs. */
	changeId?: number;
	/** Known if the enrollment had to be read. */
	commonName?: string;
	/** The change itself … */
	change?: IDataObject;
	/** … or, with nothing pending, the newest entry of the history. */
	past?: IDataObject;
}

/** Without an ID: the newest pending change; none pending: the newest of the history. */
export async function findChange(
	cps: Cps,
	enrollmentId: number,
	changeId?: number,
): Promise<FoundChange> {
	if (changeId !== undefined) {
		return { enrollmentId, changeId, change: await getChange(cps, enrollmentId, changeId) };
	}
	const enrollment = await getEnrollment(cps, enrollmentId);
	const commonName = commonNameOf(enrollment);
	const pending = newestPending(enrollment);
	if (pending === undefined) {
		return { enrollmentId, commonName, past: await newestPast(cps, enrollmentId) };
	}
	const change = await getChange(cps, enrollmentId, pending);
	return { enrollmentId, changeId: pending, commonName, change };
}

const getChange = async (cps: Cps, enrollmentId: number, changeId: number): Promise<IDataObject> =>
	await cps.json({
		method: 'GET',
		path: `${ENROLLMENTS}/${enrollmentId}/changes/${changeId}`,
		accept: MEDIA_TYPE.change,
	});

/** Examples list the newest first; the date decides. */
async function newestPast(cps: Cps, enrollmentId: number): Promise<IDataObject> {
	const { changes } = await cps.json({
		method: 'GET',
		path: `${ENROLLMENTS}/${enrollmentId}/history/changes`,
		accept: MEDIA_TYPE.changeHistory,
	});
	const made = (change: IDataObject) => Date.parse(asText(change.createdOn) ?? '') || 0;
	const [newest] = asObjects(changes).sort((a, b) => made(b) - made(a));
	return newest ?? {};
}
