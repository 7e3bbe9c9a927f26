import { createHash } from 'node:crypto';

import { optionsOf } from '../../../shared/form/fields';
import { statusJson } from '../../../shared/operation/status';
import { defineEvent } from '../../../shared/watch/defineTrigger';
import { inTurn, lookUps } from '../../../shared/watch/lookUps';
import type { Sighting } from '../../../shared/watch/watchState';
import { asId } from '../../../shared/values';
import type { Change } from '../../api/changes';
import { getChange } from '../../api/changes';
import { changeStatus, changeThing, isCancelled, isVague } from '../../api/changeStatus';
import type { Enrollment, PendingChange } from '../../api/enrollments';
import { listEnrollments } from '../../api/enrollments';
import { cpsOf } from '../../transport/cps';
import {
	lookUpsPerPoll,
	readLookUps,
	readScope,
	readTellWhatIsThere,
	SCOPE,
	tellWhatIsThere,
} from './fields';

/** Longer than a change waits: who pruned it earlier would tell it again. */
const KEPT_MS = 400 * 86_400_000;

export const changeNeedsInput = defineEvent({
	name: 'Change Needs Input',
	description:
		'A change waits for a CSR to be signed, warnings, tokens or a release, or has failed',
	fields: [...SCOPE, optionsOf(lookUpsPerPoll, tellWhatIsThere)],
	read: (reader) => ({
		scope: readScope(reader),
		most: readLookUps(reader),
		withWhatIsThere: readTellWhatIsThere(reader),
	}),
	watched: async (ctx, { scope }) => [
		(await cpsOf(ctx, scope.accountSwitchKey)).client.identity,
		scope.contractId,
	],
	startsWithAll: ({ withWhatIsThere }) => withWhatIsThere,
	look: async (ctx, { scope, most }, { now, hint, isFirst, until }) => {
		const cps = await cpsOf(ctx, scope.accountSwitchKey);
		const { enrollments } = await listEnrollments(cps, scope.contractId);
		const pending = new Map(
			enrollments.flatMap((enrollment) =>
				enrollment.pendingChanges.map((change) => [change.changeId, { enrollment, change }]),
			),
		);
		const ids = inTurn([...pending.keys()], asId(hint.last), isFirst ? most.first : most.later);
		const { found, last, failure } = await lookUps(ids, until, async (changeId) => {
			const { enrollment } = pending.get(changeId) ?? {};
			return enrollment && (await getChange(cps, enrollment.id, changeId));
		});
		const sightings = found.flatMap(([changeId, change]) => {
			const open = pending.get(changeId);
			return open && change ? (sightingOf({ ...open, status: change, now }) ?? []) : [];
		});
		const looked = found.flatMap(([changeId, change]) =>
			change && !isVague(change) ? [String(changeId)] : [],
		);
		return { sightings, looked, hint: { last: last ?? hint.last }, failure };
	},
});

interface Seen {
	enrollment: Enrollment;
	change: PendingChange;
	status: Change;
	now: number;
}

/** Undefined while nobody has to do anything. */
function sightingOf({ enrollment, change, status, now }: Seen): Sighting | undefined {
	const told = changeStatus(status);
	const isFailed = told.state === 'failed' && !isCancelled(status);
	if (told.state !== 'needsAction' && !isFailed) return undefined;
	const { changeId, changeType } = change;
	return {
		thing: String(changeId),
		what: [isFailed ? 'failed' : '', ...asked(status), errorOf(status)].filter(Boolean).join('-'),
		until: now + KEPT_MS,
		json: statusJson(told, {
			enrollmentId: enrollment.id,
			commonName: enrollment.commonName,
			changeId,
			changeType,
			...changeThing(status),
		}),
	};
}

/** What it stands still without; of what is not required all. */
function asked({ inputs }: Change): string[] {
	const required = inputs.filter(({ isRequired }) => isRequired);
	const decisive = required.length > 0 ? required : inputs;
	return decisive.map(({ segment }) => segment.replaceAll(':', '')).sort();
}

/** The same input is asked for anew where an error is another one. */
const errorOf = ({ error }: Change): string =>
	error === undefined ? '' : createHash('sha256').update(error).digest('hex').slice(0, 8);
