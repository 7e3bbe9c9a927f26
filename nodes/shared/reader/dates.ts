import { tryToParseDateTime } from 'n8n-workflow';

import { isObject } from '../values';

/**
 * ISO 8601 and SQL, as n8n's date fields, its own date objects and databases write them. Whatever
 * else JavaScript takes for a date it reads in its own way: 01.03.2027 as the third of January.
 */
const WRITTEN =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-](?:0\d|1[0-3])(?::?[0-5]\d)?|[+-]14(?::?00)?|UTC|GMT|[A-Z][A-Za-z_]{1,30}(?:\/[\w+-]{1,30}){1,2}))?)?$/;

/** Milliseconds since 1970, of this century or the next: ten digits would be seconds. */
const EPOCH_MS = /^\d{13}$/;

const LONGEST = 80;

/** The day in front, if the text is a date and there is such a day. */
function writtenDay(text: string): string | undefined {
	const day = text.length <= LONGEST ? WRITTEN.exec(text)?.[1] : undefined;
	return day && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ? day : undefined;
}

/** What expressions give for a date: text, Date, or Luxon's DateTime, whose zone is its own. */
function isoOf(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim();
	if (value instanceof Date) return value.toJSON() ?? undefined;
	if (!isObject(value) || typeof value.toISO !== 'function') return undefined;
	const text: unknown = value.toISO();
	return typeof text === 'string' ? text : undefined;
}

/** Epoch milliseconds; text without a zone of its own means `zone`, and of an hour that comes twice the first. */
export function momentOf(value: unknown, zone: string): number | undefined {
	if (typeof value === 'number' || (typeof value === 'string' && EPOCH_MS.test(value.trim()))) {
		return EPOCH_MS.test(String(value).trim()) ? Number(value) : undefined;
	}
	const time = timeOf(value, zone);
	return time === undefined || isSkipped(value, zone)
		? undefined
		: (time.getPossibleOffsets()[0] ?? time).toMillis();
}

/** A time by the clock of its zone; undefined where it is none. */
function timeOf(value: unknown, zone: string): ReturnType<typeof tryToParseDateTime> | undefined {
	const text = isoOf(value);
	if (text === undefined || !writtenDay(text)) return undefined;
	try {
		return tryToParseDateTime(text, zone);
	} catch {
		return undefined;
	}
}

/** Whether no clock shows this time: on the day on which summer time begins an hour is left out. */
export function isSkipped(value: unknown, zone: string): boolean {
	const [, , clock] = WRITTEN.exec((isoOf(value) ?? '').slice(0, LONGEST)) ?? [];
	const shown = timeOf(value, zone)?.toFormat('HH:mm');
	return clock !== undefined && shown !== undefined && clock.replace(/^24/, '00') !== shown;
}

/**
 * `yyyy-MM-dd` as it is written. A Date has a day only by a zone, and so has the UTC text that JSON
 * makes of it: what an item holds as the one in this process is the other after a Wait.
 */
export function dayOf(value: unknown, zone: string): string | undefined {
	const text = isoOf(value);
	const time = timeOf(text, zone);
	if (text === undefined || time === undefined) return undefined;
	return text.endsWith('Z') ? dayIn(zone, time.toJSDate()) : writtenDay(text);
}

/** The day on which a moment falls. */
function dayIn(zone: string, moment: Date): string | undefined {
	if (Number.isNaN(moment.getTime())) return undefined;
	return tryToParseDateTime(moment, zone).toISODate() ?? undefined;
}

const MINUTE_MS = 60_000;

/** The last answer: thousands of items ask in one minute, and each day begins with a minute. */
let told = { zone: '', minute: 0, day: '' };

/** The day that it is. */
export function todayIn(zone: string): string {
	const now = Date.now();
	const minute = Math.floor(now / MINUTE_MS);
	if (told.zone !== zone || told.minute !== minute) {
		told = { zone, minute, day: dayIn(zone, new Date(now)) ?? '' };
	}
	return told.day;
}
