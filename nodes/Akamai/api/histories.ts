import type { IDataObject } from 'n8n-workflow';

import type { Id } from '../../shared/values';
import { asObject, isObject } from '../../shared/values';
import type { Cps } from '../transport/cps';
import { MEDIA_TYPE } from '../transport/mediaTypes';
import { ENROLLMENTS } from './enrollments';
import { everyOne } from './narrow';

/** Path, version and the members under which CPS lists the entries of each history. */
const HISTORIES = {
	changes: { path: 'history/changes', accept: MEDIA_TYPE.changeHistory, lists: ['changes'] },
	certificates: {
		path: 'history/certificates',
		accept: MEDIA_TYPE.certificateHistory,
		lists: ['certificates'],
	},
	/** The schema says `results`, its example `data`. */
	dv: { path: 'dv-history', accept: MEDIA_TYPE.dvHistory, lists: ['results', 'data'] },
} as const;

export type HistoryKind = keyof typeof HISTORIES;

/** In the service's own shape; certificates may be null where a change touched the network only. */
export async function getHistory(
	cps: Cps,
	enrollmentId: Id,
	kind: HistoryKind,
): Promise<IDataObject[]> {
	const { path, accept, lists } = HISTORIES[kind];
	return await cps.narrowed(
		{ method: 'GET', path: `${ENROLLMENTS}/${enrollmentId}/${path}`, accept },
		(body) => {
			const list = lists.map((name) => asObject(body)[name]).find(Array.isArray);
			return everyOne(list, (entry) => (isObject(entry) ? entry : undefined));
		},
	);
}
