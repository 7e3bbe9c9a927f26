import type { IDataObject } from 'n8n-workflow';

import { optionsOf } from '../../../shared/form/fields';
import { statusJson } from '../../../shared/operation/status';
import type { Id } from '../../../shared/values';
import { asId, asObject, asText } from '../../../shared/values';
import { defineEvent } from '../../../shared/watch/defineTrigger';
import { inTurn, lookUps } from '../../../shared/watch/lookUps';
import type { Sighting } from '../../../shared/watch/watchState';
import type { PastChange } from '../../api/changes';
import { changeHistory } from '../../api/changes';
import { pastStatus } from '../../api/changeStatus';
import type { Enrollment } from '../../api/enrollments';
import { listEnrollments } from '../../api/enrollments';
import { cpsOf } from '../../transport/cps';
import { lookUpsPerPoll, readLookUps, readScope, SCOPE } from './fields';

const DAY_MS = 86_400_000;
/** How far back the history is looked through, after however long a pause of n8n. */
const LOOK_BACK_MS = 60 * DAY_MS;

export const changeCompleted = defineEvent({
	name: 'Change Completed',
	description: 'A change is through: what it deploys is on the production network',
	fields: [...SCOPE, optionsOf(lookUpsPerPoll)],
	read: (reader) => ({ scope: readScope(reader), most: readLookUps(reader).later }),
	watched: async (ctx, { scope }) => [
		(await cpsOf(ctx, scope.accountSwitchKey)).client.identity,
		scope.contractId,
	],
	look: async (ctx, { scope, most }, { now, hint, until }) => {
		const cps = await cpsOf(ctx, scope.accountSwitchKey);
		const { enrollments } = await listEnrollments(cps, scope.contractId);
		const known = new Map(enrollments.map((enrollment) => [enrollment.id, enrollment]));
		// Those of which a change is gone first; then all in turn, since what came and went between two polls shows in the history only.
		const before = asObject(hint.pending);
		const suspects = enrollments.filter((one) => hasLost(one, before)).map(({ id }) => id);
		const others = [...known.keys()].filter((id) => !suspects.includes(id));
		const ids = [...suspects, ...inTurn(others, asId(hint.last), most)].slice(0, most);
		const { found, failure } = await lookUps(
			ids,
			until,
			async (id) => await changeHistory(cps, id),
		);
		const sightings = found.flatMap(([id, history]) => {
			const enrollment = known.get(id);
			return enrollment ? history.flatMap((past) => sightingOf(enrollment, past, now) ?? []) : [];
		});
		const looked = new Set(found.map(([id]) => id));
		const last = [...ids].reverse().find((id) => looked.has(id) && !suspects.includes(id));
		return {
			sightings,
			looked: [],
			hint: { last: last ?? hint.last, pending: pendingOf(enrollments, before, looked) },
			failure,
		};
	},
});

const changesOf = ({ pendingChanges }: Enrollment): string[] =>
	pendingChanges.map(({ changeId }) => String(changeId));

/** Whether a change that was pending is no longer. */
function hasLost(enrollment: Enrollment, before: IDataObject): boolean {
	const now = changesOf(enrollment);
	const then = asText(before[String(enrollment.id)])?.split(' ') ?? [];
	return then.some((id) => !now.includes(id));
}

/** What is pending now; what was lost is kept until its history has been read. */
function pendingOf(enrollments: Enrollment[], before: IDataObject, looked: Set<Id>): IDataObject {
	return Object.fromEntries(
		enrollments.flatMap((enrollment) => {
			const id = String(enrollment.id);
			const isOpen = hasLost(enrollment, before) && !looked.has(enrollment.id);
			const pending = isOpen ? asText(before[id]) : changesOf(enrollment).join(' ');
			return pending ? [[id, pending] as const] : [];
		}),
	);
}

function sightingOf(
	{ id, commonName }: Enrollment,
	past: PastChange,
	now: number,
): Sighting | undefined {
	const { action, actionDescription, createdOn, lastUpdated } = past.raw;
	const created = asText(createdOn);
	const since = Date.parse(asText(lastUpdated) ?? created ?? '');
	const status = pastStatus(past);
	const isRecent = since > now - LOOK_BACK_MS;
	if (status.state !== 'done' || created === undefined || !isRecent) return undefined;
	return {
		thing: `${id}:${created}`,
		what: 'completed',
		since,
		until: since + LOOK_BACK_MS + DAY_MS,
		json: statusJson(status, {
			enrollmentId: id,
			commonName,
			...{ action, actionDescription, createdOn, lastUpdated },
		}),
	};
}
