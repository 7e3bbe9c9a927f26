import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { numberOption, optionsOf } from '../../../shared/form/fields';
import type { Reader } from '../../../shared/reader/reader';
import { asId, asNumber, asObject } from '../../../shared/values';
import { defineEvent } from '../../../shared/watch/defineTrigger';
import type { Level, Life } from '../../../shared/watch/levels';
import { daysLeft, lastCrossed, mayHaveCrossed, percentLeft } from '../../../shared/watch/levels';
import { inTurn, lookUps } from '../../../shared/watch/lookUps';
import type { Sighting } from '../../../shared/watch/watchState';
import { listActiveCertificates } from '../../api/activeCertificates';
import { getDeployments } from '../../api/deployments';
import type { Served } from '../../api/expiries';
import { beginnings, servedBy } from '../../api/expiries';
import { cpsOf } from '../../transport/cps';
import {
	lookUpsPerPoll,
	readLookUps,
	readScope,
	readTellWhatIsThere,
	SCOPE,
	tellWhatIsThere,
} from './fields';

const DAY_MS = 86_400_000;
/** The list prints no beginning: below a share of this life it is looked up, once. */
const LONGEST_LIFE_DAYS = 398;
/** After its end a certificate may still be served. */
const KEPT_MS = 400 * DAY_MS;

const USUAL: Level[] = [
	{ percent: 25, days: 14 },
	{ percent: 10, days: 7 },
];

const levels: INodeProperties = {
	displayName: 'Tell When',
	name: 'levels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: { level: USUAL.map(({ percent, days }) => ({ percent, days })) },
	placeholder: 'Add level',
	description:
		'How near its end a certificate is told, once for each level. Two levels leave time for a second try; 0 and 0 tells that it has expired.',
	options: [
		{
			displayName: 'Level',
			name: 'level',
			values: [
				numberOption('Life Left (%)', 'percent', 'Share of the whole life that is left', {
					...{ min: 0, max: 100, default: 25 },
				}),
				numberOption('Days Left', 'days', 'However short the life is, not later than this', {
					...{ min: 0, max: 398, default: 14 },
				}),
			],
		},
	],
};

export const certificateExpiring = defineEvent({
	name: 'Certificate Expiring',
	description: 'A certificate that is served nears its end, by share of its life',
	fields: [levels, ...SCOPE, optionsOf(lookUpsPerPoll, tellWhatIsThere)],
	read: (reader) => ({
		scope: readScope(reader),
		levels: readLevels(reader),
		most: readLookUps(reader),
		withWhatIsThere: readTellWhatIsThere(reader),
	}),
	watched: async (ctx, { scope, levels: wanted }) => [
		(await cpsOf(ctx, scope.accountSwitchKey)).client.identity,
		scope.contractId,
		wanted,
	],
	startsWithAll: ({ withWhatIsThere }) => withWhatIsThere,
	look: async (ctx, input, { now, hint, isFirst, until }) => {
		const { scope, levels: wanted, most } = input;
		const cps = await cpsOf(ctx, scope.accountSwitchKey);
		const served = (await listActiveCertificates(cps, scope.contractId)).flatMap(servedBy);
		const near = served.filter(({ notAfter }) =>
			mayHaveCrossed(wanted, notAfter, LONGEST_LIFE_DAYS, now),
		);
		const known = asObject(hint.lives);
		const strange = near.filter((one) => known[nameOf(one)] === undefined);
		const ids = inTurn(
			strange.map(({ enrollmentId }) => enrollmentId),
			asId(hint.last),
			isFirst ? most.first : most.later,
		);
		const { found, last, failure } = await lookUps(ids, until, async (id) =>
			beginnings(await getDeployments(cps, id)),
		);
		const begun = new Map(found);
		const lives = Object.fromEntries(
			near.flatMap((one): Array<[string, number]> => {
				const looked = begun.get(one.enrollmentId);
				const notBefore =
					asNumber(known[nameOf(one)]) ?? (looked && (looked.get(one.notAfter) ?? UNREADABLE));
				return notBefore === undefined ? [] : [[nameOf(one), notBefore]];
			}),
		);
		const sightings = near.flatMap((one) => sightingOf(one, lives, wanted, now) ?? []);
		const [next] = [...served].sort((a, b) => a.notAfter - b.notAfter);
		return {
			sightings,
			looked: [],
			hint: { last: last ?? hint.last, lives },
			failure,
			example: next && jsonOf(next, lifeOf(next, lives), now),
		};
	},
});

function readLevels(reader: Reader): Level[] {
	const wanted = reader.entries('levels.level').map((row) => ({
		percent: row.number('percent', 0, 100) ?? 0,
		days: row.integer('days', 0, LONGEST_LIFE_DAYS) ?? 0,
	}));
	return wanted.length > 0 ? wanted : reader.refuse('levels', 'holds no level');
}

const nameOf = ({ enrollmentId, keyAlgorithm, notAfter }: Served): string =>
	`${enrollmentId}:${keyAlgorithm}:${Math.floor(notAfter / 1000)}`;

/** Stands for a beginning that the deployed certificate does not show. */
const UNREADABLE = -1;

/** Of one whose beginning is not known, only the days count. */
function lifeOf(one: Served, lives: Record<string, number>): Life {
	const notBefore = lives[nameOf(one)];
	return { notAfter: one.notAfter, notBefore: notBefore === UNREADABLE ? undefined : notBefore };
}

function sightingOf(
	one: Served,
	lives: Record<string, number>,
	wanted: Level[],
	now: number,
): Sighting | undefined {
	const life = lifeOf(one, lives);
	const crossed = lastCrossed(wanted, life, now);
	if (!crossed) return undefined;
	const { level, since } = crossed;
	return {
		thing: nameOf(one),
		what: String(level.percent),
		since,
		until: one.notAfter + KEPT_MS,
		json: { ...jsonOf(one, life, now), level: level.percent },
	};
}

function jsonOf({ notAfter, ...one }: Served, life: Life, now: number): IDataObject {
	return {
		...one,
		expiry: new Date(notAfter).toISOString(),
		daysLeft: daysLeft(life, now),
		percentLeft: percentLeft(life, now) ?? null,
		isExpired: notAfter <= now,
	};
}
