import type { IDataObject } from 'n8n-workflow';

import { asList, asNumber, asObject, asText, isObject } from '../values';

/** Something that a trigger tells once, as a look has found it. */
export interface Sighting {
	/** The thing that it is about. */
	thing: string;
	/** What is so of it, without a colon: both together name the event, whoever finds it, and when. */
	what: string;
	/** Since when it is so, in ms, where that is known; else the first look tells what is old. */
	since?: number;
	/** ms until which it may be found again, and has to be known. */
	until: number;
	json: IDataObject;
}

/** What one look at the service has found. */
export interface Look {
	sightings: Sighting[];
	/** Things that were looked at: what is not sighted of them any more may come again. */
	looked: string[];
	/** Where the next look goes on; a loss of it loses no event. */
	hint: IDataObject;
}

/** An event that was told, or was there before anybody asked. */
interface Told {
	/** ms after which it is forgotten. */
	until: number;
	/** How often it has come. */
	times: number;
	/** It was no longer so when it was looked at last. */
	isOver: boolean;
}

/** What a trigger knows from one poll to the next, in n8n's static data. */
export interface WatchState {
	/** ms: what was so before is not told. */
	began: number;
	/** ms of the last look. */
	looked: number;
	told: Map<string, Told>;
	hint: IDataObject;
}

/** Clocks differ, and an answer is older than its arrival. */
const MARGIN_MS = 120_000;

export interface Beginning {
	now: number;
	/** What is there already is told, too. */
	withWhatIsThere: boolean;
}

export const begin = ({ now, withWhatIsThere }: Beginning): WatchState => ({
	began: withWhatIsThere ? 0 : now - MARGIN_MS,
	looked: now,
	told: new Map(),
	hint: {},
});

/** An event to tell, with the name that it has however often it is told. */
export interface Event {
	eventId: string;
	sighting: Sighting;
}

const nameOf = ({ thing, what }: Sighting): string => `${thing}:${what}`;

/**
 * What a look adds to what is known. All that holds now is sighted each time, so that a state which
 * n8n has not saved, or has put back, finds again what it lacks.
 */
export function advance(
	{ began, told: before }: WatchState,
	{ sightings, looked, hint }: Look,
	{ now, isFirst }: { now: number; isFirst: boolean },
): { events: Event[]; state: WatchState } {
	const told = new Map([...before].filter(([, { until }]) => until > now));
	const sighted = new Set(sightings.map(nameOf));
	const things = new Set(looked);
	for (const [name, one] of told) {
		const thing = name.slice(0, name.lastIndexOf(':'));
		if (things.has(thing) && !sighted.has(name)) told.set(name, { ...one, isOver: true });
	}
	const events = sightings.flatMap((sighting): Event[] => {
		const name = nameOf(sighting);
		const { until, since } = sighting;
		const known = told.get(name);
		const isNew = known === undefined || known.isOver;
		const times = (known?.times ?? 0) + (isNew ? 1 : 0);
		told.set(name, { until: Math.max(until, known?.until ?? 0), times, isOver: false });
		const isOld = since === undefined ? isFirst && began > 0 : since <= began;
		return isNew && !isOld ? [{ eventId: times > 1 ? `${name}:${times}` : name, sighting }] : [];
	});
	return { events, state: { began, looked: now, told, hint } };
}

const SECOND = 1000;

/** As it is kept: `of` names what is watched, since of other things nothing is known. */
export const toData = (of: string, { began, looked, told, hint }: WatchState): IDataObject => ({
	of,
	began,
	looked,
	told: Object.fromEntries(
		[...told].map(([name, { until, times, isOver }]) => [
			name,
			[Math.ceil(until / SECOND), times, isOver ? 1 : 0],
		]),
	),
	hint,
});

/** Undefined where nothing is kept of it, or nothing that can be read. */
export function fromData(of: string, data: unknown): WatchState | undefined {
	if (!isObject(data) || asText(data.of) !== of) return undefined;
	const [began, looked] = [asNumber(data.began), asNumber(data.looked)];
	if (began === undefined || looked === undefined || !isObject(data.told)) return undefined;
	const told = Object.entries(data.told).flatMap(([name, one]): Array<[string, Told]> => {
		const [until, times, isOver] = asList(one).map(asNumber);
		return until === undefined
			? []
			: [[name, { until: until * SECOND, times: times ?? 1, isOver: isOver === 1 }]];
	});
	// A copy: what n8n keeps is replaced as a whole.
	const hint = asObject(JSON.parse(JSON.stringify(asObject(data.hint))));
	return { began, looked, told: new Map(told), hint };
}
