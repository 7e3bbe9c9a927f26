import { asNumber, asText } from '../../shared/values';

/** An ID of CPS: a whole number above zero. Documents print it as text, live data as a number. */
export function asId(value: unknown): number | undefined {
	const id = asNumber(value);
	return id !== undefined && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Ids of a location, which begins with `/cps/v2/` or `/cps-api/` and is never requested itself. */
export function idsOf(location: unknown): { enrollmentId?: number; changeId?: number } {
	const found = /\/enrollments\/(\d+)(?:\/changes\/(\d+))?/.exec(asText(location) ?? '');
	return { enrollmentId: asId(found?.[1]), changeId: asId(found?.[2]) };
}

/** All of a list, or undefined where it is none, or one entry is not what it should be. */
export function everyOne<T>(
	list: unknown,
	narrow: (entry: unknown) => T | undefined,
): T[] | undefined {
	if (!Array.isArray(list)) return undefined;
	const all = list.flatMap((entry: unknown) => narrow(entry) ?? []);
	return all.length === list.length ? all : undefined;
}
