import { speaksAgainstEmpty } from '../../shared/http/beside';
import type { Id } from '../../shared/values';
import { asId, asObject, asText } from '../../shared/values';

/** Ids of a location, which begins with `/cps/v2/` or `/cps-api/` and is never requested itself. */
export function idsOf(location: unknown): { enrollmentId?: Id; changeId?: Id } {
	const found = /\/enrollments\/(\d+)(?:\/changes\/(\d+))?/.exec(asText(location) ?? '');
	return { enrollmentId: asId(found?.[1]), changeId: asId(found?.[2]) };
}

/** A list of an answer; an empty one proves nothing beside words of more, or of HTTP 202 or 206. */
export function listIn(body: unknown, name: string, status: number): unknown {
	const { [name]: list, ...beside } = asObject(body);
	const isWhole = status === 200 && !speaksAgainstEmpty(beside);
	return Array.isArray(list) && list.length === 0 && !isWhole ? undefined : list;
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
